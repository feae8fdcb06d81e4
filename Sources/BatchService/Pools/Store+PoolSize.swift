package import AzureWire
import HTTPTypes
import GRDB

/// What clients say of the size of a pool.
extension Store {
  /// - Throws: ``WireError`` when the pool is not steady, or a formula
  ///   decides its size.
  package func resizePool(
    _ id: String, _ parameters: PoolResizeParameters, _ conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> PoolRecord {
    guard parameters.targetDedicatedNodes != nil || parameters.targetLowPriorityNodes != nil else {
      throw WireError.missingProperty("targetDedicatedNodes")
    }
    try PoolRules.checkTarget(parameters.targetDedicatedNodes, "targetDedicatedNodes")
    try PoolRules.checkTarget(parameters.targetLowPriorityNodes, "targetLowPriorityNodes")
    try PoolRules.checkTimeout(parameters.resizeTimeout)
    try PoolRules.check(parameters.nodeDeallocationOption, "nodeDeallocationOption")
    return try await changePool(id, conditions, now: now) { db, pool in
      try pool.requireSteady()
      guard !pool.enableAutoScale else { throw WireError.notValidOnPool("A formula decides the pool's size") }
      try Self.begin(
        db, resizeOf: pool, dedicated: parameters.targetDedicatedNodes ?? pool.targetDedicatedNodes,
        lowPriority: parameters.targetLowPriorityNodes ?? pool.targetLowPriorityNodes,
        parameters.nodeDeallocationOption ?? .requeue, timeout: parameters.resizeTimeout ?? PoolRules.defaultTimeout,
        now: now)
    }
  }

  static func begin(
    _ db: Database, resizeOf pool: PoolRecord, dedicated: Int, lowPriority: Int, _ option: NodeDeallocationOption,
    timeout: WireDuration, now: Timestamp
  ) throws {
    try db.execute(
      literal: """
        UPDATE pools SET targetDedicatedNodes = \(dedicated), targetLowPriorityNodes = \(lowPriority),
          deallocationOption = \(option.rawValue), resizeTimeout = \(timeout.ticks), resizeErrors = NULL,
          allocationState = 'resizing', allocationStateTime = \(now) WHERE id = \(pool.id)
        """)
  }

  /// What is not done yet of a resize stays undone.
  ///
  /// - Throws: ``WireError`` when nothing is being resized.
  package func stopResize(
    _ id: String, _ conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> PoolRecord {
    try await changePool(id, conditions, now: now) { db, pool in
      try pool.requireActive()
      guard pool.allocationState == .resizing else {
        throw WireError(
          .conflict, "OperationInvalidForCurrentState",
          "The specified operation is not valid for the current state of the resource.",
          values: [.init(key: "Reason", value: "The pool is not being resized")])
      }
      try db.execute(
        literal: """
          UPDATE pools SET allocationState = 'stopping', allocationStateTime = \(now) WHERE id = \(pool.id)
          """)
    }
  }

  /// The nodes leave, and the pool's targets are lowered by their numbers.
  ///
  /// - Throws: ``WireError`` when the pool is not steady, a formula decides
  ///   its size, or a node is not one of its.
  package func removeNodes(
    _ id: String, _ parameters: NodeRemoveParameters, _ conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> PoolRecord {
    guard (1...100).contains(parameters.nodeList.count) else {
      throw WireError.invalidProperty(
        "nodeList", value: "\(parameters.nodeList.count) nodes", reason: "The list holds 1 to 100 nodes")
    }
    try PoolRules.checkTimeout(parameters.resizeTimeout)
    try PoolRules.check(parameters.nodeDeallocationOption, "nodeDeallocationOption")
    return try await changePool(id, conditions, now: now) { db, pool in
      try pool.requireSteady()
      guard !pool.enableAutoScale else { throw WireError.notValidOnPool("A formula decides the pool's size") }
      let option = parameters.nodeDeallocationOption ?? .requeue
      let nodes = try Set(parameters.nodeList.map { $0.lowercased() }).sorted().map { name in
        guard let node = try NodeRecord.fetch(db, id: name), node.poolID == pool.id else {
          throw WireError.nodeNotFound(name)
        }
        return node
      }
      let dedicated = nodes.count(where: \.isDedicated)
      try Self.begin(
        db, resizeOf: pool, dedicated: max(0, pool.targetDedicatedNodes - dedicated),
        lowPriority: max(0, pool.targetLowPriorityNodes - (nodes.count - dedicated)), option,
        timeout: parameters.resizeTimeout ?? PoolRules.defaultTimeout, now: now)
      for node in nodes { try NodeLifecycle.leave(db, node, option, now: now) }
    }
  }
}
