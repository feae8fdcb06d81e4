"""azure-cli: `az batch` and `az storage`, each call a process as a person starts it.

A start of az takes a second or more, so a check follows one thing through its
life. az without a login signs with the account's key. Not here, because of az
itself: logins, which want https, and `task file show`, which ends with a
traceback whatever the answer is.
"""

import datetime
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

from harness import account, check, equal, eventually, holds, main, unique, utc_now

home = tempfile.TemporaryDirectory(prefix="azp-cli.")
environment = {name: value for name, value in os.environ.items() if not name.startswith("AZURE_")} | {
    "HOME": home.name,
    "AZURE_CONFIG_DIR": os.path.join(home.name, "azure"),
    "AZURE_CORE_COLLECT_TELEMETRY": "no",
    "AZURE_CORE_ONLY_SHOW_ERRORS": "yes",
    "AZURE_CORE_NO_COLOR": "yes",
}
# az keeps the scheme of an endpoint that has one, and takes https for one that has none.
batch_account = {
    "AZURE_BATCH_ACCOUNT": account.name,
    "AZURE_BATCH_ACCESS_KEY": account.key,
    "AZURE_BATCH_ENDPOINT": account.batch,
}
connection_string = (
    f"DefaultEndpointsProtocol=http;AccountName={account.name};AccountKey={account.key};BlobEndpoint={account.blob};"
)


class Refused(Exception):
    """az ended with an error; the text is what it printed."""


