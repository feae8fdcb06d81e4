import AzureWire
import BatchService
import Synchronization
import Testing

/// A machine that was asleep wakes up at another time, and a clock that was
/// wrong is set right.
@Suite("A clock that jumps")
struct ClockJumpTests {
  @Test(
    "loses no node, gives no task up, and starts none again",
    arguments: [8 * 3600, 30 * 86_400, -2 * 3600] as [Int64])
  func jump(seconds: Int64) async throws {
    let test = try await TestStore()
    let provider = TestProvider()
    let keeper = NodeKeeper(
      store: test.store, provider: provider, logger: .silent, clock: test.clock.now, token: { "token of \($0)" })
    try await keeper.tend()
    let id = try #require(provider.asked.withLock { $0.first?.nodeID })
    var agent = StoreAgent(test: test, nodeID: id)
    try await test.addJob()
    try await test.addTasks(["1", "2", "3"])
    try await agent.exchange()
    for run in agent.live { agent.begin(run) }
    try await agent.exchange()
    let runs = agent.live
    #expect(runs.count == 2)

    test.clock.advance(seconds: seconds)
    try await keeper.tend()
    _ = try await test.store.keepTime(now: test.clock.now())
    try await keeper.tend()

    #expect(provider.asked.withLock(\.count) == 1 && provider.released.withLock(\.isEmpty))
    #expect(try await test.store.node(id)?.state == .idle)
    for task in ["1", "2"] { #expect(try await test.state(task) == .running) }
    let told = try await agent.exchange()
    #expect(told.start.isEmpty && told.terminate.isEmpty && agent.live == runs)
    for task in ["1", "2"] { try await agent.finish(task) }
    try await agent.finish("3")
    for task in ["1", "2", "3"] {
      let record = try await test.task(task)
      #expect(record.state == .completed && record.retryCount == 0 && record.requeueCount == 0)
    }
  }
}
