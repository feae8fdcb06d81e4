import AzureWire
import BatchService
import Testing

@Suite("Nodes in trouble")
struct NodeTroubleTests {
  private let full = NodeTrouble(code: "DiskFull", message: "The disk is full.")

  @Test("are unusable and take no tasks until they call without it; what they decline waits again")
  func decline() async throws {
    let test = try await TestStore()
    try await test.addJob()
    try await test.addTasks(["1", "2"])
    var node = try await test.node(slots: 1)
    try await node.exchange()
    node.trouble = full
    try await node.finish("1", .returned)
    let broken = try #require(try await test.store.node("node1"))
    #expect(broken.state == .unusable)
    #expect(broken.errors == #"[{"code":"DiskFull","message":"The disk is full."}]"#)
    #expect(try await test.state("1") == .active)
    #expect(try await test.store.task("1", of: "job1").task.requeueCount == 0)
    #expect(try await node.exchange().start.isEmpty)
    #expect(!Store.isNews(NodeReport(trouble: full), from: broken), "what is known costs no write")
    node.trouble = nil
    #expect(try await node.exchange().start.map(\.taskID) == ["1"])
    let mended = try #require(try await test.store.node("node1"))
    #expect(mended.state == .idle && mended.errors == nil)
  }

  @Test("that were about to start stay unusable while new agents are tried, and one that leaves goes on leaving")
  func starting() async throws {
    let pool = try await TestPool(["targetDedicatedNodes": 1])
    var agent = StoreAgent(test: pool.test, nodeID: try #require(try await pool.nodeIDs().first))
    agent.trouble = full
    try await agent.exchange()
    pool.provider.end(agent.nodeID)
    try await pool.keeper.tend()
    #expect(try await pool.state(agent.nodeID) == .unusable)
    _ = try await pool.test.store.resizePool(
      "p", PoolResizeParameters(targetDedicatedNodes: 0), now: pool.test.clock.now())
    try await pool.keeper.tend()
    try await agent.exchange()
    #expect(try await pool.state(agent.nodeID) == .leavingPool)
  }

  @Test("do not hold up the deletion of a job for ever when their agents do not come back")
  func deletion() async throws {
    let test = try await TestStore()
    try await test.addJob()
    try await test.addTask("1")
    var node = try await test.node()
    try await node.exchange()
    node.trouble = full
    try await node.exchange()
    let keeper = NodeKeeper(
      store: test.store, provider: NoNodes(), logger: .silent, clock: test.clock.now, token: { "token of \($0)" })
    try await test.store.deleteJob("job1", now: test.clock.now())
    try await keeper.tend()
    #expect(try await !test.jobIsGone())
    test.clock.advance(seconds: 61)
    try await keeper.tend()
    #expect(try await test.jobIsGone())
  }

  @Test("explain a failure by what they saw, beside its exit code")
  func remark() async throws {
    let test = try await TestStore()
    try await test.addJob()
    try await test.addTask("1")
    var node = try await test.node()
    try await node.exchange()
    let run = try #require(node.run(of: "1"))
    let now = test.clock.now()
    node.end(run, RunEnd(outcome: .exited(code: 1), start: now, end: now, remark: "The disk is full."))
    try await node.exchange()
    let task = try await test.task("1")
    #expect(task.exitCode == 1 && task.failureInfo?.contains("The disk is full.") == true)
    #expect(task.failureInfo?.contains("FailureExitCode") == true)
  }
}