def az(line, *more, variables=None):
    """Runs az with the words of the line and the arguments after them; what it printed, out of its JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "azure.cli", *line.split(), *more, "--output", "json"],
        env=environment | (variables or {}), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
    )
    if done.returncode != 0:
        raise Refused(done.stderr)
    return json.loads(done.stdout) if done.stdout.strip() else None


def batch(line, *more):
    return az(f"batch {line}", *more, variables=batch_account)


def storage(line, *more):
    return az(f"storage {line}", *more, variables={"AZURE_STORAGE_CONNECTION_STRING": connection_string})


def refused(code, call, *arguments):
    """The call must end with an error that has the service's code in it, or az's words for it."""
    try:
        call(*arguments)
    except Refused as error:
        holds(code in str(error), f"the error names {code}: {error}")
        return
    raise AssertionError(f"no error; {code} was due")


def written(name, content):
    """A file in the temporary directory, with JSON in it unless the content is bytes."""
    path = os.path.join(home.name, name)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def read(path):
    with open(path, "rb") as file:
        return file.read()


def hours(duration):
    """The hours of `PT3H`, and of `PT03H00M00S`, which is how az prints it."""
    parts = re.fullmatch(r"PT(\d+)H(?:0+M0+S)?", duration)
    holds(parts, f"whole hours, not {duration}")
    return int(parts[1])


def new_job(*more):
    id = unique("job")
    batch(f"job create --id {id} --pool-id local", *more)
    return id


def new_task(job, id, command, *more):
    return batch(f"task create --job-id {job} --task-id {id} --command-line", command, *more)


def ended(job, id):
    def completed():
        task = batch(f"task show --job-id {job} --task-id {id}")
        return task if task["state"] == "completed" else None

    return eventually(completed, f"task {id} completed")


def job_state(id, state):
    return eventually(lambda: batch(f"job show --job-id {id}")["state"] == state, f"job {id} is {state}")


# Jobs


@check("job: create with everything a flag can say, show, select")
def _():
    id = new_job(
        "--metadata", "k=v ü", "--job-max-wall-clock-time", "PT2H", "--uses-task-dependencies",
    )
    job = batch(f"job show --job-id {id}")
    equal((job["id"], job["state"], job["priority"]), (id, "active", 0))
    equal([(m["name"], m["value"]) for m in job["metadata"]], [("k", "v ü")])
    equal(hours(job["constraints"]["maxWallClockTime"]), 2)
    equal((job["poolInfo"]["poolId"], job["usesTaskDependencies"]), ("local", True))
    job = batch(f"job show --job-id {id} --select id,state")
    equal((job["id"], job.get("priority")), (id, None))
    refused("JobExists", batch, f"job create --id {id} --pool-id local")


@check("job: create from a JSON file")
def _():
    id = unique("job")
    job = {"id": id, "displayName": "from a file", "poolInfo": {"poolId": "local"}, "priority": -3}
    path = written("job.json", job)
    batch(f"job create --json-file {path}")
    job = batch(f"job show --job-id {id}")
    equal((job["displayName"], job["priority"]), ("from a file", -3))


@check("jobs: list, filter, select")
def _():
    ids = sorted([new_job(), new_job()])
    holds(set(ids) <= {job["id"] for job in batch("job list")}, "both are listed")
    listed = batch("job list --select id --filter", f"id eq '{ids[0]}'")
    equal([(job["id"], job.get("state")) for job in listed], [(ids[0], None)])
    refused("InvalidQueryParameterValue", batch, "job list --filter", "nonsense eq 1")


@check("job: set (PATCH) keeps the rest, reset (PUT) does not")
def _():
    id = new_job("--metadata", "a=1")
    batch(f"job set --job-id {id} --job-max-wall-clock-time PT7H")
    job = batch(f"job show --job-id {id}")
    equal((hours(job["constraints"]["maxWallClockTime"]), job["metadata"][0]["name"]), (7, "a"))
    batch(f"job reset --job-id {id} --pool-id local --job-max-wall-clock-time PT3H")
    job = batch(f"job show --job-id {id}")
    equal((hours(job["constraints"]["maxWallClockTime"]), job.get("metadata") or []), (3, []))


@check("job: set with an etag that is old")
def _():
    id = new_job()
    etag = batch(f"job show --job-id {id}")["eTag"]
    batch(f"job set --job-id {id} --metadata a=2 --if-match", etag)
    refused("ConditionNotMet", batch, f"job set --job-id {id} --metadata a=3 --if-match", etag)
    equal(batch(f"job show --job-id {id}")["metadata"][0]["value"], "2")


@check("numbers: those of flags, which az sends as strings, are numbers for Batch")
def _():
    id = new_job("--priority", "5", "--job-max-task-retry-count", "2")
    job = batch(f"job show --job-id {id}")
    equal((job["priority"], job["constraints"]["maxTaskRetryCount"]), (5, 2))
    batch(f"job set --job-id {id} --priority 7")
    equal(batch(f"job show --job-id {id}")["priority"], 7)
    new_task(id, "t", "/bin/true", "--max-task-retry-count", "1")
    equal(batch(f"task show --job-id {id} --task-id t")["constraints"]["maxTaskRetryCount"], 1)
    batch(f"task reset --job-id {id} --task-id t --max-task-retry-count 5")
    equal(batch(f"task show --job-id {id} --task-id t")["constraints"]["maxTaskRetryCount"], 5)
    pool = unique("pool")
    batch(
        f"pool create --id {pool} --vm-size standard_d2_v3 --target-dedicated-nodes 0 --task-slots-per-node 2"
        " --image microsoft-dsvm:ubuntu-hpc:2204:latest --node-agent-sku-id", "batch.node.ubuntu 22.04",
    )
    equal(steady(pool, 0)["taskSlotsPerNode"], 2)
    batch(f"pool resize --pool-id {pool} --target-dedicated-nodes 1")
    steady(pool, 1)
    gone(pool)


@check("job: disable, enable")
def _():
    id = new_job()
    batch(f"job disable --job-id {id} --disable-tasks requeue")
    job_state(id, "disabled")
    new_task(id, "waits", "/bin/true")
    equal(batch(f"task show --job-id {id} --task-id waits")["state"], "active")
    batch(f"job enable --job-id {id}")
    equal(ended(id, "waits")["executionInfo"]["exitCode"], 0)
    equal(batch(f"job show --job-id {id}")["state"], "active")


@check("job: stop ends its tasks and says why, and takes no more")
def _():
    id = new_job()
    new_task(id, "long", "sleep 600")
    batch(f"job stop --job-id {id} --terminate-reason enough")
    job_state(id, "completed")
    equal(batch(f"job show --job-id {id}")["executionInfo"]["terminateReason"], "enough")
    equal(ended(id, "long")["executionInfo"]["result"], "failure")
    refused("JobCompleted", new_task, id, "late", "/bin/true")


@check("job: delete, and one that is not there")
def _():
    id = new_job()
    batch(f"job delete --job-id {id} --yes")
    refused("JobNotFound", batch, f"job show --job-id {id}")
    refused("JobNotFound", batch, f"job delete --job-id {id} --yes")
    refused("JobNotFound", batch, f"task list --job-id {id}")


@check("job: terminatejob when all tasks are complete")
def _():
    id = new_job()
    new_task(id, "t", "/bin/true")
    batch(f"job set --job-id {id} --on-all-tasks-complete terminatejob")
    job_state(id, "completed")
    equal(batch(f"job show --job-id {id}")["executionInfo"]["terminateReason"], "AllTasksComplete")


@check("job: preparation and release")
def _():
    id = unique("job")
    path = written("prepared.json", {
        "id": id, "poolInfo": {"poolId": "local"},
        "jobPreparationTask": {"commandLine": "/bin/sh -c 'echo prepared'"},
        "jobReleaseTask": {"commandLine": "/bin/sh -c 'echo released'"},
    })
    batch(f"job create --json-file {path}")
    new_task(id, "t", "/bin/true")
    ended(id, "t")
    status = batch(f"job prep-release-status list --job-id {id}")
    equal([s["jobPreparationTaskExecutionInfo"]["exitCode"] for s in status], [0])
    batch(f"job stop --job-id {id}")

    def released():
        info = batch(f"job prep-release-status list --job-id {id}")[0].get("jobReleaseTaskExecutionInfo")
        return info if info and info["state"] == "completed" else None

    equal(eventually(released, "released")["exitCode"], 0)


@check("account: by flags, a wrong key, an unknown account")
def _():
    flags = f"batch job list --account-endpoint {account.batch} --account-name"
    holds(isinstance(az(flags, account.name, "--account-key", account.key), list), "a list")
    refused("AuthenticationFailed", az, flags, account.name, "--account-key", "d3Jvbmc=")
    refused("AuthenticationFailed", az, flags, "another", "--account-key", account.key)


# Tasks


@check("task: create, show, exit code, environment, dependency")
def _():
    id = new_job("--uses-task-dependencies")
    new_task(id, "first", "/bin/sh -c 'echo $WORD; exit 3'", "--environment-settings", "WORD=héllo")
    task = ended(id, "first")
    info = task["executionInfo"]
    equal((info["exitCode"], info["result"], info["failureInfo"]["code"]), (3, "failure", "FailureExitCode"))
    equal((task["nodeInfo"]["poolId"], task["environmentSettings"][0]["value"]), ("local", "héllo"))
    refused("TaskExists", new_task, id, "first", "/bin/true")
    refused("TaskNotFound", batch, f"task show --job-id {id} --task-id no")


@check("tasks: create from a JSON file, list, filter, counts")
def _():
    id = new_job()
    tasks = [{"id": f"t{i:03}", "commandLine": "/bin/true" if i % 2 else "/bin/false"} for i in range(120)]
    created = batch(f"task create --job-id {id} --json-file {written('tasks.json', tasks)}")
    equal({result["status"].lower() for result in created}, {"success"})
    equal(len(created), 120)
    eventually(
        lambda: batch(f"job task-counts show --job-id {id}")["taskCounts"]["completed"] == 120, "120 completed"
    )
    counts = batch(f"job task-counts show --job-id {id}")["taskCounts"]
    equal((counts["active"], counts["running"], counts["succeeded"], counts["failed"]), (0, 0, 60, 60))
    equal(len(batch(f"task list --job-id {id}")), 120)
    failed = batch(f"task list --job-id {id} --select id --filter", "executionInfo/result eq 'failure'")
    equal([task["id"] for task in failed], [f"t{i:03}" for i in range(0, 120, 2)])


@check("task files: list, download, delete")
def _():
    id = new_job()
    new_task(id, "t", "/bin/sh -c 'echo 0123456789; mkdir d; echo deep > d/deep.txt'")
    ended(id, "t")
    where = f"--job-id {id} --task-id t"
    flat = {file["name"]: file["isDirectory"] for file in batch(f"task file list {where}")}
    equal((flat["wd"], flat["stdout.txt"]), (True, False))
    names = {file["name"] for file in batch(f"task file list {where} --recursive")}
    holds({"stdout.txt", "stderr.txt", "wd/d/deep.txt"} <= names, f"files are {names}")
    path = os.path.join(home.name, f"{id}.txt")
    batch(f"task file download {where} --file-path stdout.txt --destination {path}")
    equal(read(path), b"0123456789\n")
    part = path + ".part"
    batch(f"task file download {where} --file-path stdout.txt --destination {part} --start-range 2 --end-range 4")
    equal(read(part), b"234")
    batch(f"task file delete {where} --file-path wd/d/deep.txt --yes")
    names = {file["name"] for file in batch(f"task file list {where} --recursive")}
    holds("wd/d/deep.txt" not in names and "wd/d" in names, f"files are {names}")


@check("task: reset replaces its constraints")
def _():
    id = new_job()
    new_task(id, "t", "/bin/true")
    ended(id, "t")
    batch(f"task reset --job-id {id} --task-id t --max-wall-clock-time PT5H")
    equal(hours(batch(f"task show --job-id {id} --task-id t")["constraints"]["maxWallClockTime"]), 5)


@check("task: stop, reactivate, delete, subtasks")
def _():
    id = new_job()
    once = f"mark=$AZ_BATCH_NODE_SHARED_DIR/{id}; test -e $mark || {{ touch $mark; sleep 600; }}"
    new_task(id, "t", f"/bin/sh -c '{once}'")
    where = f"--job-id {id} --task-id t"
    # The first line of its work is done when its mark is there.
    node = eventually(lambda: batch(f"task show {where}").get("nodeInfo"), "it has a node")["nodeId"]
    eventually(
        lambda: any(
            file["name"] == f"shared/{id}"
            for file in batch(f"node file list --pool-id local --node-id {node} --recursive")
        ),
        "the mark is there",
    )
    batch(f"task stop {where}")
    equal(ended(id, "t")["executionInfo"]["result"], "failure")
    batch(f"task reactivate {where}")
    equal(ended(id, "t")["executionInfo"]["exitCode"], 0)
    equal(batch(f"task subtask list {where}"), [])
    batch(f"task delete {where} --yes")
    refused("TaskNotFound", batch, f"task show {where}")


@check("task: a resource file from a SAS that az made")
def _():
    name = unique("files")
    storage(f"container create --name {name}")
    path = written("words.txt", b"some words\n")
    storage(f"blob upload --container-name {name} --name words.txt --file {path}")
    url = storage(
        f"blob generate-sas --container-name {name} --name words.txt --permissions r --full-uri --expiry", tomorrow()
    )
    id = new_job()
    new_task(id, "t", "/bin/cat in/words.txt", "--resource-files", f"in/words.txt={url}")
    equal(ended(id, "t")["executionInfo"]["exitCode"], 0)
    output = os.path.join(home.name, f"{id}.txt")
    batch(f"task file download --job-id {id} --task-id t --file-path stdout.txt --destination {output}")
    equal(read(output), b"some words\n")


# Pools and nodes


def new_pool(nodes):
    id = unique("pool")
    path = written("pool.json", {
        "id": id, "vmSize": "standard_d2_v3", "targetDedicatedNodes": nodes, "taskSlotsPerNode": 2,
        "virtualMachineConfiguration": {
            "imageReference": {
                "publisher": "microsoft-dsvm", "offer": "ubuntu-hpc", "sku": "2204", "version": "latest",
            },
            "nodeAgentSKUId": "batch.node.ubuntu 22.04",
        },
        "metadata": [{"name": "k", "value": "v"}],
    })
    batch(f"pool create --json-file {path}")
    return id


def steady(id, nodes):
    def there():
        pool = batch(f"pool show --pool-id {id}")
        return pool if (pool["allocationState"], pool["currentDedicatedNodes"]) == ("steady", nodes) else None

    return eventually(there, f"pool {id} has {nodes} nodes")


def gone(id):
    batch(f"pool delete --pool-id {id} --yes")
    eventually(lambda: not batch("pool list --select id --filter", f"id eq '{id}'"), f"pool {id} is gone")


@check("pool: create, show, list, set, delete")
def _():
    id = new_pool(0)
    pool = steady(id, 0)
    equal((pool["taskSlotsPerNode"], pool["metadata"][0]["value"]), (2, "v"))
    equal(pool["virtualMachineConfiguration"]["imageReference"]["offer"], "ubuntu-hpc")
    holds({"local", id} <= {pool["id"] for pool in batch("pool list --select id,state")}, "both are listed")
    batch(f"pool set --pool-id {id} --metadata a=b")
    equal([(m["name"], m["value"]) for m in batch(f"pool show --pool-id {id}")["metadata"]], [("a", "b")])
    gone(id)
    refused("PoolNotFound", batch, f"pool show --pool-id {id}")


@check("pool: autoscale on, evaluated, off")
def _():
    id = new_pool(0)
    steady(id, 0)
    formula = "$TargetDedicatedNodes = 1;"
    batch(f"pool autoscale enable --pool-id {id} --auto-scale-evaluation-interval PT5M --auto-scale-formula", formula)
    pool = steady(id, 1)
    equal((pool["enableAutoScale"], pool["autoScaleFormula"]), (True, formula))
    run = batch(f"pool autoscale evaluate --pool-id {id} --auto-scale-formula", "$TargetDedicatedNodes = 2 * 3;")
    holds("$TargetDedicatedNodes=6" in run["results"], f"results are {run['results']}")
    batch(f"pool autoscale disable --pool-id {id}")
    equal(batch(f"pool show --pool-id {id}")["enableAutoScale"], False)
    gone(id)


@check("nodes: list, show, files, scheduling, reboot, delete")
def _():
    id = new_pool(1)
    steady(id, 1)

    def idle():
        return [node for node in batch(f"node list --pool-id {id}") if node["state"] == "idle"]

    node = eventually(idle, "an idle node")[0]["id"]
    where = f"--pool-id {id} --node-id {node}"
    equal(batch(f"node show {where}")["id"], node)
    holds("startup" in {file["name"] for file in batch(f"node file list {where}")}, "the node has files")
    # With --node-disable-scheduling-option az sends an object where the protocol has a word.
    batch(f"node scheduling disable {where}")
    equal(batch(f"node show {where}")["schedulingState"], "disabled")
    batch(f"node scheduling enable {where}")
    equal(batch(f"node show {where}")["schedulingState"], "enabled")
    batch(f"node reboot {where}")
    eventually(idle, "idle after the reboot")
    batch(f"node delete --pool-id {id} --node-list {node}")
    steady(id, 0)
    refused("NodeNotFound", batch, f"node show {where}")
    gone(id)


@check("account: node counts, images, applications")
def _():
    counts = {count["poolId"]: count for count in batch("pool node-counts list")}
    holds(counts["local"]["dedicated"]["total"] >= 1, "a node of local is counted")
    images = batch("pool supported-images list")
    holds(images and images[0]["nodeAgentSkuId"], "images name their agent")
    equal(batch("application summary list"), [])
    equal(batch("pool usage-metrics list"), [])


# Job schedules


@check("job schedule: create, its jobs, disable, enable, set, stop, delete")
def _():
    id = unique("schedule")
    batch(f"job-schedule create --id {id} --pool-id local --recurrence-interval PT1H")
    where = f"--job-schedule-id {id}"
    jobs = eventually(lambda: batch(f"job list {where}"), "the first job")
    equal([job["id"] for job in jobs], [f"{id}:job-1"])
    schedule = batch(f"job-schedule show {where}")
    equal((schedule["state"], schedule["executionInfo"]["recentJob"]["id"]), ("active", f"{id}:job-1"))
    holds(id in {s["id"] for s in batch("job-schedule list")}, "listed")
    batch(f"job-schedule disable {where}")
    equal(batch(f"job-schedule show {where}")["state"], "disabled")
    batch(f"job-schedule enable {where}")
    batch(f"job-schedule set {where} --recurrence-interval PT3H")
    schedule = batch(f"job-schedule show {where}")
    equal(schedule["state"], "active")
    equal(hours(schedule["schedule"]["recurrenceInterval"]), 3)
    batch(f"job-schedule stop {where}")
    eventually(lambda: batch(f"job-schedule show {where}")["state"] == "completed", "completed")
    batch(f"job-schedule delete {where} --yes")
    refused("JobScheduleNotFound", batch, f"job-schedule show {where}")


# Storage


def tomorrow():
    return (utc_now() + datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%MZ")


def fetched(url):
    """The status and the body, of whoever holds the URL."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


