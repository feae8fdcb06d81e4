package import AzureWire
package import Logging

/// Keeps every pool at its size and every node alive: makes nodes, starts
/// agents anew that have died, restarts nodes, and gives up those that leave.
/// What formulas say of sizes is seen to here too.
package struct NodeKeeper: Sendable {
  let store: Store
  let provider: any NodeProvider
  let logger: Logger
  let clock: @Sendable () -> Timestamp
  /// The token of a node. It is the same for every agent of the node: two of
  /// them may be started by services that are killed one after the other, and
  /// whichever takes the node's lock is the one to be believed.
  let token: @Sendable (_ nodeID: String) -> String
  /// Nodes of all pools together.
  package var quota = NodeQuota(dedicated: 64, lowPriority: 64)
  /// How busy the machine was since it was last asked for; see ``MachineLoad``.
  package var cpu: @Sendable () -> Double? = { nil }
  /// Called when nodes have something to hear.
  var onChange: @Sendable () async -> Void = {}
  /// Rung when a pool or node is to change.
  var bell = Bell()
  /// How long an agent may be away before a deleted job no longer waits for it.
  package var patience = Duration.seconds(60)
  /// How often the agents are looked after. Nothing tells of the death of a
  /// process that is no child of ours, so it is asked for.
  package var interval = Duration.seconds(2)
  /// The same while nodes are about to end.
  package var shortInterval = Duration.milliseconds(200)

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
      try Task.checkCancellation()
      var isBusy = false
      do {
        isBusy = try await tend()
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        // A disk that is full for a while is no reason to end the service.
        logger.error("the nodes cannot be looked after", metadata: ["error": "\(error)"])
      }
      await bell.wait(until: .now.advanced(by: isBusy ? shortInterval : interval))
    }
  }

  /// Looks once.
  ///
  /// - Returns: whether nodes are about to restart or to go.
  /// - Throws: whatever keeps it from looking after all of them.
  @discardableResult
  package func tend() async throws -> Bool {
    try await store.takeSamples(cpu: cpu, now: clock())
    try await store.evaluateDueFormulas(now: clock())
    var hasNews = try await resize()
    var isBusy = false
    let alive = try await provider.list()
    for node in try await store.allNodes() {
      let isParting = node.state == .rebooting || node.state == .leavingPool
      if alive.contains(node.id) {
        isBusy = isBusy || isParting
      } else {
        hasNews = try await revive(node) || hasNews
      }
    }
    // The last node that leaves ends a resize.
    if hasNews, try await resize() { isBusy = true }
    let now = clock()
    try await store.abandonDeletedJobs(
      onNodesAwaySince: now.advanced(bySeconds: -Double(patience.components.seconds)), now: now)
    if hasNews { await onChange() }
    return isBusy
  }

  /// - Returns: whether nodes have something to hear.
  private func resize() async throws -> Bool {
    var hasNews = false
    while true {
      let step = try await store.advanceResizes(quota: quota, now: clock())
      hasNews = hasNews || step.changed
      guard !step.new.isEmpty else { return hasNews }
      for node in step.new { try await make(node) }
    }
  }

  private func make(_ node: Store.NewNode) async throws {
    let id = "\(node.poolID)-\(Identifier.make().prefix(8))"
    try await store.addNode(
      id: id, poolID: node.poolID, slots: node.slots, isDedicated: node.isDedicated,
      tokenHash: Authentication.tokenHash(token(id)), now: clock())
    guard let record = try await store.node(id) else { return }
    try await startAgent(of: record)
    logger.info("node \(id) of pool \(node.poolID) allocated")
  }

  /// Sees to a node whose agent has ended.
  ///
  /// - Returns: whether that concerns others.
  private func revive(_ node: NodeRecord) async throws -> Bool {
    switch try await store.part(node.id, now: clock()) {
    case .gone:
      try await provider.release(node.id)
      try await store.removeNode(node.id, now: clock())
      logger.info("node \(node.id) of pool \(node.poolID) has gone")
      return true
    case .restarts:
      guard let node = try await store.restartNode(node.id, now: clock()) else { return true }
      try await startAgent(of: node)
      logger.info("node \(node.id) of pool \(node.poolID) restarts")
      return true
    case nil:
      try await startAgent(of: node)
      logger.notice("the agent of node \(node.id) was dead; a new one takes over")
      return false
    }
  }

  private func startAgent(of node: NodeRecord) async throws {
    let token = token(node.id)
    try await store.awaitAgent(ofNode: node.id, tokenHash: Authentication.tokenHash(token), now: clock())
    do {
      try await provider.allocate(
        NodeAllocation(
          nodeID: node.id, poolID: node.poolID, slots: node.slots, boot: node.boot, isDedicated: node.isDedicated,
          token: token))
    } catch let error as ServiceError {
      try await store.setUnusable(node.id, reason: error.description, now: clock())
      throw error
    }
  }
}
