package import AzureWire
import GRDB

/// Pools: add, read, change, delete.
extension Store {
  /// Makes the pool if it is missing.
  package func ensurePool(id: String, nodes: Int, slotsPerNode: Int, now: Timestamp) async throws {
    try await write { db in
      try db.execute(
        literal: """
          INSERT INTO pools (id, state, stateTime, creationTime, lastModified, eTag, allocationState,
            allocationStateTime, targetDedicatedNodes, taskSlotsPerNode, vmSize, spec)
          VALUES (\(id), 'active', \(now), \(now), \(now), \(ETag.make(at: now)), 'resizing', \(now), \(nodes),
            \(slotsPerNode), 'local', \(#"{"taskSchedulingPolicy":{"nodeFillType":"Spread"}}"#))
          ON CONFLICT (id) DO NOTHING
          """)
    }
  }

  /// Pools of an account (Azure Batch: at most 100 unless asked for).
  private static let poolQuota = 100

  /// - Throws: ``WireError`` `PoolExists`, `PoolBeingDeleted` or
  ///   `PoolQuotaReached`.
  package func addPool(_ description: PoolDescription, now: Timestamp) async throws -> PoolRecord {
    try await write { try Self.addPool($0, description, now: now) }
  }

  /// For who makes a pool together with something else; see ``addPool(_:now:)``.
  static func addPool(_ db: Database, _ description: PoolDescription, now: Timestamp) throws -> PoolRecord {
    if let other = try PoolRecord.fetch(db, id: description.id) {
      try other.requireActive()
      throw WireError.conflict("PoolExists", "The specified pool already exists: \(other.id).")
    }
    guard try Int.fetchOne(db, sql: "SELECT count(*) FROM pools") ?? 0 < poolQuota else {
      throw WireError.conflict("PoolQuotaReached", "The account has reached its quota of \(poolQuota) pools.")
    }
    let pool = description.specification
    let isAutomatic = pool.enableAutoScale ?? false
    try db.execute(
      literal: """
        INSERT INTO pools (id, state, stateTime, creationTime, lastModified, eTag, allocationState,
          allocationStateTime, targetDedicatedNodes, targetLowPriorityNodes, resizeTimeout, enableAutoScale,
          autoScaleFormula, autoScaleInterval, autoScaleEnabledTime, autoScaleDueTime,
          enableInterNodeCommunication, taskSlotsPerNode, nodeFillType, vmSize, spec)
        VALUES (\(description.id), 'active', \(now), \(now), \(now), \(ETag.make(at: now)), 'resizing', \(now),
          \(pool.targetDedicatedNodes ?? 0), \(pool.targetLowPriorityNodes ?? 0),
          \((pool.resizeTimeout ?? PoolRules.defaultTimeout).ticks), \(isAutomatic), \(pool.autoScaleFormula),
          \((pool.autoScaleEvaluationInterval ?? PoolRules.defaultInterval).ticks),
          \(isAutomatic ? now : nil), \(isAutomatic ? now : nil), \(pool.enableInterNodeCommunication ?? false),
          \(pool.taskSlotsPerNode ?? 1), \(description.nodeFillType.rawValue), \(pool.vmSize), \(description.spec))
        """)
    return try PoolRecord.find(db, id: description.id)
  }

  /// The pool as it stands.
  ///
  /// - Throws: ``WireError`` `PoolNotFound`.
  package func pool(_ id: String) async throws -> PoolRecord {
    try await database.read { try PoolRecord.find($0, id: id) }
  }

  /// What a client sees of a pool, and how.
  struct PoolView: Sendable {
    var endpoint: String
    /// Of the API.
    var version: String
    var now: Timestamp
  }

  func poolJSON(_ id: String, _ view: PoolView, _ query: ListQuery) async throws -> (pool: PoolRecord, json: String) {
    try await database.read { db in
      let pool = try PoolRecord.find(db, id: id)
      return (pool, try Self.json(db, pool, view, query))
    }
  }

