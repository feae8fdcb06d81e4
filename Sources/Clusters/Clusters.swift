package import AzureClient
package import AzureWire

/// The clusters of a Batch account: pools, as doAzureParallel calls them.
///
/// Methods throw ``ClusterError`` of kind `notFound` for a cluster that does
/// not exist, and `AzureError` for what the service refuses.
package struct Clusters: Sendable {
  /// The client that everything is asked through.
  package let batch: BatchClient

  package init(batch: BatchClient) {
    self.batch = batch
  }

  /// A cluster as the service knows it: a pool.
  ///
  /// - Throws: ``ClusterError`` of kind `notFound`.
  package func pool(_ id: String) async throws -> BatchPool {
    try await naming(id) { try await batch.pool(id) }
  }

  /// - Parameter states: only pools in one of them; all when empty.
  package func list(states: [PoolState] = []) async throws -> [BatchPool] {
    let filter = states.map { "state eq '\($0.rawValue)'" }.joined(separator: " or ")
    return try await batch.pools(
      filter: filter.isEmpty ? nil : filter,
      select: [
        "id", "state", "allocationState", "vmSize", "currentDedicatedNodes", "targetDedicatedNodes",
        "currentLowPriorityNodes", "targetLowPriorityNodes",
      ]
    ).all()
  }

  /// All nodes of a cluster, in the service's order.
  ///
  /// - Throws: ``ClusterError`` of kind `notFound`.
  package func nodes(of id: String) async throws -> [BatchNode] {
    try await naming(id) { try await batch.nodes(pool: id).all() }
  }

  /// Looks at a cluster once.
  package func progress(of id: String) async throws -> NodeProgress {
    async let nodes = nodes(of: id)
    return NodeProgress(pool: try await pool(id), nodes: try await nodes)
  }

  /// What came of making a cluster.
  package enum Creation: Sendable, Equatable {
    case made
    /// There is one of that name, which is left as it is.
    case found(BatchPoolSize)
  }

  /// The nodes that a pool is to have.
  package struct BatchPoolSize: Sendable, Equatable {
    package var dedicated: Int
    package var lowPriority: Int
  }

  /// The image for new clusters, from what the service offers.
  package func image(now: Timestamp) async throws -> PoolImage {
    try PoolImage.choose(from: try await batch.supportedImages().all(), now: now)
  }

  /// Makes a cluster; one of that name is used as it is.
  ///
  /// - Throws: ``ClusterError`` also when one of that name is on its way out.
  package func make(_ plan: PoolPlan) async throws -> Creation {
    let id = plan.configuration.name
    do {
      try await batch.addPool(plan.parameters)
      return .made
    } catch let error as AzureError where error.isCode("PoolBeingDeleted") {
      throw beingDeleted(id)
    } catch let error as AzureError where error.isCode("PoolExists") {
      return try found(try await pool(id))
    }
  }

  /// What ``make(_:)`` would find; nothing is made.
  package func plannedCreation(of id: String) async throws -> Creation {
    do {
      return try found(try await batch.pool(id))
    } catch let error as AzureError where error.isCode("PoolNotFound") {
      return .made
    }
  }

  /// - Throws: ``ClusterError`` when the pool is on its way out.
  private func found(_ pool: BatchPool) throws -> Creation {
    guard pool.state != .deleting else { throw beingDeleted(pool.id) }
    return .found(
      BatchPoolSize(dedicated: pool.targetDedicatedNodes ?? 0, lowPriority: pool.targetLowPriorityNodes ?? 0))
  }

  private func beingDeleted(_ id: String) -> ClusterError {
    ClusterError(
      .failed,
      "Cluster '\(id)' already exists and is being deleted. Another cluster with the same name cannot be created until "
        + "it is deleted. Please wait for the cluster to be deleted or create one with a different name.")
  }

  /// Has a cluster deleted with its nodes.
  package func delete(_ id: String) async throws {
    try await naming(id) { try await batch.deletePool(id) }
  }

  /// Has a node restarted, which runs the start task again.
  ///
  /// - Parameter tasks: what becomes of those that run; nil has them run again.
  package func reboot(node: String, of id: String, tasks: NodeDeallocationOption?) async throws {
    try await naming(id) { try await batch.rebootNode(pool: id, node: node, tasks: tasks) }
  }

  /// The bytes of a node's file, at most 64 MiB.
  package func file(_ path: String, node: String, of id: String) async throws -> [UInt8] {
    try await naming(id) { try await batch.nodeFile(pool: id, node: node, path: path) }
  }

  /// The end of what a start task wrote; nil where it cannot be read, since
  /// what is told is another failure.
  /// - Throws: `CancellationError`.
  package func startTaskOutput(node: String, of id: String) async throws -> StartTaskOutput? {
    do {
      return try await batch.startTaskOutput(pool: id, node: node, lines: 10)
    } catch is AzureError {
      return nil
    }
  }

  func naming<Result: Sendable>(_ id: String, _ work: () async throws -> Result) async throws -> Result {
    do {
      return try await work()
    } catch let error as AzureError where error.isCode("PoolNotFound") {
      throw ClusterError.notFound(id)
    }
  }
}
