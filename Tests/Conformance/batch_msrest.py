"""azure-batch of the msrest generation: 14.2 (API version 2024-02-01) and 5.1 (2018-08-01), by one list of checks."""

import datetime
import importlib.metadata

from azure.batch import BatchServiceClient, models
from azure.batch.batch_auth import SharedKeyCredentials

from harness import account, afterwards, check, equal, eventually, fails, holds, main, unique, utc_now

VERSION = importlib.metadata.version("azure-batch")
IS_OLD = VERSION.startswith("5.")
credentials = SharedKeyCredentials(account.name, account.key)


def connect(credentials):
    keyword = "base_url" if IS_OLD else "batch_url"
    return BatchServiceClient(credentials, **{keyword: account.batch})


client = connect(credentials)
Error = models.BatchErrorException
LOCAL = models.PoolInformation(pool_id="local")


def new_job(**options):
    id = unique("job")
    client.job.add(models.JobAddParameter(id=id, pool_info=LOCAL, **options))
    afterwards(lambda: client.job.delete(id), Error)
    return id


def task(id, command="/bin/true", **options):
    return models.TaskAddParameter(id=id, command_line=command, **options)


def ended(job, id):
    return eventually(lambda: (t := client.task.get(job, id)).state == "completed" and t, f"task {id} completed")


def job_state(id, state):
    return eventually(lambda: client.job.get(id).state == state, f"job {id} is {state}")


@check("job: add, get")
def _():
    id = new_job(priority=5, metadata=[models.MetadataItem(name="k", value="v")])
    job = client.job.get(id)
    equal((job.id, job.state, job.priority), (id, "active", 5))
    equal(job.metadata[0].value, "v")
    holds(job.e_tag and job.creation_time, "etag and creation time")


@check("job: exists already, and is not there")
def _():
    id = new_job()
    fails(lambda: client.job.add(models.JobAddParameter(id=id, pool_info=LOCAL)), 409, "JobExists", Error)
    fails(lambda: client.job.get("no-such-job"), 404, "JobNotFound", Error)


@check("job: patch, update")
def _():
    id = new_job(priority=1)
    client.job.patch(id, models.JobPatchParameter(priority=7))
    equal(client.job.get(id).priority, 7)
    client.job.update(id, models.JobUpdateParameter(pool_info=LOCAL, priority=2))
    equal(client.job.get(id).priority, 2)


@check("job: if-match of an old etag")
def _():
    id = new_job()
    etag = client.job.get(id).e_tag
    client.job.patch(id, models.JobPatchParameter(priority=2), job_patch_options=models.JobPatchOptions(if_match=etag))
    fails(
        lambda: client.job.patch(
            id, models.JobPatchParameter(priority=3), job_patch_options=models.JobPatchOptions(if_match=etag)
        ),
        412, "ConditionNotMet", Error,
    )


@check("job: select and expand")
def _():
    id = new_job(priority=4)
    job = client.job.get(id, models.JobGetOptions(select="id, state"))
    holds(job.id == id and job.priority is None, "only what was selected")
    holds(client.job.get(id, models.JobGetOptions(expand="stats")).stats is not None, "stats are there")


@check("job: the client's request id comes back when it asks so")
def _():
    id = new_job()
    request = "11112222-3333-4444-5555-666677778888"
    response = client.job.get(
        id, models.JobGetOptions(client_request_id=request, return_client_request_id=True), raw=True
    )
    equal(response.response.headers.get("client-request-id"), request)
    holds(response.response.headers.get("request-id"), "a request id of the service")


@check("job: disable, enable")
def _():
    id = new_job()
    client.job.disable(id, "requeue")
    job_state(id, "disabled")
    client.job.enable(id)
    job_state(id, "active")


@check("job: terminate, delete")
def _():
    id = new_job()
    client.task.add(id, task("t", "sleep 600"))
    client.job.terminate(id, terminate_reason="enough")
    job_state(id, "completed")
    equal(client.job.get(id).execution_info.terminate_reason, "enough")
    client.job.delete(id)
    eventually(lambda: not [j for j in client.job.list() if j.id == id], "deleted")


@check("job: terminatejob when all tasks are complete")
def _():
    id = new_job(on_all_tasks_complete="noaction")
    client.task.add(id, task("t"))
    client.job.patch(id, models.JobPatchParameter(on_all_tasks_complete="terminatejob"))
    job_state(id, "completed")


@check("job: a failed task performs its exit action")
def _():
    id = new_job(on_task_failure="performexitoptionsjobaction")
    client.task.add(
        id,
        task(
            "t", "/bin/sh -c 'exit 3'",
            exit_conditions=models.ExitConditions(
                exit_codes=[models.ExitCodeMapping(code=3, exit_options=models.ExitOptions(job_action="terminate"))]
            ),
        ),
    )
    job_state(id, "completed")
    equal(client.job.get(id).execution_info.terminate_reason, "TaskFailed")


