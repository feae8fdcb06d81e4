import AzureClient
package import AzureWire

/// How the size of a cluster is decided from now on.
package struct ClusterSize: Sendable {
  /// Nodes that are the cluster's own.
  package var dedicated: NodeRange
  /// Nodes that cost less and may be taken away.
  package var lowPriority: NodeRange
  /// The formula that decides between the least and the most.
  package var algorithm: AutoscaleAlgorithm
  /// Between evaluations of the formula: 5 minutes to 168 hours.
  package var interval: WireDuration

  package init(
    dedicated: NodeRange, lowPriority: NodeRange, algorithm: AutoscaleAlgorithm,
    interval: WireDuration = PoolPlan.evaluationInterval
  ) {
    self.dedicated = dedicated
    self.lowPriority = lowPriority
    self.algorithm = algorithm
    self.interval = interval
  }
}

extension Clusters {
  /// Gives a cluster another size, or another way to decide about it.
  ///
  /// A resize that is under way is stopped first.
  package func resize(
    _ id: String, to size: ClusterSize, clock: any Clock<Duration> = ContinuousClock()
  ) async throws {
    let pool = try await steady(id, clock: clock)
    let formula = size.algorithm.formula(
      dedicated: size.dedicated, lowPriority: size.lowPriority, slots: pool.taskSlotsPerNode ?? 1)
    if let formula {
      try await batch.enableAutoScale(
        pool: id, AutoScaleParameters(autoScaleFormula: formula, autoScaleEvaluationInterval: size.interval))
    } else {
      if pool.enableAutoScale == true {
        try await batch.disableAutoScale(pool: id)
        _ = try await steady(id, clock: clock)
      }
      guard pool.targetDedicatedNodes != size.dedicated.max || pool.targetLowPriorityNodes != size.lowPriority.max
      else { return }
      try await batch.resizePool(id, dedicatedNodes: size.dedicated.max, lowPriorityNodes: size.lowPriority.max)
    }
  }

  /// The pool, once no resize is under way.
  private func steady(_ id: String, clock: any Clock<Duration>) async throws -> BatchPool {
    var pool = try await pool(id)
    if pool.allocationState == .resizing {
      do {
        try await batch.stopResizingPool(id)
      } catch let error as AzureError where error.kind == .conflict {
        // It has come to its end by itself.
      }
    }
    var pause = Duration.milliseconds(200)
    while let state = pool.allocationState, state != .steady {
      try await clock.sleep(for: pause)
      pause = min(pause * 3 / 2, .seconds(5))
      pool = try await self.pool(id)
    }
    return pool
  }
}
