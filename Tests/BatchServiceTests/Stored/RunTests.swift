import AzureWire
import BatchService
import GRDB
import Testing

@Suite("Runs of a task")
struct RunTests {
  private func store(_ constraints: JSONValue = [:]) async throws -> (TestStore, StoreAgent) {
    let test = try await TestStore()
    try await test.addJob("job1", ["constraints": constraints])
    return (test, try await test.node())
  }

  @Test("a task that fails is tried again as often as it may, each time under a new name")
  func retries() async throws {
    var (test, node) = try await store(["maxTaskRetryCount": 3])
    try await test.addTask("1")
    try await node.exchange()
    for count in 1...3 {
      try await node.finish("1", .exited(code: 1))
      #expect(try await test.task("1").retryCount == count)
      #expect(try await test.task("1").result == nil)
    }
    try await node.finish("1", .exited(code: 9))
    let task = try await test.task("1")
    #expect(task.state == .completed && task.result == "failure" && task.exitCode == 9 && task.retryCount == 3)
    #expect(task.failureInfo?.contains("FailureExitCode") == true)
    #expect(node.told.count == 4 && node.live.isEmpty)
  }

  @Test("what the task says of retries goes before what its job says")
  func ownRetries() async throws {
    var (test, node) = try await store(["maxTaskRetryCount": 3])
    try await test.addTask("1", to: "job1", ["constraints": ["maxTaskRetryCount": 0]])
    try await node.exchange()
    try await node.finish("1", .exited(code: 1))
    #expect(try await test.state("1") == .completed)
  }

  @Test("a run that was lost is run again, and counts as requeued alone")
  func lost() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await node.exchange()
    let first = try #require(node.run(of: "1"))
    try await node.finish("1", .lost)
    let second = try #require(node.run(of: "1"))
    #expect(first != second)
    let task = try await test.task("1")
    #expect(task.requeueCount == 1 && task.retryCount == 0 && task.state == .running)
  }

  @Test("a failure before the start is not retried")
  func noRetry() async throws {
    var (test, node) = try await store(["maxTaskRetryCount": 3])
    try await test.addTask("1")
    try await node.exchange()
    try await node.finish("1", .failed(TaskFailureInformation(code: "BlobNotFound", message: "no"), exitCode: nil))
    let task = try await test.task("1")
    #expect(task.state == .completed && task.exitCode == nil && task.retryCount == 0)
  }

  @Test("while a task runs it is told under one name, however often the node asks")
  func oneName() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    // Answers that are lost are told again.
    let told = try await (0..<3).asyncMap { _ in try await node.ask().start.map(\.runID) }
    #expect(Set(told).count == 1 && told.first?.count == 1)
    try await node.exchange()
    #expect(node.live == told.first)
    #expect(try await node.exchange().start.isEmpty)
    // A node that has lost its journal gets the same run, not another one.
    node.forgetAll()
    #expect(try await node.ask().start.map(\.runID) == told.first)
  }

  @Test("an end that is told again is no news")
  func repeatedEnd() async throws {
    var (test, node) = try await store(["maxTaskRetryCount": 5])
    try await test.addTask("1")
    try await node.exchange()
    node.end(run: try #require(node.run(of: "1")), .exited(code: 1))
    for _ in 0..<3 { _ = try await node.ask() }
    let task = try await test.task("1")
    #expect(task.retryCount == 1)
    // The old run is forgotten, the new one starts.
    let answer = try await node.exchange()
    #expect(answer.forgetRuns.count == 1 && answer.start.count == 1)
    #expect(try await test.task("1").retryCount == 1)
  }

  @Test("a run that nobody knows is ended, and forgotten once it has")
  func unknownRun() async throws {
    let (test, agent) = try await store()
    let node = try #require(try await test.store.node(agent.nodeID))
    let end = RunEnd(outcome: .exited(code: 0), start: nil, end: test.clock.now())
    let report = NodeReport(runs: [
      RunReport(runID: "x", state: .running(start: test.clock.now())), RunReport(runID: "y", state: .preparing),
      RunReport(runID: "z", state: .ended(end)),
    ])
    try await test.store.record(report, from: node, now: test.clock.now())
    let answer = try await test.store.instructions(for: node, report: report, now: test.clock.now())
    #expect(answer.terminate.sorted() == ["x", "y"] && answer.forgetRuns == ["z"])
  }

  @Test("a task that is told to end is not tried again, whatever its exit code")
  func terminated() async throws {
    var (test, node) = try await store(["maxTaskRetryCount": 3])
    try await test.addTask("1")
    try await node.exchange()
    let run = try #require(node.run(of: "1"))
    _ = try await test.store.terminateTask("1", of: "job1", now: test.clock.now())
    #expect(try await node.exchange().terminate == [run])
    try await node.finish("1", .exited(code: 143))
    #expect(try await test.state("1") == .completed)
  }

  @Test("an end that the node sees to is not asked for again")
  func seenTo() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    try await node.exchange()
    let run = try #require(node.run(of: "1"))
    _ = try await test.store.terminateTask("1", of: "job1", now: test.clock.now())
    #expect(try await node.exchange().terminate == [run])
    node.ending = [run]
    #expect(try await node.exchange().isEmpty)
    // An agent that knows no more of it is told again.
    node.ending = []
    #expect(try await node.exchange().terminate == [run])
  }

  @Test("a task that waits is ended at once and never runs")
  func terminatedWaiting() async throws {
    var (test, node) = try await store()
    try await test.addTask("1")
    let ended = try await test.store.terminateTask("1", of: "job1", now: test.clock.now())
    #expect(ended.state == .completed && ended.result == "failure" && ended.nodeID == nil)
    #expect(try await node.exchange().start.isEmpty)
    let again = try await wireCode {
      try await test.store.terminateTask("1", of: "job1", now: test.clock.now())
    }
    #expect(again == "TaskCompleted")
  }

  @Test("a job's preparation runs first; a node on which it failed gets none of the job's tasks")
  func preparation() async throws {
    let test = try await TestStore()
    let job = try await test.addJob("job1", ["jobPreparationTask": ["commandLine": "prepare"]])
    try await test.addTasks(["1", "2"])
    var bad = try await test.node("bad", slots: 1)
    var good = try await test.node("good", slots: 1)
    let start = try await bad.exchange().start
    #expect(start.first?.preparation?.commandLine == "prepare")
    #expect(try await test.state("1") == .preparing)
    bad.preparations = [
      PreparationReport(
        jobID: "job1", jobIncarnation: job.incarnation,
        end: RunEnd(outcome: .exited(code: 1), start: nil, end: test.clock.now()), retryCount: 0)
    ]
    let run = try #require(bad.live.first)
    bad.end(run: run, .preparationFailed)
    let answer = try await bad.exchange()
    #expect(answer.start.isEmpty && answer.forgetPreparations == [job.incarnation])
    #expect(try await test.task("1").requeueCount == 1)
    let taken = try await good.exchange().start.map(\.taskID)
    #expect(taken == ["1"])
  }
}

extension Sequence {
  func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