@check("job: preparation status")
def _():
    id = new_job(job_preparation_task=models.JobPreparationTask(command_line="/bin/sh -c 'exit 0'"))
    client.task.add(id, task("t"))
    ended(id, "t")
    status = list(client.job.list_preparation_and_release_task_status(id))
    equal(status[0].job_preparation_task_execution_info.exit_code, 0)


@check("job: task counts in the shape of the version")
def _():
    id = new_job()
    client.task.add(id, task("good"))
    client.task.add(id, task("bad", "/bin/false"))
    ended(id, "good")
    ended(id, "bad")
    counts = client.job.get_task_counts(id)
    counts = counts if IS_OLD else counts.task_counts
    equal((counts.completed, counts.succeeded, counts.failed), (2, 1, 1))


@check("jobs: filter and pages")
def _():
    prefix = unique("list")
    for i in range(12):
        client.job.add(models.JobAddParameter(id=f"{prefix}-{i}", pool_info=LOCAL))
        afterwards(lambda i=i: client.job.delete(f"{prefix}-{i}"))
    options = models.JobListOptions(filter=f"startswith(id,'{prefix}') and state eq 'active'", max_results=5)
    equal(len({j.id for j in client.job.list(options)}), 12)
    fails(lambda: list(client.job.list(models.JobListOptions(filter="x eq"))), 400, "InvalidQueryParameterValue", Error)


@check("task: add, run, get, its files")
def _():
    id = new_job()
    client.task.add(id, task("t", "/bin/sh -c 'echo out; echo err >&2'"))
    done = ended(id, "t")
    equal((done.execution_info.exit_code, done.execution_info.result), (0, "success"))
    equal(b"".join(client.file.get_from_task(id, "t", "stdout.txt")), b"out\n")
    equal(b"".join(client.file.get_from_task(id, "t", "stderr.txt")), b"err\n")
    names = {f.name for f in client.file.list_from_task(id, "t", recursive=True)}
    holds({"stdout.txt", "stderr.txt"} <= names, f"files are {names}")
    properties = client.file.get_properties_from_task(id, "t", "stdout.txt", raw=True).response
    equal(properties.headers["Content-Length"], "4")
    ranged = client.file.get_from_task(
        id, "t", "stdout.txt", models.FileGetFromTaskOptions(ocp_range="bytes=1-2")
    )
    equal(b"".join(ranged), b"ut")


@check("task: a file that is not there")
def _():
    id = new_job()
    client.task.add(id, task("t"))
    ended(id, "t")
    fails(lambda: client.file.get_from_task(id, "t", "no.txt"), 404, "FileNotFound", Error)


@check("task: exists already, and is not there")
def _():
    id = new_job()
    client.task.add(id, task("t"))
    fails(lambda: client.task.add(id, task("t")), 409, "TaskExists", Error)
    fails(lambda: client.task.get(id, "no"), 404, "TaskNotFound", Error)


@check("task: update, terminate, reactivate, delete")
def _():
    id = new_job()
    client.task.add(id, task("t", "sleep 600"))
    client.task.update(id, "t", constraints=models.TaskConstraints(max_task_retry_count=1))
    equal(client.task.get(id, "t").constraints.max_task_retry_count, 1)
    eventually(lambda: client.task.get(id, "t").state == "running", "running")
    client.task.terminate(id, "t")
    ended(id, "t")
    client.task.reactivate(id, "t")
    eventually(lambda: client.task.get(id, "t").state == "running", "running again")
    client.task.delete(id, "t")
    fails(lambda: client.task.get(id, "t"), 404, "TaskNotFound", Error)


@check("task: retries and wall clock")
def _():
    id = new_job()
    client.task.add(id, task("r", "/bin/false", constraints=models.TaskConstraints(max_task_retry_count=2)))
    client.task.add(
        id,
        task("w", "sleep 600", constraints=models.TaskConstraints(max_wall_clock_time=datetime.timedelta(seconds=1))),
    )
    equal(ended(id, "r").execution_info.retry_count, 2)
    equal(ended(id, "w").execution_info.failure_info.code, "TaskEnded")


@check("task: dependencies")
def _():
    id = new_job(uses_task_dependencies=True)
    client.task.add(id, task("1"))
    client.task.add(
        id,
        task("m", depends_on=models.TaskDependencies(task_id_ranges=[models.TaskIdRange(start=1, end=1)])),
    )
    equal(ended(id, "m").execution_info.exit_code, 0)


@check("tasks: a collection of 100; one of 250 is split by the client")
def _():
    id = new_job()
    result = client.task.add_collection(id, [task(f"t{i}") for i in range(100)])
    equal({r.status for r in result.value}, {"success"})
    client.task.add_collection(id, [task(f"u{i}") for i in range(250)])
    equal(len(list(client.task.list(id, models.TaskListOptions(select="id")))), 350)


@check("tasks: filter by state")
def _():
    id = new_job()
    client.task.add(id, task("a"))
    ended(id, "a")
    equal([t.id for t in client.task.list(id, models.TaskListOptions(filter="state eq 'completed'"))], ["a"])
    equal([t.id for t in client.task.list(id, models.TaskListOptions(filter="state eq 'running'"))], [])


