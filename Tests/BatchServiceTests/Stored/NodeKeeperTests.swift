import AzureWire
import BatchService
import GRDB
import Synchronization
import Testing

@Suite("Keeping nodes")
struct NodeKeeperTests {
  @Test("a pool gets its nodes, and a node whose agent has died a new agent with the same token")
  func tends() async throws {
    let test = try await TestStore()
    let provider = TestProvider()
    let keeper = NodeKeeper(
      store: test.store, provider: provider, logger: .silent, clock: test.clock.now, token: { "token of \($0)" })
    try await keeper.tend()
    try await keeper.tend()
    let first = try #require(provider.asked.withLock { $0.count == 1 ? $0.first : nil })
    #expect(first.poolID == "local" && first.slots == 2)
    let hash = try await test.store.node(first.nodeID)?.tokenHash
    try await provider.release(first.nodeID)
    try await keeper.tend()
    let second = try #require(provider.asked.withLock { $0.last })
    #expect(second.nodeID == first.nodeID && second.token == first.token)
    let node = try #require(try await test.store.node(first.nodeID))
    #expect(node.tokenHash == hash && node.state == .starting)
  }

  @Test("a failure of any kind is survived, and tried again")
  func survives() async throws {
    struct Broken: Error {}
    let test = try await TestStore()
    let provider = TestProvider()
    provider.failure.withLock { $0 = Broken() }
    var keeper = NodeKeeper(
      store: test.store, provider: provider, logger: .silent, clock: test.clock.now, token: { "token of \($0)" })
    keeper.interval = .milliseconds(1)
    let task = Task { [keeper] in try await keeper.run() }
    while try await test.store.nodeCount() == 0 { await Task.yield() }
    provider.failure.withLock { $0 = nil }
    while provider.asked.withLock(\.isEmpty) { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}

extension Store {
  fileprivate func nodeCount() async throws -> Int {
    try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM nodes") ?? 0 }
  }
}
