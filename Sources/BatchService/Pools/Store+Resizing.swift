package import AzureWire
import GRDB

/// How pools come to their sizes.
extension Store {
  /// A node that is to be made.
  package struct NewNode: Sendable, Equatable {
    package var poolID: String
    package var slots: Int
    package var isDedicated: Bool
  }

  /// Takes the next step of every resize: nodes that are too many begin to
  /// leave, and a resize that is over ends.
  ///
  /// - Parameter quota: nodes of each kind in all pools together.
  /// - Returns: the nodes that are to be made, and whether nodes were told
  ///   anything.
  package func advanceResizes(quota: NodeQuota, now: Timestamp) async throws -> (new: [NewNode], changed: Bool) {
    // A look costs no write; pools are steady nearly always.
    guard try await database.read({ try !Self.resizing($0).isEmpty }) else { return ([], false) }
    return try await write { db in
      var new: [NewNode] = []
      var changed = false
      for pool in try Self.resizing(db) {
        if pool.state == .deleting {
          changed = try Self.advanceDeletion(db, pool, now: now) || changed
          continue
        }
        let plan = try Self.plan(db, pool, quota, pending: new, now: now)
        try Self.carryOut(db, plan, pool, now: now)
        changed = changed || !plan.leaving.isEmpty || !plan.staying.isEmpty
        for (isDedicated, count) in [(true, plan.newDedicated), (false, plan.newLowPriority)] {
          let node = NewNode(poolID: pool.id, slots: pool.taskSlotsPerNode, isDedicated: isDedicated)
          new += Array(repeating: node, count: count)
        }
      }
      return (new, changed)
    }
  }

  /// Pools that have not the size they should have: also one whose nodes were
  /// to be made when the service was killed.
  private static func resizing(_ db: Database) throws -> [PoolRecord] {
    try PoolRecord.fetchAll(
      db,
      sql: """
        SELECT * FROM pools WHERE state = 'deleting' OR allocationState <> 'steady' OR (resizeErrors IS NULL AND
          targetDedicatedNodes + targetLowPriorityNodes > (SELECT count(*) FROM nodes WHERE poolId = pools.id))
        ORDER BY allocationStateTime, id
        """
    )
  }

  /// A deleted pool goes with its last node.
  private static func advanceDeletion(_ db: Database, _ pool: PoolRecord, now: Timestamp) throws -> Bool {
    let nodes = try NodeRecord.fetchAll(db, poolID: pool.id)
    guard nodes.isEmpty else {
      // One may have been made at the moment of the deletion.
      let late = nodes.filter { $0.state != .leavingPool }
      for node in late { try NodeLifecycle.leave(db, node, .requeue, now: now) }
      return !late.isEmpty
    }
    try db.execute(literal: "DELETE FROM pools WHERE id = \(pool.id)")
    return true
  }

  private static func plan(
    _ db: Database, _ pool: PoolRecord, _ quota: NodeQuota, pending: [NewNode], now: Timestamp
  ) throws -> ResizePlan {
    let nodes = try NodeRecord.fetchAll(db, poolID: pool.id).map { node in
      ResizePlan.Node(
        id: node.id, isDedicated: node.isDedicated, tasks: try load(db, nodeID: node.id).tasks,
        isUsable: node.isSchedulingEnabled && ![.startTaskFailed, .unusable, .unknown].contains(node.state),
        isLeaving: node.state == .leavingPool, allocationTime: node.allocationTime)
    }
    let dedicated = try Int.fetchOne(db, sql: "SELECT count(*) FROM nodes WHERE isDedicated") ?? 0
    let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM nodes") ?? 0
    let pendingDedicated = pending.count(where: \.isDedicated)
    let deadline = pool.allocationStateTime.advanced(bySeconds: pool.resizeTimeout.seconds)
    let obstacle: ResizePlan.Obstacle? =
      switch pool.allocationState {
      case .stopping: .stopped
      case .resizing where now >= deadline: .timedOut
      default: nil
      }
    return ResizePlan(
      nodes: nodes, targets: (pool.targetDedicatedNodes, pool.targetLowPriorityNodes),
      room: (
        quota.dedicated - dedicated - pendingDedicated,
        quota.lowPriority - (all - dedicated) - (pending.count - pendingDedicated)
      ), obstacle: obstacle)
  }

  private static func carryOut(_ db: Database, _ plan: ResizePlan, _ pool: PoolRecord, now: Timestamp) throws {
    for id in plan.leaving {
      if let node = try NodeRecord.fetch(db, id: id) {
        try NodeLifecycle.leave(db, node, pool.deallocationOption, now: now)
      }
    }
    for id in plan.staying {
      if let node = try NodeRecord.fetch(db, id: id) { try NodeLifecycle.stay(db, node, now: now) }
    }
    let errors = plan.errors.isEmpty ? nil : try JSONText.encode(plan.errors)
    guard plan.isOver else {
      // Why the rest cannot come is known before the last node has gone.
      if let errors { try db.execute(literal: "UPDATE pools SET resizeErrors = \(errors) WHERE id = \(pool.id)") }
      return
    }
    try db.execute(
      literal: """
        UPDATE pools SET allocationState = 'steady', resizeErrors = coalesce(\(errors), resizeErrors),
          allocationStateTime = CASE WHEN allocationState = 'steady' THEN allocationStateTime ELSE \(now) END
        WHERE id = \(pool.id)
        """)
  }

  /// A node parts from the service: it has gone, or starts anew.
  ///
  /// - Returns: whether it has gone; nil when neither is due, and the node
  ///   wants an agent.
  func part(_ id: String, now: Timestamp) async throws -> Parting? {
    try await database.read { db in
      guard let node = try NodeRecord.fetch(db, id: id) else { return .gone }
      guard [.rebooting, .leavingPool].contains(node.state), try NodeLifecycle.mayPart(db, node) else { return nil }
      return node.state == .leavingPool ? .gone : .restarts
    }
  }

  /// What a node whose agent has ended does next.
  enum Parting {
    case gone
    case restarts
  }

  func removeNode(_ id: String, now: Timestamp) async throws {
    try await write { db in
      if let node = try NodeRecord.fetch(db, id: id) { try NodeLifecycle.remove(db, node, now: now) }
    }
  }

  func restartNode(_ id: String, now: Timestamp) async throws -> NodeRecord? {
    try await write { db in
      if let node = try NodeRecord.fetch(db, id: id) { try NodeLifecycle.begin(db, node, now: now) }
      return try NodeRecord.fetch(db, id: id)
    }
  }
}

/// How many nodes all pools may have together, of each kind.
///
/// A node of this machine is a process and counts as one core, whatever size
/// its pool names.
package struct NodeQuota: Sendable, Equatable {
  package var dedicated: Int
  package var lowPriority: Int

  package init(dedicated: Int, lowPriority: Int) {
    self.dedicated = dedicated
    self.lowPriority = lowPriority
  }

  /// Four for each core, and 16 at least.
  package init(cores: Int) {
    let nodes = max(16, 4 * cores)
    self.init(dedicated: nodes, lowPriority: nodes)
  }
}
