package import AzureWire
import GRDB

/// Nodes: add and read.
extension Store {
  private static let nodeColumns = FilterSQL(columns: [
    "id": .text("id"), "state": .word(NodeRecord.shownStateSQL), "statetransitiontime": .time("stateTime"),
    "allocationtime": .time("allocationTime"), "lastboottime": .time("bootTime"),
    "starttaskinfo/state": .word("startTaskState"), "starttaskinfo/result": .word("startTaskResult"),
    "starttaskinfo/exitcode": .number("startTaskExitCode"), "starttaskinfo/starttime": .time("startTaskStart"),
    "starttaskinfo/endtime": .time("startTaskEnd"),
  ])

  func nodes(of poolID: String, _ query: ListQuery, endpoint: String) async throws -> ListPage {
    let condition = try Self.nodeColumns.condition(query.filter)
    return try await database.read { db in
      let pool = try PoolRecord.find(db, id: poolID)
      let request: SQLRequest<Row> = """
        SELECT * FROM nodes WHERE poolId = \(pool.id) AND id > \(query.after ?? "") AND \(condition)
        ORDER BY id LIMIT \(query.limit + 1)
        """
      let nodes = try NodeRecord.fetchAll(db, request)
      let page = nodes.prefix(query.limit)
      return ListPage(
        elements: try page.map {
          try $0.json(
            endpoint: endpoint, load: try Self.load(db, of: $0, endpoint: endpoint), vmSize: pool.vmSize,
            select: query.select)
        },
        continuation: nodes.count > query.limit ? page.last?.id : nil)
    }
  }

  /// - Throws: ``WireError`` `PoolNotFound` or `NodeNotFound`.
  func nodeJSON(_ id: String, of poolID: String, endpoint: String, select: Set<String>?) async throws -> String {
    try await database.read { db in
      let pool = try PoolRecord.find(db, id: poolID)
      let node = try NodeRecord.find(db, id: id, poolID: poolID)
      return try node.json(
        endpoint: endpoint, load: try Self.load(db, of: node, endpoint: endpoint), vmSize: pool.vmSize, select: select)
    }
  }

  /// Tasks of a node that are told one by one; Batch tells no more than ten.
  private static let recentTasks = 10

  private static func load(_ db: Database, of node: NodeRecord, endpoint: String) throws -> NodeRecord.Load {
    let load = try load(db, nodeID: node.id)
    let recent = try Row.fetchAll(
      db,
      literal: """
        SELECT jobId, id, state FROM tasks WHERE nodeId = \(node.id) AND state IN ('preparing', 'running')
        ORDER BY sequence DESC LIMIT \(recentTasks)
        """)
    return NodeRecord.Load(
      tasks: load.tasks, slots: load.slots,
      recent: recent.map { row in
        let (job, id): (String, String) = (row["jobId"], row["id"])
        var members = JSONMembers()
        members.add("taskUrl", "\(endpoint)/jobs/\(job)/tasks/\(id)")
        members.add("jobId", job)
        members.add("taskId", id)
        members.add("taskState", row["state"] as String)
        return members.text
      })
  }

  /// The tasks that a node holds and the slots they take.
  static func load(_ db: Database, nodeID: String) throws -> (tasks: Int, slots: Int) {
    let row = try Row.fetchOne(
      db,
      literal: """
        SELECT count(*) AS tasks, coalesce(sum(requiredSlots), 0) AS slots FROM tasks
        WHERE nodeId = \(nodeID) AND state IN ('preparing', 'running')
        """)
    return row.map { ($0["tasks"], $0["slots"]) } ?? (0, 0)
  }

  /// Every node of every pool.
  func allNodes() async throws -> [NodeRecord] {
    try await database.read { try NodeRecord.fetchAll($0, sql: "SELECT * FROM nodes ORDER BY id") }
  }

  /// Takes a node into a pool, to which it will report with that token.
  ///
  /// - Parameter slots: tasks that it runs at a time.
  package func addNode(
    id: String, poolID: String, slots: Int, isDedicated: Bool = true, tokenHash: String, now: Timestamp
  ) async throws {
    try await write { db in
      let startTask = try PoolRecord.fetch(db, id: poolID)?.startTask()
      try db.run(
        literal: """
          INSERT INTO nodes (id, poolId, state, stateTime, allocationTime, bootTime, workTime, slots, isDedicated,
            startTask, tokenHash)
          VALUES (\(id), \(poolID), 'creating', \(now), \(now), \(now), \(now), \(slots), \(isDedicated),
            \(startTask), \(tokenHash))
          """)
    }
  }

  /// An agent is about to be started for the node: its own token is the one
  /// that counts.
  func awaitAgent(ofNode id: String, tokenHash: String, now: Timestamp) async throws {
    try await write { db in
      try db.run(literal: "UPDATE nodes SET tokenHash = \(tokenHash) WHERE id = \(id)")
      // One that restarts or leaves goes on doing so, and a broken one is broken until its agent calls.
      guard let node = try NodeRecord.fetch(db, id: id),
        ![.rebooting, .leavingPool, .unusable].contains(node.state)
      else {
        return
      }
      try NodeLifecycle.move(db, node, to: .starting, now: now)
    }
  }

  /// No agent can be started for the node.
  func setUnusable(_ id: String, reason: String, now: Timestamp) async throws {
    try await write { db in
      guard let node = try NodeRecord.fetch(db, id: id), NodeLifecycle.isAwaited(node) else { return }
      try NodeLifecycle.trouble(
        db, nodeID: id, NodeTrouble(code: "AllocationFailed", message: reason), now: now)
    }
  }

  /// See ``JobLifecycle/abandonDeleted(_:onNodesAwaySince:now:)``.
  func abandonDeletedJobs(onNodesAwaySince time: Timestamp, now: Timestamp) async throws {
    // A look costs no write; jobs are seldom being deleted.
    let isDeleting = try await database.read { db in
      try Int.fetchOne(db, literal: "SELECT 1 FROM jobs WHERE state = 'deleting' LIMIT 1") != nil
    }
    guard isDeleting else { return }
    try await write { try JobLifecycle.abandonDeleted($0, onNodesAwaySince: time, now: now) }
  }

  /// The node as it stands; nil when there is none.
  package func node(_ id: String) async throws -> NodeRecord? {
    try await database.read { try NodeRecord.fetch($0, id: id) }
  }
}
