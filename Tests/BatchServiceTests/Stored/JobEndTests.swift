import AzureWire
import BatchService
import Testing

@Suite("The end of a job")
struct JobEndTests {
  private func store() async throws -> (TestStore, StoreAgent) {
    let test = try await TestStore()
    try await test.addJob()
    return (test, try await test.node())
  }

  @Test("a job told to end after its tasks ends when the last one has ended")
  func allTasksComplete() async throws {
    var (test, node) = try await store()
    try await test.addTasks(["1", "2"])
    try await test.patchJob(onAllTasksComplete: .terminateJob)
    try await node.exchange()
    try await node.finish("1")
    #expect(try await test.store.job("job1").state == .active)
    try await node.finish("2", .exited(code: 1))
    let job = try await test.store.job("job1")
    #expect(job.state == .completed && job.terminateReason == "AllTasksComplete" && job.endTime != nil)
  }

  @Test("a job whose tasks have all ended ends as soon as it is told to")
  func toldLater() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await node.exchange()
    try await node.finish("1")
    #expect(try await test.store.job("job1").state == .active)
    try await test.patchJob(onAllTasksComplete: .terminateJob)
    #expect(try await test.store.job("job1").state == .completed)
  }

  @Test("ending the last waiting task ends its job too")
  func lastTaskTerminated() async throws {
    let (test, _) = try await store()
    try await test.addTask("1")
    try await test.patchJob(onAllTasksComplete: .terminateJob)
    _ = try await test.store.terminateTask("1", of: "job1", now: test.clock.now())
    #expect(try await test.store.job("job1").state == .completed)
  }

  @Test("once told, a job cannot be told otherwise")
  func noWayBack() async throws {
    let (test, _) = try await store()
    try await test.addTask("1")
    try await test.patchJob(onAllTasksComplete: .terminateJob)
    try await expectWire("InvalidPropertyValue") { try await test.patchJob(onAllTasksComplete: .noAction) }
    try await expectWire("InvalidPropertyValue") { try await test.patchJob(onAllTasksComplete: .init(rawValue: "fly")) }
  }

  @Test("a terminated job is terminating until its runs have ended, and takes no more tasks")
  func terminate() async throws {
    var (test, node) = try await store()
    try await test.addTasks(["1", "2", "3"])
    try await node.exchange()
    let job = try await test.store.terminateJob("job1", reason: "enough", now: test.clock.now())
    #expect(job.state == .terminating)
    try await expectWire("JobBeingTerminated") { try await test.addTask("4") }
    #expect(try await node.exchange().terminate.sorted() == node.live)
    let info = TaskFailureInformation(code: "TaskEnded", message: "ended")
    try await node.finish("1", .terminated(info, exitCode: 143))
    #expect(try await test.store.job("job1").state == .terminating)
    try await node.finish("2", .terminated(info, exitCode: nil))
    let ended = try await test.store.job("job1")
    #expect(ended.state == .completed && ended.terminateReason == "enough")
    #expect(try await test.state("3") == .active)
    try await expectWire("JobCompleted") { try await test.addTask("4") }
    try await expectWire("JobCompleted") {
      try await test.store.terminateJob("job1", reason: "", now: test.clock.now())
    }
  }

  @Test("a deleted job that no node knows is gone at once, and its id is free")
  func deleteFresh() async throws {
    let (test, _) = try await store()
    try await test.addTasks(["1", "2"])
    let before = try await test.store.job("job1").incarnation
    try await test.store.deleteJob("JOB1", now: test.clock.now())
    #expect(try await test.jobIsGone())
    try await expectWire("JobNotFound") { try await test.store.task("1", of: "job1") }
    #expect(try await test.addJob().incarnation != before)
    #expect(try await test.store.job("job1").counts == TaskCounts())
  }

  @Test("a deleted job stays until its runs have ended and its node has let go")
  func deleteRunning() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await node.exchange()
    try await test.store.deleteJob("job1", now: test.clock.now())
    #expect(try await test.store.job("job1").state == .deleting)
    try await expectWire("JobBeingDeleted") { try await test.addJob() }
    try await expectWire("JobBeingDeleted") { try await test.addTask("2") }
    let asked = try await node.exchange()
    #expect(asked.terminate == node.live && asked.removeJobs.isEmpty)
    node.end(run: try #require(node.live.first), .exited(code: 0))
    let ended = try await node.exchange()
    #expect(ended.removeJobs == ["job1"] && ended.forgetRuns.count == 1)
    #expect(try await test.store.job("job1").state == .deleting)
    try await node.exchange()
    #expect(try await test.jobIsGone())
    try await test.addJob()
    try await test.addTask("1")
    #expect(try await node.exchange().start.count == 1)
  }

  @Test("deleting twice is deleting once; a job that is gone is not found")
  func deleteTwice() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await node.exchange()
    try await test.store.deleteJob("job1", now: test.clock.now())
    try await test.store.deleteJob("job1", now: test.clock.now())
    try await expectWire("JobNotFound") { try await test.store.deleteJob("job2", now: test.clock.now()) }
  }

  @Test("a deleted job does not wait for ever for a node that has died")
  func deleteOnDeadNode() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await node.exchange()
    let oldRun = try #require(node.live.first)
    let keeper = NodeKeeper(
      store: test.store, provider: NoNodes(), logger: .silent, clock: test.clock.now, token: { "token of \($0)" })
    try await keeper.tend()
    try await test.store.deleteJob("job1", now: test.clock.now())
    try await keeper.tend()
    #expect(try await test.store.job("job1").state == .deleting)
    test.clock.advance(seconds: 61)
    try await keeper.tend()
    #expect(try await test.jobIsGone())
    // A new job of that name gets nothing of the node until the old one is off it.
    try await test.addJob()
    try await test.addTask("1")
    node.begin(oldRun)
    let back = try await node.exchange()
    #expect(back.removeJobs == ["job1"] && back.terminate == [oldRun] && back.start.isEmpty)
    node.end(run: oldRun, .lost)
    let answer = try await node.exchange()
    #expect(answer.forgetRuns == [oldRun] && answer.removeJobs.isEmpty)
    #expect(node.live.count == 1 && node.live != [oldRun])
  }

  @Test("a deleted job waits for a node that is alive, however long it takes")
  func deleteOnSlowNode() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await node.exchange()
    let keeper = NodeKeeper(
      store: test.store, provider: NoNodes(alive: ["node1"]), logger: .silent, clock: test.clock.now,
      token: { "token of \($0)" })
    try await test.store.deleteJob("job1", now: test.clock.now())
    test.clock.advance(seconds: 3600)
    try await keeper.tend()
    #expect(try await test.store.job("job1").state == .deleting)
  }
}
