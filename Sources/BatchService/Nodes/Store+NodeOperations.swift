package import AzureWire
import HTTPTypes
import GRDB

/// What clients do with nodes.
extension Store {
  /// The node restarts once its tasks are dealt with as the option says.
  ///
  /// - Throws: ``WireError`` when it is not in a state to restart from.
  package func rebootNode(
    _ id: String, of poolID: String, _ option: NodeDeallocationOption, now: Timestamp
  ) async throws {
    try await write { db in
      let node = try NodeRecord.find(db, id: id, poolID: poolID)
      try node.requireStarted()
      try NodeLifecycle.reboot(db, node, option, now: now)
    }
  }

  /// The node takes no tasks from now on; those it has are dealt with as the
  /// option says.
  ///
  /// - Throws: ``WireError`` `NodeAlreadyInTargetSchedulingState`.
  package func disableScheduling(
    ofNode id: String, of poolID: String, _ option: NodeDeallocationOption, now: Timestamp
  ) async throws {
    try await setScheduling(ofNode: id, of: poolID, isEnabled: false, now: now) { db, node in
      try NodeLifecycle.release(db, node, option)
    }
  }

  /// Lets a node take tasks again.
  package func enableScheduling(ofNode id: String, of poolID: String, now: Timestamp) async throws {
    try await setScheduling(ofNode: id, of: poolID, isEnabled: true, now: now) { _, _ in }
  }

  private func setScheduling(
    ofNode id: String, of poolID: String, isEnabled: Bool, now: Timestamp,
    _ also: @escaping @Sendable (Database, NodeRecord) throws -> Void
  ) async throws {
    try await write { db in
      let node = try NodeRecord.find(db, id: id, poolID: poolID)
      guard node.isSchedulingEnabled != isEnabled else {
        throw WireError.conflict(
          "NodeAlreadyInTargetSchedulingState", "The specified node is already in the target scheduling state.")
      }
      guard node.state != .leavingPool else { throw WireError.notValidOnNode("The node leaves its pool") }
      try db.run(
        literal: """
          UPDATE nodes SET schedulingState = \(isEnabled ? "enabled" : "disabled"), workTime = \(now)
          WHERE id = \(node.id)
          """)
      try also(db, node)
    }
  }

  /// The nodes of pools by state, ten pools at most (Batch API).
  func nodeCounts(_ query: ListQuery) async throws -> ListPage {
    let condition = try FilterSQL(columns: ["poolid": .text("id")]).condition(query.filter)
    return try await database.read { db in
      let request: SQLRequest<String> = """
        SELECT id FROM pools WHERE id > \(query.after ?? "") AND \(condition) ORDER BY id LIMIT \(query.limit + 1)
        """
      let pools = try request.fetchAll(db)
      let page = pools.prefix(query.limit)
      return ListPage(
        elements: try page.map { try Self.nodeCounts(db, poolID: $0) },
        continuation: pools.count > query.limit ? page.last : nil)
    }
  }

  private static func nodeCounts(_ db: Database, poolID: String) throws -> String {
    let rows = try Row.fetchAll(
      db,
      literal: """
        SELECT isDedicated, \(sql: NodeRecord.shownStateSQL) AS shown, count(*) AS nodes FROM nodes
        WHERE poolId = \(poolID) GROUP BY isDedicated, shown
        """)
    var counts: [Bool: [String: Int]] = [:]
    for row in rows { counts[row["isDedicated"], default: [:]][row["shown"]] = row["nodes"] }
    var members = JSONMembers()
    members.add("poolId", poolID)
    members.add("dedicated", Self.counts(counts[true] ?? [:]))
    members.add("lowPriority", Self.counts(counts[false] ?? [:]))
    return members.text
  }

  /// Source: Batch API, NodeCounts.
  private static let countedStates = [
    "creating", "idle", "leavingPool", "offline", "preempted", "rebooting", "reimaging", "running", "starting",
    "startTaskFailed", "unusable", "unknown", "waitingForStartTask", "deallocated", "deallocating", "upgradingOS",
  ]

  private static func counts(_ byState: [String: Int]) -> JSONMembers {
    var members = JSONMembers()
    for name in countedStates { members.add(name, byState[name.lowercased()] ?? 0) }
    members.add("total", byState.values.reduce(0, +))
    return members
  }
}

extension NodeRecord {
  /// - Throws: ``WireError`` for a node that is not up yet, or on its way out.
  fileprivate func requireStarted() throws {
    switch state {
    case .creating: throw WireError.conflict("NodeBeingCreated", "The specified node is being created.")
    case .starting, .waitingForStartTask:
      throw WireError.conflict("NodeBeingStarted", "The specified node is being started.")
    case .rebooting: throw WireError.conflict("NodeBeingRebooted", "The specified node is being rebooted.")
    case .leavingPool: throw WireError.notValidOnNode("The node leaves its pool")
    default: return
    }
  }
}
