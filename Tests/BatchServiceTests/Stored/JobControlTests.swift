import AzureWire
import BatchService
import GRDB
import HTTPTypes
import Testing

@Suite("Jobs that are disabled, changed, and ended by what their tasks do")
struct JobControlTests {
  private static let ended = RunEnd.Outcome.terminated(
    TaskFailureInformation(code: "TaskEnded", message: "ended"), exitCode: 143)

  private func store(_ members: [String: JSONValue] = [:]) async throws -> (TestStore, StoreAgent) {
    let test = try await TestStore()
    try await test.addJob("job1", members)
    return (test, try await test.node())
  }

  private func disable(_ test: TestStore, _ tasks: DisableTasks) async throws -> JobRecord {
    try await test.store.disableJob("job1", tasks: tasks, now: test.clock.now())
  }

  @Test("a job of which nothing runs is disabled at once, takes tasks, and starts none until it is enabled")
  func disableIdle() async throws {
    var (test, node) = try await store()
    #expect(try await disable(test, .wait).state == .disabled)
    try await test.addTask("1")
    #expect(try await node.exchange().start.isEmpty)
    let enabled = try await test.store.enableJob("job1", now: test.clock.now())
    #expect(enabled.state == .active && enabled.previousState == "disabled")
    #expect(try await node.exchange().start.map(\.taskID) == ["1"])
  }

  @Test("requeue: runs are ended and wait again, and that is no retry")
  func requeue() async throws {
    var (test, node) = try await store()
    try await test.addTasks(["1", "2", "3"])
    try await node.exchange()
    #expect(try await disable(test, .requeue).state == .disabling)
    #expect(try await node.exchange().terminate.sorted() == node.live)
    try await node.finish("1", Self.ended)
    #expect(try await test.store.job("job1").state == .disabling)
    // One that came to its end by itself has ended.
    try await node.finish("2")
    #expect(try await test.store.job("job1").state == .disabled)
    let task = try await test.task("1")
    #expect(task.state == .active && task.requeueCount == 1 && task.retryCount == 0 && task.endRequest == nil)
    #expect(try await test.state("2") == .completed)
    #expect(try await node.exchange().start.isEmpty)
    _ = try await test.store.enableJob("job1", now: test.clock.now())
    #expect(try await node.exchange().start.map(\.taskID).sorted() == ["1", "3"])
    try await node.finish("1")
    #expect(try await test.task("1").result == "success")
  }

  @Test("requeue leaves alone what somebody has ended for good, and says when it requeued the others")
  func requeueAfterTerminate() async throws {
    var (test, node) = try await store()
    try await test.addTasks(["1", "2"])
    try await node.exchange()
    _ = try await test.store.terminateTask("1", of: "job1", now: test.clock.now())
    _ = try await disable(test, .requeue)
    try await node.finish("1", Self.ended)
    try await node.finish("2", Self.ended)
    #expect(try await test.task("1").result == "failure")
    let requeued = try await test.task("2")
    #expect(requeued.state == .active && requeued.lastRequeueTime != nil && requeued.lastRetryTime == nil)
  }

  @Test("terminate: runs are ended and have failed; wait: they go on to their end")
  func terminateOrWait() async throws {
    var (test, node) = try await store()
    try await test.addTasks(["1", "2"], ["constraints": ["maxTaskRetryCount": 3]])
    try await node.exchange()
    _ = try await disable(test, .wait)
    #expect(try await node.exchange().terminate.isEmpty)
    // A task that fails meanwhile is retried later.
    try await node.finish("1", .exited(code: 1))
    let retried = try await test.task("1")
    #expect(retried.state == .active && retried.retryCount == 1)
    #expect(try await disable(test, .terminate).state == .disabling)
    #expect(try await node.exchange().terminate == node.live)
    try await node.finish("2", Self.ended)
    let task = try await test.task("2")
    #expect(task.state == .completed && task.result == "failure" && task.exitCode == 143)
    #expect(try await test.store.job("job1").state == .disabled)
  }

