package import AzureWire
package import Logging

/// Keeps every pool at its size: allocates missing nodes, and gives a node
/// whose agent has died a new one.
package struct NodeKeeper: Sendable {
  let store: Store
  let provider: any NodeProvider
  let logger: Logger
  let clock: @Sendable () -> Timestamp
  /// The token of a node. It is the same for every agent of the node: two of
  /// them may be started by services that are killed one after the other, and
  /// whichever takes the node's lock is the one to be believed.
  let token: @Sendable (_ nodeID: String) -> String
  /// How long an agent may be away before a deleted job no longer waits for it.
  package var patience = Duration.seconds(60)
  /// How often the agents are looked after. Nothing tells of the death of a
  /// process that is no child of ours, so it is asked for.
  package var interval = Duration.seconds(2)

  package init(
    store: Store, provider: any NodeProvider, logger: Logger, clock: @escaping @Sendable () -> Timestamp,
    token: @escaping @Sendable (_ nodeID: String) -> String
  ) {
    self.store = store
    self.provider = provider
    self.logger = logger
    self.clock = clock
    self.token = token
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
        let id = "\(pool.id)-\(Identifier.make().prefix(8))"
        let token = token(id)
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
      let token = token(node.id)
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
}