  private static func json(_ db: Database, _ pool: PoolRecord, _ view: PoolView, _ query: ListQuery) throws -> String {
    try pool.json(
      endpoint: view.endpoint, nodes: try nodes(db, of: pool, now: view.now), version: view.version,
      select: query.select, statisticsAt: query.expandsStatistics ? view.now : nil)
  }

  static func nodes(_ db: Database, of pool: PoolRecord, now: Timestamp) throws -> PoolRecord.Nodes {
    let row = try Row.fetchOne(
      db,
      literal: """
        SELECT coalesce(sum(isDedicated), 0) AS dedicated, count(*) AS nodes,
          coalesce(sum(\(now) - allocationTime), 0) AS time FROM nodes WHERE poolId = \(pool.id)
        """)
    guard let row else { return PoolRecord.Nodes() }
    let (dedicated, count, time): (Int, Int, Int64) = (row["dedicated"], row["nodes"], row["time"])
    return PoolRecord.Nodes(dedicated: dedicated, lowPriority: count - dedicated, time: time + pool.pastNodeTime)
  }

  private static let poolColumns = FilterSQL(columns: [
    "id": .text("id"), "state": .word("state"), "statetransitiontime": .time("stateTime"),
    "allocationstate": .word("allocationState"), "allocationstatetransitiontime": .time("allocationStateTime"),
    "creationtime": .time("creationTime"), "lastmodified": .time("lastModified"), "vmsize": .text("vmSize"),
    "enableautoscale": .flag("enableAutoScale"),
    "enableinternodecommunication": .flag("enableInterNodeCommunication"),
  ])

  func pools(_ query: ListQuery, _ view: PoolView) async throws -> ListPage {
    let condition = try Self.poolColumns.condition(query.filter)
    return try await database.read { db in
      let request: SQLRequest<Row> = """
        SELECT * FROM pools WHERE id > \(query.after ?? "") AND \(condition) ORDER BY id LIMIT \(query.limit + 1)
        """
      let pools = try PoolRecord.fetchAll(db, request)
      let page = pools.prefix(query.limit)
      return ListPage(
        elements: try page.map { try Self.json(db, $0, view, query) },
        continuation: pools.count > query.limit ? page.last?.id : nil)
    }
  }

  /// Changes a pool: the caller's `change` looks at it and executes.
  func changePool(
    _ id: String, _ conditions: BatchConditions = .none, now: Timestamp,
    _ change: @escaping @Sendable (Database, PoolRecord) throws -> Void
  ) async throws -> PoolRecord {
    try await write { db in
      let pool = try PoolRecord.find(db, id: id)
      try conditions.checkWrite(eTag: pool.eTag, lastModified: pool.lastModified)
      try change(db, pool)
      try db.execute(
        literal: "UPDATE pools SET lastModified = \(now), eTag = \(ETag.make(at: now)) WHERE id = \(pool.id)")
      return try PoolRecord.find(db, id: id)
    }
  }

  /// Its nodes leave it, and then it goes; jobs that ran there wait for a
  /// pool of that name.
  package func deletePool(_ id: String, _ conditions: BatchConditions = .none, now: Timestamp) async throws {
    try await write { db in
      let pool = try PoolRecord.find(db, id: id)
      try conditions.checkWrite(eTag: pool.eTag, lastModified: pool.lastModified)
      try Self.deletePool(db, pool, now: now)
    }
  }

  /// For who deletes a pool together with something else; one that is being
  /// deleted is left alone.
  static func deletePool(_ db: Database, _ pool: PoolRecord, now: Timestamp) throws {
    guard pool.state == .active else { return }
    try db.execute(
      literal: """
        UPDATE pools SET state = 'deleting', stateTime = \(now), enableAutoScale = 0 WHERE id = \(pool.id)
        """)
    for node in try NodeRecord.fetchAll(db, poolID: pool.id) {
      try NodeLifecycle.leave(db, node, .requeue, now: now)
    }
    if try NodeRecord.fetchAll(db, poolID: pool.id).isEmpty {
      try db.execute(literal: "DELETE FROM pools WHERE id = \(pool.id)")
    }
  }
}
