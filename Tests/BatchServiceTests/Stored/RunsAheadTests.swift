import AzureWire
import BatchService
import Testing

@Suite("Runs that a node takes on ahead")
struct RunsAheadTests {
  private func store(tasks: Int = 9, ahead: Int = 4) async throws -> (TestStore, StoreAgent) {
    let test = try await TestStore()
    try await test.addJob()
    try await test.addTasks((1...tasks).map(String.init))
    var node = try await test.node()
    node.ahead = ahead
    return (test, node)
  }

  @Test("they are preparing, in the order of the queue, and run when they are begun")
  func order() async throws {
    var (test, node) = try await store()
    let started = try await node.exchange().start.map(\.taskID)
    #expect(started == ["1", "2", "3", "4", "5", "6"])
    #expect(try await test.state("2") == .running)
    #expect(try await test.state("3") == .preparing)
    #expect(try await test.state("7") == .active)
    node.begin(try #require(node.run(of: "3")))
    let next = try await node.exchange().start
    #expect(next.isEmpty)
    #expect(try await test.state("3") == .running)
    try await node.finish("1")
    #expect(node.run(of: "7") != nil && node.run(of: "8") == nil)
  }

  @Test("one may end before the service has heard that it was begun")
  func endsUnheard() async throws {
    var (test, node) = try await store()
    try await node.exchange()
    for task in ["3", "4"] { try await node.finish(task) }
    #expect(try await test.state("3") == .completed)
    #expect(try await test.task("4").exitCode == 0)
    #expect(try await test.store.job("job1").counts.succeeded == 2)
  }

  @Test("a task that wants more than one slot is nobody's to wait for")
  func wide() async throws {
    let test = try await TestStore()
    try await test.addJob()
    try await test.addTasks(["1", "2"])
    try await test.addTask("wide", to: "job1", ["requiredSlots": 2])
    try await test.addTask("after")
    var node = try await test.node()
    node.ahead = 8
    let started = try await node.exchange().start.map(\.taskID)
    #expect(started == ["1", "2"])
  }

  @Test("a job's limit of tasks at a time holds")
  func limit() async throws {
    let test = try await TestStore()
    try await test.addJob("job1", ["maxParallelTasks": 3])
    try await test.addTasks((1...9).map(String.init))
    var node = try await test.node()
    node.ahead = 8
    let started = try await node.exchange().start.map(\.taskID)
    #expect(started == ["1", "2", "3"])
  }

  @Test("one that comes back waits as before, and nothing counts it")
  func returned() async throws {
    var (test, node) = try await store()
    try await node.exchange()
    let run = try #require(node.run(of: "3"))
    node.ahead = 0
    node.end(run: run, .returned)
    let answer = try await node.exchange()
    #expect(answer.forgetRuns == [run] && answer.start.isEmpty)
    let task = try await test.task("3")
    #expect(task.state == .active && task.requeueCount == 0 && task.retryCount == 0 && task.nodeID == nil)
    for task in ["1", "2", "4", "5", "6"] { try await node.finish(task) }
    let again = try #require(node.run(of: "3"))
    #expect(again != run)
  }
}
