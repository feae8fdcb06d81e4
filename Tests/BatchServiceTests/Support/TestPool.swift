import AzureWire
import BatchService
import GRDB
import NIOCore
import Testing

/// A store with a pool `p`, its keeper, and agents that do as the test says.
struct TestPool {
  let test: TestStore
  let provider = TestProvider()
  private(set) var keeper: NodeKeeper

  init(_ members: [String: JSONValue] = [:], quota: NodeQuota = NodeQuota(dedicated: 8, lowPriority: 8)) async throws {
    test = try await TestStore()
    // The pool that every store has keeps its node out of the way.
    try await test.store.deletePool("local", now: test.clock.now())
    keeper = NodeKeeper(
      store: test.store, provider: provider, logger: .silent, clock: test.clock.now, token: { "token of \($0)" })
    keeper.quota = quota
    try await add("p", members)
    try await keeper.tend()
  }

  /// How busy the machine seems to be.
  mutating func setCPU(_ share: Double) { keeper.cpu = { share } }

  func add(_ id: String, _ members: [String: JSONValue] = [:]) async throws {
    _ = try await test.store.addPool(try Self.description(id, members), now: test.clock.now())
  }

  static func description(_ id: String, _ members: [String: JSONValue] = [:]) throws -> PoolDescription {
    var all: [String: JSONValue] = [
      "id": .string(id), "vmSize": "small",
      "virtualMachineConfiguration": [
        "imageReference": ["publisher": "debian", "offer": "debian-12", "sku": "12"], "nodeAgentSKUId": "b",
      ],
    ]
    for (name, value) in members { all[name] = value }
    return try PoolDescription(ByteBuffer(string: try JSONText.encode(JSONValue.object(all))))
  }

  var pool: PoolRecord { get async throws { try await test.store.pool("p") } }

  func nodeIDs(isDedicated: Bool? = nil, of pool: String = "p") async throws -> [String] {
    try await test.store.database.read { db in
      try NodeRecord.fetchAll(db, poolID: pool).filter { isDedicated == nil || $0.isDedicated == isDedicated }.map(\.id)
    }
  }

  func state(_ node: String) async throws -> NodeState? { try await test.store.node(node)?.state }

  /// Agents of all nodes, which have called once.
  func agents() async throws -> [StoreAgent] {
    var agents: [StoreAgent] = []
    for id in try await nodeIDs() {
      var agent = StoreAgent(test: test, nodeID: id)
      try await agent.exchange()
      agents.append(agent)
    }
    return agents
  }

  func addJob(tasks: [String], _ members: [String: JSONValue] = [:]) async throws {
    try await test.addJob("job1", ["poolInfo": ["poolId": "p"]].merging(members) { $1 })
    try await test.addTasks(tasks)
  }

  /// The agent does as it is told, and its process ends when it is told so.
  func obey(_ agent: inout StoreAgent) async throws {
    let instructions = try await agent.exchange()
    for run in instructions.terminate {
      agent.end(
        run: run,
        .terminated(TaskFailureInformation(code: "TaskEnded", message: "ended"), exitCode: nil))
    }
    if !instructions.terminate.isEmpty { try await agent.exchange() }
    if try await agent.exchange().shutdown { provider.end(agent.nodeID) }
    try await keeper.tend()
  }
}
