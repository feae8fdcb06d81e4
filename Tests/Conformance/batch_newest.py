"""azure-batch, the newest: API version 2025-06-01."""

import datetime

from azure.batch import BatchClient, models
from azure.core import MatchConditions
from azure.core.credentials import AzureNamedKeyCredential
from azure.core.exceptions import HttpResponseError, ResourceExistsError, ResourceNotFoundError

from harness import account, afterwards, check, equal, eventually, fails, holds, main, unique, utc_now

client = BatchClient(account.batch, AzureNamedKeyCredential(account.name, account.key))
POLL = 0


def new_job(**options):
    """A job of its own on the pool `local`."""
    id = unique("job")
    client.create_job(models.BatchJobCreateOptions(id=id, pool_info=models.BatchPoolInfo(pool_id="local"), **options))
    afterwards(lambda: client.begin_delete_job(id, polling_interval=POLL), ResourceNotFoundError)
    return id


def terminate(id, reason="by a check"):
    # The client exports no type for these options.
    client.begin_terminate_job(id, {"terminateReason": reason}, polling_interval=POLL).result()


def task(id, command="/bin/true", **options):
    return models.BatchTaskCreateOptions(id=id, command_line=command, **options)


def exists(call):
    """What `pool_exists` means: the client raises for a 404 instead of telling no."""
    try:
        return call()
    except ResourceNotFoundError:
        return False


def ended(job, id):
    return eventually(
        lambda: (t := client.get_task(job, id)).state == models.BatchTaskState.COMPLETED and t, f"task {id} completed"
    )


def job_state(id, state):
    return eventually(lambda: client.get_job(id).state == state, f"job {id} is {state}")


# Jobs


@check("job: create, get")
def _():
    id = new_job(display_name="a name", priority=5, metadata=[models.BatchMetadataItem(name="k", value="v ü")])
    job = client.get_job(id)
    equal(job.id, id)
    equal(job.state, models.BatchJobState.ACTIVE)
    equal((job.display_name, job.priority), ("a name", 5))
    equal([(m.name, m.value) for m in job.metadata], [("k", "v ü")])
    equal(job.pool_info.pool_id, "local")
    equal(job.all_tasks_complete_mode, models.BatchAllTasksCompleteMode.NO_ACTION)
    holds(job.etag and job.url.endswith(f"/jobs/{id}"), "etag and url")
    holds(abs((utc_now() - job.creation_time).total_seconds()) < 60, "creation time is now")


@check("job: ids do not heed case")
def _():
    id = new_job()
    equal(client.get_job(id.upper()).id, id)
    fails(
        lambda: client.create_job(
            models.BatchJobCreateOptions(id=id.upper(), pool_info=models.BatchPoolInfo(pool_id="local"))
        ),
        409, "JobExists", ResourceExistsError,
    )


@check("job: one that is not there")
def _():
    error = fails(lambda: client.get_job("no-such-job"), 404, "JobNotFound", ResourceNotFoundError)
    holds("RequestId" in error.model.message.value, "the message names the request")
    equal(error.model.message.lang, "en-US")


@check("job: an unknown pool is no error until tasks wait, as in Batch, or a clear 4xx")
def _():
    id = unique("job")
    try:
        client.create_job(models.BatchJobCreateOptions(id=id, pool_info=models.BatchPoolInfo(pool_id="no-pool")))
    except HttpResponseError as error:
        holds(400 <= error.status_code < 500, "a 4xx")


@check("job: an invalid id")
def _():
    error = fails(
        lambda: client.create_job(
            models.BatchJobCreateOptions(id="no/slash", pool_info=models.BatchPoolInfo(pool_id="local"))
        ),
        400, "InvalidPropertyValue", HttpResponseError,
    )
    holds(any(v.key == "PropertyName" for v in error.model.error_values), "values name the property")


@check("job: update (PATCH)")
def _():
    id = new_job(priority=1)
    before = client.get_job(id)
    client.update_job(
        id,
        models.BatchJobUpdateOptions(
            priority=7, constraints=models.BatchJobConstraints(max_wall_clock_time=datetime.timedelta(hours=2))
        ),
    )
    job = client.get_job(id)
    equal(job.priority, 7)
    equal(job.constraints.max_wall_clock_time, datetime.timedelta(hours=2))
    holds(job.etag != before.etag, "the etag changes")
    holds(job.last_modified >= before.last_modified, "last modified moves on")


@check("job: replace (PUT)")
def _():
    id = new_job(priority=9, metadata=[models.BatchMetadataItem(name="a", value="1")])
    job = client.get_job(id)
    job.priority = 3
    job.metadata = [models.BatchMetadataItem(name="b", value="2")]
    client.replace_job(id, job)
    job = client.get_job(id)
    equal((job.priority, job.metadata[0].name), (3, "b"))