@check("container: create, exists, show, metadata, list, delete")
def _():
    name = unique("box")
    equal(storage(f"container create --name {name} --metadata a=1")["created"], True)
    equal(storage(f"container create --name {name}")["created"], False)
    refused("ContainerAlreadyExists", storage, f"container create --name {name} --fail-on-exist")
    equal(storage(f"container show --name {name}")["metadata"], {"a": "1"})
    storage(f"container metadata update --name {name} --metadata b=2")
    listed = storage(f"container list --prefix {name} --include-metadata")
    equal([(box["name"], box["metadata"]) for box in listed], [(name, {"b": "2"})])
    equal(storage(f"container delete --name {name}")["deleted"], True)
    equal(storage(f"container exists --name {name}")["exists"], False)
    equal(storage("container list --prefix", name), [])


@check("blob: upload, show, list, download, delete")
def _():
    name = unique("box")
    storage(f"container create --name {name}")
    content = os.urandom(3 << 20)
    path = written("content", content)
    where = f"--container-name {name}"
    storage(f"blob upload {where} --file {path} --metadata k=v --content-type text/x --name", "dir/a b ü.txt")
    shown = storage(f"blob show {where} --name", "dir/a b ü.txt")
    equal((shown["properties"]["contentLength"], shown["metadata"]), (3 << 20, {"k": "v"}))
    equal(shown["properties"]["contentSettings"]["contentType"], "text/x")
    refused("BlobAlreadyExists", storage, f"blob upload {where} --file {path} --name", "dir/a b ü.txt")
    equal([blob["name"] for blob in storage(f"blob list {where} --prefix dir/")], ["dir/a b ü.txt"])
    down = path + ".down"
    storage(f"blob download {where} --file {down} --name", "dir/a b ü.txt")
    equal(hashlib.sha256(read(down)).hexdigest(), hashlib.sha256(content).hexdigest())
    storage(f"blob delete {where} --name", "dir/a b ü.txt")
    equal(storage(f"blob exists {where} --name", "dir/a b ü.txt")["exists"], False)
    refused("BlobNotFound", storage, f"blob delete {where} --name", "dir/a b ü.txt")