  @Test("ending a job that is being disabled ends its runs for good")
  func terminateWhileDisabling() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await node.exchange()
    _ = try await disable(test, .requeue)
    _ = try await test.store.terminateJob("job1", reason: "enough", now: test.clock.now())
    try await node.finish("1", Self.ended)
    #expect(try await test.state("1") == .completed)
    #expect(try await test.store.job("job1").state == .completed)
    try await expectWire("JobCompleted") { try await disable(test, .wait) }
    try await expectWire("JobCompleted") { try await test.store.enableJob("job1", now: test.clock.now()) }
  }

  @Test("a job told to end after its tasks does not end while it is disabled, but when it is enabled")
  func disabledWithTerminateJob() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await test.patchJob(onAllTasksComplete: .terminateJob)
    try await node.exchange()
    _ = try await disable(test, .wait)
    try await node.finish("1")
    #expect(try await test.store.job("job1").state == .disabled)
    #expect(try await test.store.enableJob("job1", now: test.clock.now()).state == .completed)
  }

  @Test("a new job that is to end after its tasks and has none ends at once")
  func emptyJob() async throws {
    let test = try await TestStore()
    let job = try await test.addJob("empty", ["onAllTasksComplete": "terminatejob"])
    #expect(job.state == .completed && job.terminateReason == "AllTasksComplete")
  }

  @Test("the job action of a task that ends alone is what its exit code says", arguments: [0, 3, 4])
  func jobAction(exitCode: Int) async throws {
    var (test, node) = try await store(["onTaskFailure": "performexitoptionsjobaction"])
    try await test.addTask(
      "1", ["exitConditions": ["exitCodes": [["code": 3, "exitOptions": ["jobAction": "disable"]]]]])
    try await test.addTasks(["2", "3"])
    try await node.exchange()
    try await node.finish("1", .exited(code: exitCode))
    let job = try await test.store.job("job1")
    switch exitCode {
    case 0: #expect(job.state == .active)
    case 3: #expect(job.state == .disabling)
    default: #expect(job.state == .terminating && job.terminateReason == "TaskFailed")
    }
    guard exitCode != 0 else { return }
    let other = try #require(node.run(of: "2"))
    #expect(try await node.exchange().terminate == [other])
    try await node.finish("2", Self.ended)
    #expect(try await test.store.job("job1").state == (exitCode == 3 ? .disabled : .completed))
    #expect(try await test.state("2") == (exitCode == 3 ? .active : .completed))
  }

  @Test("job actions are refused where the job does not perform them")
  func refusedAction() async throws {
    let (test, _) = try await store()
    let added = try await test.addTask("1", ["exitConditions": ["default": ["jobAction": "none"]]])
    guard case .refused(let error)? = added.first else {
      Issue.record("the task was added")
      return
    }
    #expect(error.code == "InvalidPropertyValue" && error.status == .badRequest)
  }

  @Test("the priority of a job can be changed while its tasks wait")
  func priority() async throws {
    let test = try await TestStore()
    try await test.addJob("low")
    try await test.addJob("high", ["priority": 5])
    try await test.addTask("1", to: "low")
    try await test.addTask("1", to: "high")
    var patch = JobPatchParameters()
    patch.priority = 10
    _ = try await test.store.patchJob("low", patch, now: test.clock.now())
    var node = try await test.node(slots: 1)
    #expect(try await node.exchange().start.map(\.jobID) == ["low"])
  }

  @Test("no more tasks of a job run at a time than it allows")
  func maxParallelTasks() async throws {
    let test = try await TestStore()
    try await test.addJob("job1", ["maxParallelTasks": 2])
    try await test.addTasks(["1", "2", "3", "4"])
    var node = try await test.node(slots: 4)
    #expect(try await node.exchange().start.count == 2)
    #expect(try await node.exchange().start.isEmpty)
    try await node.finish("1")
    #expect(node.live.count == 2 && node.run(of: "3") != nil)
    var patch = JobPatchParameters()
    patch.maxParallelTasks = -1
    _ = try await test.store.patchJob("job1", patch, now: test.clock.now())
    #expect(try await node.exchange().start.map(\.taskID) == ["4"])
  }

  @Test("a replaced job has defaults where nothing is said, and its pool changes only while it is disabled")
  func replace() async throws {
    let (test, _) = try await store(["priority": 7, "metadata": [["name": "a", "value": "b"]]])
    try await test.store.ensurePool(id: "other", nodes: 0, slotsPerNode: 1, now: test.clock.now())
    func replace(pool: String) async throws -> JobRecord {
      let body = JobReplaceParameters(poolInfo: PoolInformation(poolId: pool))
      return try await test.store.changeJob("job1", JobChange(body), now: test.clock.now())
    }
    let same = try await replace(pool: "LOCAL")
    #expect(same.priority == 0 && !same.spec.contains("metadata") && same.poolID == "local")
    try await expectWire("OperationInvalidForCurrentState") { try await replace(pool: "other") }
    _ = try await disable(test, .wait)
    #expect(try await replace(pool: "other").poolID == "other")
    try await expectWire("PoolNotFound") { try await replace(pool: "none") }
  }

  @Test("forced, a job ends and goes without its node, which is told to end what runs")
  func forced() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await node.exchange()
    let run = try #require(node.run(of: "1"))
    let job = try await test.store.terminateJob("job1", reason: "now", isForced: true, now: test.clock.now())
    #expect(job.state == .completed && job.terminateReason == "now" && job.counts.failed == 1)
    #expect(try await node.exchange().terminate == [run])
    try await test.store.deleteJob("job1", isForced: true, now: test.clock.now())
    #expect(try await test.jobIsGone())
    let told = try await node.exchange()
    #expect(told.terminate == [run] && told.removeJobs == ["job1"])
  }
}