@check("job: conditional update")
def _():
    id = new_job()
    etag = client.get_job(id).etag
    client.update_job(
        id, models.BatchJobUpdateOptions(priority=2), etag=etag, match_condition=MatchConditions.IfNotModified
    )
    fails(
        lambda: client.update_job(
            id, models.BatchJobUpdateOptions(priority=3), etag=etag, match_condition=MatchConditions.IfNotModified
        ),
        412, "ConditionNotMet", HttpResponseError,
    )
    equal(client.get_job(id).priority, 2)


@check("job: if-none-match answers 304")
def _():
    id = new_job()
    etag = client.get_job(id).etag
    try:
        client.get_job(id, etag=etag, match_condition=MatchConditions.IfModified)
        raise AssertionError("no 304")
    except HttpResponseError as error:
        equal(error.status_code, 304)


@check("job: if-unmodified-since")
def _():
    id = new_job()
    past = utc_now() - datetime.timedelta(hours=1)
    fails(lambda: client.get_job(id, if_unmodified_since=past), 412, "ConditionNotMet", HttpResponseError)
    holds(client.get_job(id, if_modified_since=past).id == id, "modified since an hour ago")


@check("job: select")
def _():
    id = new_job(priority=4)
    job = client.get_job(id, select=["id", "state"])
    equal((job.id, job.state), (id, models.BatchJobState.ACTIVE))
    holds(job.priority is None and job.pool_info is None, "what was not selected is not there")


@check("job: expand stats")
def _():
    holds(client.get_job(new_job(), expand=["stats"]).job_statistics is not None, "stats are there")


@check("job: terminate")
def _():
    id = new_job()
    client.create_task(id, task("long", "sleep 600"))
    terminate(id, "enough")
    job_state(id, models.BatchJobState.COMPLETED)
    job = client.get_job(id)
    equal(job.execution_info.termination_reason, "enough")
    holds(job.execution_info.end_time is not None, "an end time")
    ended(id, "long")


@check("job: a completed one takes no tasks")
def _():
    id = new_job()
    terminate(id)
    job_state(id, models.BatchJobState.COMPLETED)
    fails(lambda: client.create_task(id, task("t")), 409, "JobCompleted", HttpResponseError)


@check("job: disable and enable")
def _():
    id = new_job()
    client.begin_disable_job(
        id, models.BatchJobDisableOptions(disable_tasks=models.DisableBatchJobOption.REQUEUE), polling_interval=POLL
    ).result()
    job_state(id, models.BatchJobState.DISABLED)
    client.create_task(id, task("waits"))
    equal(client.get_task(id, "waits").state, models.BatchTaskState.ACTIVE)
    client.begin_enable_job(id, polling_interval=POLL).result()
    job_state(id, models.BatchJobState.ACTIVE)
    ended(id, "waits")


@check("job: disable terminates or requeues what runs")
def _():
    for option, state in [
        (models.DisableBatchJobOption.TERMINATE, models.BatchTaskState.COMPLETED),
        (models.DisableBatchJobOption.REQUEUE, models.BatchTaskState.ACTIVE),
    ]:
        id = new_job()
        client.create_task(id, task("t", "sleep 600"))
        eventually(lambda: client.get_task(id, "t").state == models.BatchTaskState.RUNNING, "running")
        client.begin_disable_job(
            id, models.BatchJobDisableOptions(disable_tasks=option), polling_interval=POLL
        ).result()
        eventually(lambda: client.get_task(id, "t").state == state, f"{option} gives {state}")
        terminate(id)


@check("job: delete")
def _():
    id = new_job()
    client.create_task(id, task("t"))
    client.begin_delete_job(id, polling_interval=POLL).result()
    fails(lambda: client.get_job(id), 404, "JobNotFound", ResourceNotFoundError)
    fails(lambda: client.begin_delete_job(id, polling_interval=POLL).result(), 404, "JobNotFound", HttpResponseError)


@check("job: terminatejob when all tasks are complete")
def _():
    id = new_job()
    client.create_task(id, task("t"))
    client.update_job(
        id, models.BatchJobUpdateOptions(all_tasks_complete_mode=models.BatchAllTasksCompleteMode.TERMINATE_JOB)
    )
    job_state(id, models.BatchJobState.COMPLETED)
    equal(client.get_job(id).execution_info.termination_reason, "AllTasksComplete")