@check("blobs: many at once, up and down, listed by pages, deleted by pattern")
def _():
    name = unique("box")
    storage(f"container create --name {name}")
    source = os.path.join(home.name, name)
    target = source + ".down"
    os.makedirs(source)
    os.makedirs(target)
    for i in range(12):
        written(f"{name}/{i:02}.txt", str(i).encode())
    equal(len(storage(f"blob upload-batch --destination {name} --source {source}")), 12)
    names = [f"{i:02}.txt" for i in range(12)]
    equal([blob["name"] for blob in storage(f"blob list --container-name {name}")], names)
    page = storage(f"blob list --container-name {name} --num-results 5 --show-next-marker")
    equal([blob["name"] for blob in page if "name" in blob], names[:5])
    rest = storage(f"blob list --container-name {name} --marker", page[-1]["nextMarker"])
    equal([blob["name"] for blob in rest], names[5:])
    storage(f"blob download-batch --destination {target} --source {name} --pattern 0*")
    equal({file: read(os.path.join(target, file)) for file in sorted(os.listdir(target))},
          {f"{i:02}.txt": str(i).encode() for i in range(10)})
    storage(f"blob delete-batch --source {name} --pattern 0*")
    equal([blob["name"] for blob in storage(f"blob list --container-name {name}")], names[10:])


