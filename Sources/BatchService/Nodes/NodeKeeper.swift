package import AzureWire
package import Logging

/// Keeps every pool at its size: allocates missing nodes, and gives a node
/// whose agent has died a new one.
package struct NodeKeeper: Sendable {
  let store: Store
  let provider: any NodeProvider
  let logger: Logger
  let clock: @Sendable () -> Timestamp
  /// How long an agent may be away before a deleted job no longer waits for it.
  package var patience = Duration.seconds(60)
  /// How often the agents are looked after. Nothing tells of the death of a
  /// process that is no child of ours, so it is asked for.
  package var interval = Duration.seconds(2)

  package init(
    store: Store, provider: any NodeProvider, logger: Logger, clock: @escaping @Sendable () -> Timestamp
  ) {
    self.store = store
    self.provider = provider
    self.logger = logger
    self.clock = clock
  }

  /// Runs until cancelled.
  package func run() async throws {
    while true {
      do {
        try await tend()
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        // A disk that is full for a while is no reason to end the service.
        logger.error("the nodes cannot be looked after", metadata: ["error": "\(error)"])
      }
      try await Task.sleep(for: interval)
    }
  }

  /// Looks once.
  package func tend() async throws {
    for (pool, missing) in try await store.missingNodes() {
      for _ in 0..<missing {
        let token = Self.makeToken()
        let id = "\(pool.id)-\(Identifier.make().prefix(8))"
        try await store.addNode(
          id: id, poolID: pool.id, slots: pool.taskSlotsPerNode, tokenHash: Authentication.tokenHash(token),
          now: clock())
        try await provider.allocate(
          NodeAllocation(nodeID: id, poolID: pool.id, slots: pool.taskSlotsPerNode, token: token))
        logger.info("node \(id) of pool \(pool.id) allocated")
      }
    }
    let alive = try await provider.list()
    for node in try await store.allNodes() where !alive.contains(node.id) {
      let token = Self.makeToken()
      try await store.setNodeState(.starting, of: node.id, now: clock())
      try await store.setToken(hash: Authentication.tokenHash(token), ofNode: node.id)
      try await provider.allocate(
        NodeAllocation(nodeID: node.id, poolID: node.poolID, slots: node.slots, token: token))
      logger.notice("the agent of node \(node.id) was dead; a new one takes over")
    }
    let now = clock()
    try await store.abandonDeletedJobs(
      onNodesAwaySince: now.advanced(bySeconds: -Double(patience.components.seconds)), now: now)
  }

  private static func makeToken() -> String { Identifier.hex(MessageAuthentication.randomBytes(32)) }
}