@check("job: preparation and release run, and their status")
def _():
    id = new_job(
        job_preparation_task=models.BatchJobPreparationTask(command_line="/bin/sh -c 'echo prepared'"),
        job_release_task=models.BatchJobReleaseTask(command_line="/bin/sh -c 'echo released'"),
    )
    client.create_task(id, task("t"))
    ended(id, "t")
    status = list(client.list_job_preparation_and_release_task_status(id))
    equal(len(status), 1)
    equal(status[0].job_preparation_task_execution_info.exit_code, 0)
    terminate(id)
    released = eventually(
        lambda: [
            s for s in client.list_job_preparation_and_release_task_status(id)
            if s.job_release_task_execution_info
            and s.job_release_task_execution_info.state == models.BatchJobReleaseTaskState.COMPLETED
        ],
        "released",
    )
    equal(released[0].job_release_task_execution_info.exit_code, 0)


@check("job: a job manager task runs first and ends the job")
def _():
    id = new_job(
        job_manager_task=models.BatchJobManagerTask(
            id="manager", command_line="/bin/sh -c 'exit 0'", kill_job_on_completion=True
        )
    )
    job_state(id, models.BatchJobState.COMPLETED)
    equal(client.get_task(id, "manager").execution_info.exit_code, 0)


@check("jobs: filter by state and id prefix, select, order of creation")
def _():
    prefix = unique("many")
    for i in range(3):
        client.create_job(
            models.BatchJobCreateOptions(id=f"{prefix}-{i}", pool_info=models.BatchPoolInfo(pool_id="local"))
        )
    terminate(f"{prefix}-1")
    job_state(f"{prefix}-1", models.BatchJobState.COMPLETED)
    listed = lambda filter: [j.id for j in client.list_jobs(filter=filter, select=["id"])]
    equal(sorted(listed(f"startswith(id,'{prefix}')")), [f"{prefix}-{i}" for i in range(3)])
    equal(listed(f"startswith(id,'{prefix}') and state eq 'completed'"), [f"{prefix}-1"])
    equal(
        sorted(listed(f"startswith(id,'{prefix}') and (state eq 'active' or state eq 'disabled')")),
        [f"{prefix}-0", f"{prefix}-2"],
    )
    future = (utc_now() + datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    equal(listed(f"creationTime gt {future}"), [])


@check("jobs: a filter that is none")
def _():
    for filter in ["state eq", "nonsense eq 'x'", "id eq 5", "state eq 'active' and"]:
        fails(lambda: list(client.list_jobs(filter=filter)), 400, "InvalidQueryParameterValue", HttpResponseError)


@check("jobs: maxresults out of range")
def _():
    fails(lambda: list(client.list_jobs(max_results=0)), 400, "InvalidQueryParameterValue", HttpResponseError)


@check("jobs: 2,500 of them by pages, each once")
def _():
    prefix = unique("page")
    for i in range(2500):
        client.create_job(
            models.BatchJobCreateOptions(id=f"{prefix}-{i}", pool_info=models.BatchPoolInfo(pool_id="local"))
        )
    pages = [
        [job.id for job in page]
        for page in client.list_jobs(filter=f"startswith(id,'{prefix}-')", select=["id"]).by_page()
    ]
    equal([len(page) for page in pages], [1000, 1000, 500])
    equal(len({id for page in pages for id in page}), 2500)


@check("jobs: pages stay right while jobs come and go")
def _():
    prefix = unique("moving")
    for i in range(20):
        client.create_job(
            models.BatchJobCreateOptions(id=f"{prefix}-{i:02}", pool_info=models.BatchPoolInfo(pool_id="local"))
        )
    pages = client.list_jobs(filter=f"startswith(id,'{prefix}')", select=["id"], max_results=5).by_page()
    seen = [j.id for j in next(pages)]
    client.begin_delete_job(seen[0], polling_interval=POLL).result()
    client.create_job(
        models.BatchJobCreateOptions(id=f"{prefix}-00a", pool_info=models.BatchPoolInfo(pool_id="local"))
    )
    for page in pages:
        seen += [j.id for j in page]
    equal(len(seen), len(set(seen)), "ids seen")
    holds(set(seen) >= {f"{prefix}-{i:02}" for i in range(20)}, "none was skipped")


# Tasks


@check("task: create, run, get")
def _():
    id = new_job()
    client.create_task(
        id,
        task(
            "t-1", "/bin/sh -c 'echo $WORD; exit 3'",
            environment_settings=[models.EnvironmentSetting(name="WORD", value="héllo")],
        ),
    )
    done = ended(id, "t-1")
    equal(done.execution_info.exit_code, 3)
    equal(done.execution_info.result, models.BatchTaskExecutionResult.FAILURE)
    equal(done.execution_info.failure_info.category, models.BatchErrorSourceCategory.USER_ERROR)
    equal(done.execution_info.failure_info.code, "FailureExitCode")
    equal(done.node_info.pool_id, "local")
    equal(b"".join(client.download_task_file(id, "t-1", "stdout.txt")).decode(), "héllo\n")


@check("task: exists already, in another case too")
def _():
    id = new_job()
    client.create_task(id, task("t"))
    fails(lambda: client.create_task(id, task("T")), 409, "TaskExists", ResourceExistsError)


@check("task: one that is not there")
def _():
    id = new_job()
    fails(lambda: client.get_task(id, "no"), 404, "TaskNotFound", ResourceNotFoundError)
    fails(lambda: client.get_task("no-job", "no"), 404, "JobNotFound", ResourceNotFoundError)


@check("task: an empty command line")
def _():
    fails(lambda: client.create_task(new_job(), task("t", "")), 400, "InvalidPropertyValue", HttpResponseError)


@check("task: retries by its own policy")
def _():
    id = new_job()
    client.create_task(
        id, task("t", "/bin/false", constraints=models.BatchTaskConstraints(max_task_retry_count=2))
    )
    equal(ended(id, "t").execution_info.retry_count, 2)


@check("task: its wall clock ends it")
def _():
    id = new_job()
    client.create_task(
        id,
        task(
            "t", "sleep 600",
            constraints=models.BatchTaskConstraints(max_wall_clock_time=datetime.timedelta(seconds=1)),
        ),
    )
    equal(ended(id, "t").execution_info.failure_info.code, "TaskEnded")


@check("task: a program that is not there")
def _():
    id = new_job()
    client.create_task(id, task("t", "/no/such/program"))
    equal(ended(id, "t").execution_info.failure_info.code, "CommandProgramNotFound")


@check("task: replace its constraints")
def _():
    id = new_job()
    client.create_task(id, task("t", depends_on=None))
    ended(id, "t")
    client.replace_task(
        id, "t", models.BatchTask(constraints=models.BatchTaskConstraints(max_task_retry_count=5))
    )
    equal(client.get_task(id, "t").constraints.max_task_retry_count, 5)


@check("task: terminate")
def _():
    id = new_job()
    client.create_task(id, task("t", "sleep 600"))
    eventually(lambda: client.get_task(id, "t").state == models.BatchTaskState.RUNNING, "running")
    client.terminate_task(id, "t")
    equal(ended(id, "t").execution_info.result, models.BatchTaskExecutionResult.FAILURE)
    fails(lambda: client.terminate_task(id, "t"), 409, "TaskCompleted", HttpResponseError)


@check("task: reactivate a failed one")
def _():
    id = new_job()
    once = f"mark=$AZ_BATCH_NODE_SHARED_DIR/{id}; test -e $mark || {{ touch $mark; exit 1; }}"
    client.create_task(id, task("t", f"/bin/sh -c '{once}'"))
    equal(ended(id, "t").execution_info.exit_code, 1)
    client.reactivate_task(id, "t")
    eventually(lambda: client.get_task(id, "t").execution_info.exit_code == 0, "succeeded when run again")


@check("task: delete")
def _():
    id = new_job()
    client.create_task(id, task("t"))
    ended(id, "t")
    client.delete_task(id, "t")
    fails(lambda: client.get_task(id, "t"), 404, "TaskNotFound", ResourceNotFoundError)


@check("task: depends on another, and on a range")
def _():
    id = new_job(uses_task_dependencies=True)
    for i in range(1, 4):
        client.create_task(id, task(str(i)))
    client.create_task(
        id,
        task(
            "last",
            depends_on=models.BatchTaskDependencies(
                task_ids=["1"], task_id_ranges=[models.BatchTaskIdRange(start=1, end=3)]
            ),
        ),
    )
    equal(ended(id, "last").execution_info.exit_code, 0)
    last_start = client.get_task(id, "last").execution_info.start_time
    for i in range(1, 4):
        holds(client.get_task(id, str(i)).execution_info.end_time <= last_start, f"{i} ended before")


@check("task: a dependency that failed blocks, or satisfies by its exit conditions")
def _():
    id = new_job(uses_task_dependencies=True)
    satisfying = models.ExitConditions(
        exit_codes=[
            models.ExitCodeMapping(
                code=4, exit_options=models.ExitOptions(dependency_action=models.DependencyAction.SATISFY)
            )
        ]
    )
    client.create_task(id, task("fails", "/bin/sh -c 'exit 4'", exit_conditions=satisfying))
    client.create_task(id, task("next", depends_on=models.BatchTaskDependencies(task_ids=["fails"])))
    equal(ended(id, "next").execution_info.exit_code, 0)
    client.create_task(id, task("blocks", "/bin/sh -c 'exit 5'"))
    client.create_task(id, task("blocked", depends_on=models.BatchTaskDependencies(task_ids=["blocks"])))
    ended(id, "blocks")
    equal(client.get_task(id, "blocked").state, models.BatchTaskState.ACTIVE)


@check("task: depends on without uses_task_dependencies")
def _():
    fails(
        lambda: client.create_task(
            new_job(), task("t", depends_on=models.BatchTaskDependencies(task_ids=["x"]))
        ),
        400, "TaskDependenciesNotSpecifiedOnJob", HttpResponseError,
    )


@check("task: resource and output files move")
def _():
    from azure.storage.blob import BlobServiceClient, generate_container_sas

    blobs = BlobServiceClient(
        account.blob, credential=AzureNamedKeyCredential(account.name, account.key)
    )
    name = unique("files")
    container = blobs.create_container(name)
    container.upload_blob("in/words.txt", b"some words\n")
    sas = generate_container_sas(
        account.name, name, account_key=account.key, permission="rwdl",
        expiry=utc_now() + datetime.timedelta(hours=1),
    )
    url = f"{account.blob}/{name}?{sas}"
    id = new_job()
    client.create_task(
        id,
        task(
            "t", "/bin/sh -c 'tr a-z A-Z < in/words.txt > out.txt'",
            resource_files=[models.ResourceFile(storage_container_url=url, blob_prefix="in/")],
            output_files=[
                models.OutputFile(
                    file_pattern="*.txt",
                    destination=models.OutputFileDestination(
                        container=models.OutputFileBlobContainerDestination(container_url=url, path="out")
                    ),
                    upload_options=models.OutputFileUploadConfiguration(
                        upload_condition=models.OutputFileUploadCondition.TASK_SUCCESS
                    ),
                )
            ],
        ),
    )
    equal(ended(id, "t").execution_info.exit_code, 0)
    equal(container.download_blob("out/out.txt").readall(), b"SOME WORDS\n")


@check("tasks: a collection of 100, and of 101")
def _():
    id = new_job()
    # The service writes `Success`, and the client knows `success`.
    status = lambda result: models.BatchTaskAddStatus(result.status.lower())
    group = lambda n: models.BatchTaskGroup(task_values=[task(f"t{i}") for i in range(n)])
    result = client.create_task_collection(id, group(100))
    equal(len(result.result_values), 100)
    equal({status(r) for r in result.result_values}, {models.BatchTaskAddStatus.SUCCESS})
    fails(lambda: client.create_task_collection(id, group(101)), 400, "InvalidPropertyValue", HttpResponseError)
    again = client.create_task_collection(id, models.BatchTaskGroup(task_values=[task("t5"), task("new")]))
    equal(
        [status(r) for r in again.result_values],
        [models.BatchTaskAddStatus.CLIENT_ERROR, models.BatchTaskAddStatus.SUCCESS],
    )
    equal(again.result_values[0].error.code, "TaskExists")


@check("tasks: create_tasks splits a long list itself")
def _():
    id = new_job()
    client.create_tasks(id, [task(f"t{i}") for i in range(450)], max_concurrency=4)
    equal(len([t.id for t in client.list_tasks(id, select=["id"])]), 450)


@check("tasks: a body larger than a megabyte is halved by the client")
def _():
    id = new_job()
    big = "x" * 30_000
    client.create_tasks(
        id,
        [task(f"t{i}", environment_settings=[models.EnvironmentSetting(name="BIG", value=big)]) for i in range(60)],
    )
    equal(len(list(client.list_tasks(id, select=["id"]))), 60)
    client.begin_delete_job(id, polling_interval=POLL).result()


@check("tasks: filter, select, pages")
def _():
    id = new_job()
    client.create_tasks(id, [task(f"t{i:02}", "/bin/sh -c 'exit %d'" % (i % 2)) for i in range(12)])
    eventually(
        lambda: all(t.state == models.BatchTaskState.COMPLETED for t in client.list_tasks(id)), "all completed"
    )
    failed = [t.id for t in client.list_tasks(id, filter="executionInfo/exitCode eq 1", select=["id"])]
    equal(len(failed), 6)
    failed = [t.id for t in client.list_tasks(id, filter="executionInfo/result eq 'failure'", select=["id"])]
    equal(len(failed), 6)
    equal(len(list(client.list_tasks(id, max_results=5, select=["id"]))), 12)


@check("tasks: counts")
def _():
    id = new_job()
    client.create_tasks(id, [task("good"), task("bad", "/bin/false"), task("two", required_slots=1)])
    counts = eventually(
        lambda: (c := client.get_job_task_counts(id)).task_counts.completed == 3 and c, "three completed"
    )
    equal((counts.task_counts.succeeded, counts.task_counts.failed), (2, 1))
    equal(counts.task_slot_counts.completed, 3)


@check("tasks: subtasks of a plain task are none")
def _():
    id = new_job()
    client.create_task(id, task("t"))
    equal(list(client.list_subtasks(id, "t")), [])


# Files


def status_of_download(*arguments, **options):
    """The client leaves the body of a streamed answer unread, and with it the code of the error."""
    try:
        b"".join(client.download_task_file(*arguments, **options))
        return 200
    except HttpResponseError as error:
        return error.status_code


@check("task file: list, properties, download, range, delete")
def _():
    id = new_job()
    client.create_task(id, task("t", "/bin/sh -c 'echo 0123456789; mkdir d; echo x > d/deep.txt'"))
    ended(id, "t")
    names = {f.name for f in client.list_task_files(id, "t", recursive=True)}
    holds({"stdout.txt", "stderr.txt", "wd/d/deep.txt"} <= names, f"files are {names}")
    flat = {f.name: f.is_directory for f in client.list_task_files(id, "t")}
    equal(flat.get("wd"), True)
    holds("wd/d/deep.txt" not in flat, "not recursive by default")
    filtered = [f.name for f in client.list_task_files(id, "t", filter="startswith(name,'std')")]
    equal(sorted(filtered), ["stderr.txt", "stdout.txt"])
    properties = client.get_task_file_properties(id, "t", "stdout.txt")
    equal(properties.content_length, 11)
    equal(b"".join(client.download_task_file(id, "t", "stdout.txt", ocp_range="bytes=2-4")), b"234")
    equal(status_of_download(id, "t", "stdout.txt", ocp_range="bytes=500-600"), 416)
    client.delete_task_file(id, "t", "wd/d/deep.txt")
    equal(status_of_download(id, "t", "wd/d/deep.txt"), 404)


@check("task file: none leaves the task's directory")
def _():
    id = new_job()
    client.create_task(id, task("t"))
    ended(id, "t")
    for path in ["../../startup/stdout.txt", "..%2f..%2fx", "/etc/passwd"]:
        try:
            b"".join(client.download_task_file(id, "t", path))
            raise AssertionError(f"{path} was read")
        except HttpResponseError as error:
            holds(error.status_code in (400, 403, 404), f"{path}: {error.status_code}")


# Job schedules


@check("job schedule: create, fire, list its jobs, disable, enable, terminate, delete")
def _():
    id = unique("schedule")
    client.create_job_schedule(
        models.BatchJobScheduleCreateOptions(
            id=id,
            schedule=models.BatchJobScheduleConfiguration(recurrence_interval=datetime.timedelta(hours=1)),
            job_specification=models.BatchJobSpecification(pool_info=models.BatchPoolInfo(pool_id="local")),
        )
    )
    jobs = eventually(lambda: list(client.list_jobs_from_schedule(id)), "the first job")
    equal(jobs[0].id, f"{id}:job-1")
    schedule = client.get_job_schedule(id)
    equal(schedule.state, models.BatchJobScheduleState.ACTIVE)
    equal(schedule.execution_info.recent_job.id, f"{id}:job-1")
    holds(schedule.execution_info.next_run_time > utc_now(), "the next run is ahead")
    holds(client.job_schedule_exists(id), "exists")
    holds(not exists(lambda: client.job_schedule_exists("no-such-schedule")), "does not exist")
    holds(id in [s.id for s in client.list_job_schedules(filter=f"startswith(id,'{id}')")], "listed")
    client.update_job_schedule(
        id,
        models.BatchJobScheduleUpdateOptions(
            schedule=models.BatchJobScheduleConfiguration(recurrence_interval=datetime.timedelta(hours=3))
        ),
    )
    equal(client.get_job_schedule(id).schedule.recurrence_interval, datetime.timedelta(hours=3))
    client.disable_job_schedule(id)
    equal(client.get_job_schedule(id).state, models.BatchJobScheduleState.DISABLED)
    client.enable_job_schedule(id)
    equal(client.get_job_schedule(id).state, models.BatchJobScheduleState.ACTIVE)
    whole = client.get_job_schedule(id)
    client.replace_job_schedule(id, whole)
    client.begin_terminate_job_schedule(id, polling_interval=POLL).result()
    eventually(
        lambda: client.get_job_schedule(id).state == models.BatchJobScheduleState.COMPLETED, "schedule completed"
    )
    client.begin_delete_job_schedule(id, polling_interval=POLL).result()
    fails(lambda: client.get_job_schedule(id), 404, "JobScheduleNotFound", HttpResponseError)


@check("job schedule: errors")
def _():
    fails(lambda: client.get_job_schedule("no-such"), 404, "JobScheduleNotFound", HttpResponseError)
    fails(
        lambda: client.create_job_schedule(
            models.BatchJobScheduleCreateOptions(
                id=unique("s"),
                schedule=models.BatchJobScheduleConfiguration(recurrence_interval=datetime.timedelta(seconds=5)),
                job_specification=models.BatchJobSpecification(pool_info=models.BatchPoolInfo(pool_id="local")),
            )
        ),
        400, "InvalidPropertyValue", HttpResponseError,
    )


# Pools and nodes


def image():
    return models.VirtualMachineConfiguration(
        image_reference=models.BatchVmImageReference(
            publisher="microsoft-dsvm", offer="ubuntu-hpc", sku="2204", version="latest"
        ),
        node_agent_sku_id="batch.node.ubuntu 22.04",
    )


def new_pool(nodes=1, **options):
    id = unique("pool")
    options.setdefault("target_dedicated_nodes", nodes)
    if options.get("enable_auto_scale"):
        del options["target_dedicated_nodes"]
    client.create_pool(
        models.BatchPoolCreateOptions(id=id, vm_size="standard_d2_v3", virtual_machine_configuration=image(), **options)
    )
    return id


def steady(id, nodes):
    return eventually(
        lambda: (p := client.get_pool(id)).allocation_state == models.AllocationState.STEADY
        and p.current_dedicated_nodes == nodes and p,
        f"pool {id} has {nodes} nodes",
    )


@check("pool: create, get, run a task on it, delete")
def _():
    id = new_pool(task_slots_per_node=2, metadata=[models.BatchMetadataItem(name="k", value="v")])
    pool = steady(id, 1)
    equal((pool.task_slots_per_node, pool.state), (2, models.BatchPoolState.ACTIVE))
    job = unique("job")
    client.create_job(models.BatchJobCreateOptions(id=job, pool_info=models.BatchPoolInfo(pool_id=id)))
    client.create_task(job, task("t"))
    equal(ended(job, "t").node_info.pool_id, id)
    client.begin_delete_pool(id, polling_interval=POLL).result()
    eventually(lambda: not exists(lambda: client.pool_exists(id)), "the pool is gone")


@check("pool: exists, not found, exists already")
def _():
    holds(client.pool_exists("local"), "local exists")
    holds(not exists(lambda: client.pool_exists("no-pool")), "no-pool does not")
    fails(lambda: client.get_pool("no-pool"), 404, "PoolNotFound", ResourceNotFoundError)
    fails(
        lambda: client.create_pool(
            models.BatchPoolCreateOptions(
                id="local", vm_size="standard_d2_v3", virtual_machine_configuration=image(), target_dedicated_nodes=0
            )
        ),
        409, "PoolExists", ResourceExistsError,
    )


@check("pool: resize up and down, stop resize")
def _():
    id = new_pool(nodes=0)
    steady(id, 0)
    client.begin_resize_pool(
        id, models.BatchPoolResizeOptions(target_dedicated_nodes=2), polling_interval=POLL
    ).result()
    steady(id, 2)
    client.begin_resize_pool(
        id,
        models.BatchPoolResizeOptions(
            target_dedicated_nodes=1, node_deallocation_option=models.BatchNodeDeallocationOption.REQUEUE
        ),
        polling_interval=POLL,
    ).result()
    steady(id, 1)
    client.begin_delete_pool(id, polling_interval=POLL).result()


@check("pool: update and replace properties")
def _():
    id = new_pool(nodes=0)
    client.update_pool(id, models.BatchPoolUpdateOptions(metadata=[models.BatchMetadataItem(name="a", value="b")]))
    equal(client.get_pool(id).metadata[0].value, "b")
    client.replace_pool_properties(
        id,
        models.BatchPoolReplaceOptions(
            metadata=[models.BatchMetadataItem(name="c", value="d")], application_package_references=[]
        ),
    )
    equal(client.get_pool(id).metadata[0].name, "c")
    client.begin_delete_pool(id, polling_interval=POLL).result()


@check("pool: autoscale on, evaluated, off")
def _():
    id = new_pool(nodes=0)
    steady(id, 0)
    client.enable_pool_auto_scale(
        id,
        models.BatchPoolEnableAutoScaleOptions(
            auto_scale_formula="$TargetDedicatedNodes = 1;",
            auto_scale_evaluation_interval=datetime.timedelta(minutes=5),
        ),
    )
    steady(id, 1)
    pool = client.get_pool(id)
    equal(pool.enable_auto_scale, True)
    run = client.evaluate_pool_auto_scale(
        id, models.BatchPoolEvaluateAutoScaleOptions(auto_scale_formula="x = 2 * 3; $TargetDedicatedNodes = x;")
    )
    holds("$TargetDedicatedNodes=6" in run.results, f"results are {run.results}")
    bad = client.evaluate_pool_auto_scale(
        id, models.BatchPoolEvaluateAutoScaleOptions(auto_scale_formula="$TargetDedicatedNodes = 1 +;")
    )
    holds(bad.error is not None, "an error of the formula is part of the run")
    client.disable_pool_auto_scale(id)
    equal(client.get_pool(id).enable_auto_scale, False)
    client.begin_delete_pool(id, polling_interval=POLL).result()


@check("pool: a start task that fails is seen on the node")
def _():
    id = new_pool(
        start_task=models.BatchStartTask(
            command_line="/bin/sh -c 'echo broken >&2; exit 9'", wait_for_success=True, max_task_retry_count=0
        )
    )
    node = eventually(
        lambda: [n for n in client.list_nodes(id) if n.state == models.BatchNodeState.START_TASK_FAILED],
        "a node whose start task failed",
    )[0]
    equal(node.start_task_info.exit_code, 9)
    equal(b"".join(client.download_node_file(id, node.id, "startup/stderr.txt")), b"broken\n")
    client.begin_delete_pool(id, polling_interval=POLL).result()


@check("nodes: list, get, files, scheduling off and on, reboot")
def _():
    id = new_pool()
    steady(id, 1)
    node = eventually(
        lambda: [n for n in client.list_nodes(id) if n.state == models.BatchNodeState.IDLE], "an idle node"
    )[0]
    equal(client.get_node(id, node.id).id, node.id)
    holds(len(list(client.list_node_files(id, node.id))) > 0, "the node has files")
    client.disable_node_scheduling(
        id, node.id,
        models.BatchNodeDisableSchedulingOptions(
            node_disable_scheduling_option=models.BatchNodeDisableSchedulingOption.REQUEUE
        ),
    )
    equal(client.get_node(id, node.id).scheduling_state, models.SchedulingState.DISABLED)
    client.enable_node_scheduling(id, node.id)
    equal(client.get_node(id, node.id).scheduling_state, models.SchedulingState.ENABLED)
    client.begin_reboot_node(id, node.id, {"nodeRebootOption": "requeue"}, polling_interval=POLL).result()
    eventually(lambda: client.get_node(id, node.id).state == models.BatchNodeState.IDLE, "idle after the reboot")
    fails(lambda: client.get_node(id, "no-node"), 404, "NodeNotFound", ResourceNotFoundError)
    client.begin_remove_nodes(
        id, models.BatchNodeRemoveOptions(node_ids=[node.id]), polling_interval=POLL
    ).result()
    steady(id, 0)
    client.begin_delete_pool(id, polling_interval=POLL).result()


@check("pools: list, filter, usage metrics, node counts")
def _():
    holds("local" in [p.id for p in client.list_pools()], "local is listed")
    equal([p.id for p in client.list_pools(filter="id eq 'local'", select=["id"])], ["local"])
    list(client.list_pool_usage_metrics())
    counts = {c.pool_id: c for c in client.list_pool_node_counts()}
    holds(counts["local"].dedicated.total >= 1, "a node of local is counted")


@check("account: supported images and applications")
def _():
    images = list(client.list_supported_images())
    holds(images and images[0].node_agent_sku_id, "images name their agent")
    equal(list(client.list_applications()), [])
    fails(lambda: client.get_application("none"), 404, "ApplicationNotFound", HttpResponseError)


# Who may ask


@check("auth: a wrong key")
def _():
    wrong = BatchClient(account.batch, AzureNamedKeyCredential(account.name, "d3Jvbmc="))
    try:
        wrong.get_job("x")
        raise AssertionError("a wrong key was taken")
    except HttpResponseError as error:
        holds(error.status_code in (401, 403), f"status is {error.status_code}")


@check("auth: an unknown account")
def _():
    wrong = BatchClient(account.batch, AzureNamedKeyCredential("another", account.key))
    try:
        wrong.get_job("x")
        raise AssertionError("an unknown account was taken")
    except HttpResponseError as error:
        holds(error.status_code in (401, 403), f"status is {error.status_code}")


main("azure-batch newest")
