import AzureWire
import BatchService
import GRDB
import Testing

@Suite("Changes of tasks")
struct TaskChangeTests {
  private func store() async throws -> (TestStore, StoreAgent) {
    let test = try await TestStore()
    try await test.addJob("job1", ["usesTaskDependencies": true, "constraints": ["maxTaskRetryCount": 1]])
    return (test, try await test.node(slots: 1))
  }

  private func removals(_ test: TestStore) async throws -> [String] {
    try await test.store.database.read { try String.fetchAll($0, sql: "SELECT taskId FROM removals ORDER BY taskId") }
  }

  @Test("a failed task that is reactivated begins again, with all its retries")
  func reactivate() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await node.exchange()
    let again = { try await test.store.reactivateTask("1", of: "job1", now: test.clock.now()) }
    try await expectWire("TaskNotCompleted") { try await again() }
    try await node.finish("1", .exited(code: 1))
    try await node.finish("1", .exited(code: 1))
    let failed = try await test.task("1")
    #expect(failed.state == .completed && failed.retryCount == 1)
    let task = try await again()
    #expect(task.state == .active && task.retryCount == 0 && task.result == nil && task.exitCode == nil)
    #expect(task.endTime == nil && task.failureInfo == nil && task.eTag != failed.eTag)
    #expect(try await test.store.job("job1").counts == TaskCounts(active: 1))
    try await node.exchange()
    try await node.finish("1", .exited(code: 1))
    #expect(try await test.task("1").retryCount == 1)
    try await node.finish("1")
    try await expectWire("TaskSucceeded") { try await again() }
  }

  @Test("in a job that has ended no task is reactivated")
  func reactivateTooLate() async throws {
    let (test, _) = try await store()
    try await test.addTask("1")
    _ = try await test.store.terminateJob("job1", reason: "x", now: test.clock.now())
    try await expectWire("JobCompleted") {
      try await test.store.reactivateTask("1", of: "job1", now: test.clock.now())
    }
  }

  @Test("a task that is deleted while it runs is ended, its directory goes, and only then a namesake starts")
  func delete() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await node.exchange()
    let run = try #require(node.run(of: "1"))
    try await test.store.deleteTask("1", of: "job1", now: test.clock.now())
    try await expectWire("TaskNotFound") { try await test.task("1") }
    #expect(try await test.store.job("job1").counts == TaskCounts())
    #expect(try await node.exchange().terminate == [run])
    node.end(run: run, .exited(code: 143))
    try await node.exchange()
    try await test.addTask("1")
    #expect(try await node.exchange().start.isEmpty)
    #expect(try await removals(test) == ["1"])
    try await test.store.database.write { try $0.execute(sql: "DELETE FROM removals") }
    #expect(try await node.exchange().start.map(\.taskID) == ["1"])
    try await expectWire("TaskNotFound") { try await test.store.deleteTask("9", of: "job1", now: test.clock.now()) }
    try await expectWire("JobNotFound") { try await test.store.deleteTask("1", of: "x", now: test.clock.now()) }
  }

  @Test("a task that has never run leaves nothing to remove; the last one that goes may end its job")
  func deleteWaiting() async throws {
    let (test, _) = try await store()
    try await test.addTask("1")
    try await test.patchJob(onAllTasksComplete: .terminateJob)
    try await test.store.deleteTask("1", of: "job1", now: test.clock.now())
    #expect(try await removals(test).isEmpty)
    #expect(try await test.store.job("job1").state == .completed)
  }

  @Test("new constraints hold from the next run on, and are the default ones where none are given")
  func update() async throws {
    var (test, node) = try await store()
    try await test.addTask("1", ["constraints": ["maxTaskRetryCount": 5]])
    let set: (TaskConstraints?) async throws -> TaskRecord = { constraints in
      try await test.store.updateTask("1", of: "job1", constraints, now: test.clock.now())
    }
    let task = try await set(TaskConstraints(maxWallClockTime: .seconds(60), maxTaskRetryCount: 0))
    #expect(task.maxTaskRetryCount == 0 && task.spec.contains("PT1M") && task.spec.contains("\"P7D\""))
    #expect(try await node.exchange().start.first?.maxWallClockSeconds == 60)
    try await node.finish("1", .exited(code: 1))
    #expect(try await test.state("1") == .completed)
    #expect(try await set(nil).maxTaskRetryCount == 1)
    try await expectWire("InvalidPropertyValue") { try await set(TaskConstraints(maxTaskRetryCount: -2)) }
  }

  @Test("a directory goes when its time has passed, and not before")
  func retention() async throws {
    var (test, node) = try await store()
    try await test.addTask("1", ["constraints": ["retentionTime": "PT1H"]])
    try await test.addTask("2")
    for id in ["1", "2"] {
      try await node.exchange()
      try await node.finish(id)
    }
    let before = try await test.store.keepTime(now: test.clock.now())
    #expect(!before.didSomething && before.next != nil)
    test.clock.advance(seconds: 3600)
    #expect(try await test.store.keepTime(now: test.clock.now()).didSomething)
    #expect(try await removals(test) == ["1"])
    let (first, second) = (try await test.task("1"), try await test.task("2"))
    #expect(first.filesRemoved && !second.filesRemoved)
    test.clock.advance(seconds: 7 * 86_400)
    let after = try await test.store.keepTime(now: test.clock.now())
    #expect(after.didSomething && after.next == nil)
    #expect(try await removals(test) == ["1", "2"])
  }

  @Test("what tasks have used is summed up, also of those that are gone")
  func statistics() async throws {
    var (test, node) = try await store()
    try await test.addTasks(["1", "2"])
    try await node.exchange()
    test.clock.advance(seconds: 10)
    try await node.finish("1", .exited(code: 1))
    try await node.finish("1", .exited(code: 1))
    try await node.finish("2")
    let query = try ListQuery(QueryItems(query: "$expand=stats"))
    let page = try await test.store.jobs(query, endpoint: "http://x", now: test.clock.now())
    let element = try #require(page.elements.first)
    let stats = try #require(try JSONText.decode(JSONValue.self, element)["stats"])
    #expect(stats["numSucceededTasks"] == "1" && stats["numFailedTasks"] == "1" && stats["numTaskRetries"] == "1")
    #expect(stats["url"] == "http://x/jobs/job1/stats")
    try await test.store.deleteTask("2", of: "job1", now: test.clock.now())
    let gone = try await test.store.database.read {
      try String.fetchOne($0, sql: "SELECT succeeded || ' ' || failed || ' ' || (wallClock > 0) FROM lifetime")
    }
    #expect(gone == "1 0 1")
  }
}