@check("tasks: subtasks are none")
def _():
    id = new_job()
    client.task.add(id, task("t"))
    holds(not client.task.list_subtasks(id, "t").value, "no subtasks")


@check("job schedule: add, get, patch, list, its jobs, disable, enable, terminate, delete")
def _():
    id = unique("schedule")
    client.job_schedule.add(
        models.JobScheduleAddParameter(
            id=id,
            schedule=models.Schedule(recurrence_interval=datetime.timedelta(hours=1)),
            job_specification=models.JobSpecification(pool_info=LOCAL),
        )
    )
    afterwards(lambda: client.job_schedule.delete(id), Error)
    holds(client.job_schedule.exists(id), "exists")
    holds(not client.job_schedule.exists("no-such"), "does not exist")
    eventually(lambda: list(client.job.list_from_job_schedule(id)), "its first job")
    equal(client.job_schedule.get(id).state, "active")
    client.job_schedule.patch(
        id,
        models.JobSchedulePatchParameter(schedule=models.Schedule(recurrence_interval=datetime.timedelta(hours=2))),
    )
    equal(client.job_schedule.get(id).schedule.recurrence_interval, datetime.timedelta(hours=2))
    holds(id in [s.id for s in client.job_schedule.list()], "listed")
    client.job_schedule.disable(id)
    equal(client.job_schedule.get(id).state, "disabled")
    client.job_schedule.enable(id)
    client.job_schedule.terminate(id)
    eventually(lambda: client.job_schedule.get(id).state == "completed", "completed")
    client.job_schedule.delete(id)
    eventually(lambda: not client.job_schedule.exists(id), "deleted")


def new_pool(nodes):
    id = unique("pool")
    client.pool.add(
        models.PoolAddParameter(
            id=id, vm_size="standard_d2_v3", target_dedicated_nodes=nodes,
            virtual_machine_configuration=models.VirtualMachineConfiguration(
                image_reference=models.ImageReference(
                    publisher="microsoft-azure-batch", offer="centos-container", sku="7-4", version="latest"
                ),
                node_agent_sku_id="batch.node.centos 7",
            ),
        )
    )
    afterwards(lambda: client.pool.delete(id), Error)
    return id


def steady(id, nodes):
    eventually(
        lambda: (p := client.pool.get(id)).allocation_state == "steady" and p.current_dedicated_nodes == nodes,
        f"{nodes} nodes",
    )


@check("pool: add, get, exists, patch, resize, delete")
def _():
    id = new_pool(0)
    steady(id, 0)
    holds(client.pool.exists(id), "exists")
    client.pool.patch(id, models.PoolPatchParameter(metadata=[models.MetadataItem(name="a", value="b")]))
    equal(client.pool.get(id).metadata[0].value, "b")
    client.pool.resize(id, models.PoolResizeParameter(target_dedicated_nodes=1))
    steady(id, 1)
    client.pool.delete(id)
    eventually(lambda: not client.pool.exists(id), "deleted")
    fails(lambda: client.pool.get("no-pool"), 404, "PoolNotFound", Error)


@check("pool: autoscale")
def _():
    id = new_pool(0)
    steady(id, 0)
    client.pool.enable_auto_scale(id, "$TargetDedicatedNodes = 0;", datetime.timedelta(minutes=5))
    run = client.pool.evaluate_auto_scale(id, "$TargetDedicatedNodes = max(1, 2);")
    holds("$TargetDedicatedNodes=2" in run.results, f"results are {run.results}")
    client.pool.disable_auto_scale(id)


@check("nodes: list, get, files, scheduling, reboot")
def _():
    id = new_pool(1)
    steady(id, 1)
    node = eventually(lambda: [n for n in client.compute_node.list(id) if n.state == "idle"], "an idle node")[0]
    client.compute_node.disable_scheduling(id, node.id)
    equal(client.compute_node.get(id, node.id).scheduling_state, "disabled")
    client.compute_node.enable_scheduling(id, node.id)
    holds(list(client.file.list_from_compute_node(id, node.id)), "files")
    client.compute_node.reboot(id, node.id)
    eventually(lambda: client.compute_node.get(id, node.id).state == "idle", "idle again")


@check("account: images or node agents, and node counts")
def _():
    images = client.account.list_node_agent_skus() if IS_OLD else client.account.list_supported_images()
    holds(list(images), "there are some")
    holds("local" in [c.pool_id for c in client.account.list_pool_node_counts()], "local is counted")
    equal(list(client.application.list()), [])


@check("auth: a wrong key, and a date an hour off")
def _():
    try:
        connect(SharedKeyCredentials(account.name, "d3Jvbmc=")).job.get("x")
        raise AssertionError("a wrong key was taken")
    except Error as error:
        holds(error.response.status_code in (401, 403), "refused")
    try:
        client.job.get("x", models.JobGetOptions(ocp_date=utc_now() - datetime.timedelta(hours=1)))
        raise AssertionError("an old date was taken")
    except Error as error:
        holds(error.response.status_code in (401, 403), f"an old date is {error.response.status_code}")


main(f"azure-batch {VERSION}")
