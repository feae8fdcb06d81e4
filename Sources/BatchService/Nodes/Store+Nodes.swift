package import AzureWire
import GRDB

/// Pools and nodes: add and read.
extension Store {
  /// Makes the pool if it is missing.
  package func ensurePool(id: String, nodes: Int, slotsPerNode: Int, now: Timestamp) async throws {
    try await database.write { db in
      try db.execute(
        literal: """
          INSERT INTO pools (id, state, creationTime, lastModified, eTag, targetDedicatedNodes, taskSlotsPerNode, vmSize,
            spec)
          VALUES (\(id), 'active', \(now), \(now), \(ETag.make(at: now)), \(nodes), \(slotsPerNode), 'local', '{}')
          ON CONFLICT (id) DO NOTHING
          """)
    }
  }

  func pool(_ id: String) async throws -> (pool: PoolRecord, nodeCount: Int) {
    try await database.read { db in
      guard let pool = try PoolRecord.fetch(db, id: id) else { throw WireError.poolNotFound(id) }
      return (pool, try Self.nodeCount(db, poolID: pool.id))
    }
  }

  private static let poolColumns = FilterSQL(columns: [
    "id": .text("id"), "state": .word("state"), "creationtime": .time("creationTime"),
    "lastmodified": .time("lastModified"), "vmsize": .text("vmSize"),
  ])

  func pools(_ query: ListQuery, endpoint: String) async throws -> ListPage {
    let condition = try Self.poolColumns.condition(query.filter)
    return try await database.read { db in
      let request: SQLRequest<Row> = """
        SELECT * FROM pools WHERE id > \(query.after ?? "") AND \(condition) ORDER BY id LIMIT \(query.limit + 1)
        """
      let pools = try request.fetchAll(db).map(PoolRecord.init)
      let page = pools.prefix(query.limit)
      return ListPage(
        elements: try page.map {
          try $0.json(endpoint: endpoint, nodeCount: try Self.nodeCount(db, poolID: $0.id), select: query.select)
        },
        continuation: pools.count > query.limit ? page.last?.id : nil)
    }
  }

  private static func nodeCount(_ db: Database, poolID: String) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM nodes WHERE poolId = ?", arguments: [poolID]) ?? 0
  }

  private static let nodeColumns = FilterSQL(columns: [
    "id": .text("id"), "state": .word("state"), "statetransitiontime": .time("stateTime"),
    "allocationtime": .time("allocationTime"),
  ])

  func nodes(of poolID: String, _ query: ListQuery, endpoint: String) async throws -> ListPage {
    let condition = try Self.nodeColumns.condition(query.filter)
    return try await database.read { db in
      guard let pool = try PoolRecord.fetch(db, id: poolID) else { throw WireError.poolNotFound(poolID) }
      let request: SQLRequest<Row> = """
        SELECT * FROM nodes WHERE poolId = \(pool.id) AND id > \(query.after ?? "") AND \(condition)
        ORDER BY id LIMIT \(query.limit + 1)
        """
      let nodes = try request.fetchAll(db).map(NodeRecord.init)
      let page = nodes.prefix(query.limit)
      return ListPage(
        elements: try page.map {
          try $0.json(endpoint: endpoint, running: try Self.load(db, nodeID: $0.id), select: query.select)
        },
        continuation: nodes.count > query.limit ? page.last?.id : nil)
    }
  }

  func nodeJSON(_ id: String, of poolID: String, endpoint: String, select: Set<String>?) async throws -> String {
    try await database.read { db in
      guard let pool = try PoolRecord.fetch(db, id: poolID) else { throw WireError.poolNotFound(poolID) }
      guard let node = try NodeRecord.fetch(db, id: id), node.poolID == pool.id else {
        throw WireError.nodeNotFound(id)
      }
      return try node.json(endpoint: endpoint, running: try Self.load(db, nodeID: node.id), select: select)
    }
  }

  /// The tasks that a node holds and the slots they take.
  static func load(_ db: Database, nodeID: String) throws -> (tasks: Int, slots: Int) {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT count(*) AS tasks, coalesce(sum(requiredSlots), 0) AS slots FROM tasks
        WHERE nodeId = ? AND state IN ('preparing', 'running')
        """, arguments: [nodeID])
    return row.map { ($0["tasks"], $0["slots"]) } ?? (0, 0)
  }

  /// Every node of every pool.
  func allNodes() async throws -> [NodeRecord] {
    try await database.read { try Row.fetchAll($0, sql: "SELECT * FROM nodes ORDER BY id").map(NodeRecord.init) }
  }

  /// Pools that have fewer nodes than they should.
  func missingNodes() async throws -> [(pool: PoolRecord, missing: Int)] {
    try await database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM pools WHERE state = 'active'").map(PoolRecord.init).compactMap { pool in
        let missing = pool.targetDedicatedNodes - (try Self.nodeCount(db, poolID: pool.id))
        return missing > 0 ? (pool, missing) : nil
      }
    }
  }

  package func addNode(
    id: String, poolID: String, slots: Int, tokenHash: String, now: Timestamp
  ) async throws {
    try await database.write { db in
      try db.execute(
        literal: """
          INSERT INTO nodes (id, poolId, state, stateTime, allocationTime, slots, tokenHash)
          VALUES (\(id), \(poolID), 'starting', \(now), \(now), \(slots), \(tokenHash))
          """)
    }
  }

  /// Gives a node's next agent a token of its own; the earlier one is void.
  func setToken(hash: String, ofNode id: String) async throws {
    try await database.write { db in
      try db.execute(sql: "UPDATE nodes SET tokenHash = ? WHERE id = ?", arguments: [hash, id])
    }
  }

  func setNodeState(_ state: NodeState, of id: String, now: Timestamp) async throws {
    try await database.write { db in
      try db.execute(
        literal: """
          UPDATE nodes SET state = \(state.rawValue), stateTime = \(now)
          WHERE id = \(id) AND state <> \(state.rawValue)
          """)
    }
  }

  /// See ``JobLifecycle/abandonDeleted(_:onNodesAwaySince:now:)``.
  func abandonDeletedJobs(onNodesAwaySince time: Timestamp, now: Timestamp) async throws {
    try await database.write { try JobLifecycle.abandonDeleted($0, onNodesAwaySince: time, now: now) }
  }

  package func node(_ id: String) async throws -> NodeRecord? {
    try await database.read { try NodeRecord.fetch($0, id: id) }
  }
}