@check("blob: staged in blocks, metadata, a range")
def _():
    name = unique("box")
    storage(f"container create --name {name}")
    content = os.urandom(70 << 20)
    path = written("big", content)
    where = f"--container-name {name} --name big"
    storage(f"blob upload {where} --file {path} --no-progress")
    equal(storage(f"blob show {where}")["properties"]["contentLength"], 70 << 20)
    storage(f"blob metadata update {where} --metadata x=y")
    equal(storage(f"blob metadata show {where}"), {"x": "y"})
    down = path + ".down"
    storage(f"blob download {where} --file {down} --no-progress")
    holds(read(down) == content, "the same bytes")
    storage(f"blob download {where} --file {down} --start-range 100 --end-range 199 --no-progress")
    holds(read(down) == content[100:200], "the same hundred bytes")


@check("generate-sas: of a blob, a container and the account; what it allows, and what not")
def _():
    name = unique("box")
    storage(f"container create --name {name}")
    storage(f"blob upload --container-name {name} --name b --data hello")
    expiry = f"--expiry {tomorrow()}"
    sas = storage(f"blob generate-sas --container-name {name} --name b --permissions r {expiry}")
    equal(fetched(f"{account.blob}/{name}/b?{sas}"), (200, b"hello"))
    equal(fetched(f"{account.blob}/{name}/b")[0] in (401, 403, 404, 409), True, "without it")
    equal(fetched(f"{account.blob}/{name}/c?{sas}")[0], 403, "another blob")
    equal(fetched(f"{account.blob}/{name}/b?{sas.replace('sp=r', 'sp=rw')}")[0], 403, "one that was changed")
    sas = storage(f"container generate-sas --name {name} --permissions rl {expiry}")
    by_sas = f"--container-name {name} --blob-endpoint {account.blob} --sas-token"
    equal([blob["name"] for blob in az(f"storage blob list {by_sas}", sas)], ["b"])
    # az says a 403 in words of its own.
    refused("required permissions", az, f"storage blob delete --name b {by_sas}", sas)
    sas = storage(f"account generate-sas --services b --resource-types sco --permissions rwdlac {expiry}")
    az(f"storage blob delete --name b {by_sas}", sas)
    equal(az(f"storage blob list {by_sas}", sas), [])


@check("storage: by endpoint and key, and a wrong key")
def _():
    name = unique("box")
    flags = f"--account-name {account.name} --blob-endpoint {account.blob} --auth-mode key --account-key"
    equal(az(f"storage container create --name {name} {flags}", account.key)["created"], True)
    equal(az(f"storage container delete --name {name} {flags}", account.key)["deleted"], True)
    refused("Authentication failure", az, f"storage container create --name {name} {flags}", "d3Jvbmc=")


main("azure-cli")
