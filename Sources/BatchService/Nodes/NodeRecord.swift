package import AzureWire
package import GRDB

/// A node as it is stored.
package struct NodeRecord: FetchableRecord {
  package var id: String
  package var poolID: String
  /// A node that runs tasks, or that takes none any more, is idle here; see
  /// ``shownState(tasks:)``.
  package var state: NodeState
  package var stateTime: Timestamp
  package var allocationTime: Timestamp
  package var slots: Int
  /// Of the token that the node proves itself with.
  package var tokenHash: String
  /// Tasks that have ended on it.
  package var totalTasksRun: Int
  /// Those of them that have succeeded.
  package var totalTasksSucceeded: Int
  package var isDedicated: Bool
  package var isSchedulingEnabled: Bool
  /// Counts the restarts, from 1.
  package var boot: Int
  package var bootTime: Timestamp
  /// What becomes of its tasks before it restarts or goes.
  package var partingOption: NodeDeallocationOption?
  /// JSON of its ``StartTask``.
  package var startTask: String?
  package var start: Start?
  /// JSON of what is wrong with it.
  package var errors: String?
  /// When it last turned from idle to running or back.
  package var workTime: Timestamp

  /// How the start task stands on a node.
  package struct Start: Sendable, Equatable {
    /// `running` or `completed`.
    package var state: String
    package var startTime: Timestamp
    package var endTime: Timestamp?
    package var result: TaskResult?
    package var exitCode: Int?
    package var failureInfo: String?
    package var retryCount: Int
  }

  package init(row: Row) {
    id = row["id"]
    poolID = row["poolId"]
    state = NodeState(rawValue: row["state"])
    stateTime = row["stateTime"]
    allocationTime = row["allocationTime"]
    slots = row["slots"]
    tokenHash = row["tokenHash"]
    totalTasksRun = row["totalTasksRun"]
    totalTasksSucceeded = row["totalTasksSucceeded"]
    isDedicated = row["isDedicated"]
    isSchedulingEnabled = row["schedulingState"] == "enabled"
    boot = row["boot"]
    bootTime = row["bootTime"]
    partingOption = (row["partingOption"] as String?).map { NodeDeallocationOption(rawValue: $0) }
    startTask = row["startTask"]
    errors = row["errors"]
    workTime = row["workTime"]
    if let state = row["startTaskState"] as String? {
      start = Start(
        state: state, startTime: row["startTaskStart"], endTime: row["startTaskEnd"],
        result: (row["startTaskResult"] as String?).map { TaskResult(rawValue: $0) },
        exitCode: row["startTaskExitCode"], failureInfo: row["startTaskFailure"],
        retryCount: row["startTaskRetryCount"])
    }
  }

  /// The node as it stands; nil when there is none.
  package static func fetch(_ db: Database, id: String) throws -> NodeRecord? {
    try fetchOne(db, literal: "SELECT * FROM nodes WHERE id = \(id)")
  }

  /// The nodes of a pool, by their ids.
  package static func fetchAll(_ db: Database, poolID: String) throws -> [NodeRecord] {
    try fetchAll(db, sql: "SELECT * FROM nodes WHERE poolId = ? ORDER BY id", arguments: [poolID])
  }

  /// - Throws: ``WireError`` `PoolNotFound` or `NodeNotFound`.
  static func find(_ db: Database, id: String, poolID: String) throws -> NodeRecord {
    let pool = try PoolRecord.find(db, id: poolID)
    guard let node = try fetch(db, id: id), node.poolID == pool.id else { throw WireError.nodeNotFound(id) }
    return node
  }

  /// Whether tasks may be handed to it.
  var takesTasks: Bool { state == .idle && isSchedulingEnabled }

  /// Its state as the protocol tells it.
  func shownState(tasks: Int) -> NodeState {
    guard state == .idle else { return state }
    if tasks > 0 { return .running }
    return isSchedulingEnabled ? .idle : .offline
  }

  /// The same in SQL.
  static let shownStateSQL = """
    (CASE WHEN state <> 'idle' THEN state
      WHEN EXISTS (SELECT 1 FROM tasks WHERE nodeId = nodes.id AND tasks.state IN ('preparing', 'running'))
        THEN 'running'
      WHEN schedulingState = 'enabled' THEN 'idle' ELSE 'offline' END)
    """
}
