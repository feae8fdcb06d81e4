import AzureWire
import GRDB

/// Which of several nodes of a pool gets a task.
///
/// Nodes ask for tasks; nobody hands them out. So a node that asks steps back
/// where another one, which is at hand, suits the pool's way to fill its
/// nodes better, and that one is woken to ask too.
struct NodeChoice {
  private let fillType: NodeFillType
  private let node: NodeFillType.Candidate
  private let others: [NodeFillType.Candidate]

  /// - Parameter present: nodes that will look for tasks in a moment; the
  ///   one that asks may be among them.
  init(_ db: Database, for node: NodeRecord, taken: Int, present: Set<String>) throws {
    self.node = .init(id: node.id, slots: node.slots, taken: taken)
    let others = present.subtracting([node.id])
    guard !others.isEmpty, let pool = try PoolRecord.fetch(db, id: node.poolID) else {
      fillType = .spread
      self.others = []
      return
    }
    fillType = pool.nodeFillType
    let rows = try Row.fetchAll(
      db,
      literal: """
        SELECT id, slots, (SELECT coalesce(sum(requiredSlots), 0) FROM tasks
          WHERE nodeId = nodes.id AND state IN ('preparing', 'running')) AS taken
        FROM nodes WHERE poolId = \(pool.id) AND state = 'idle' AND schedulingState = 'enabled'
          AND NOT EXISTS (SELECT 1 FROM tasks
            WHERE nodeId = nodes.id AND state IN ('preparing', 'running') AND isExclusive)
        """)
    self.others = rows.map { NodeFillType.Candidate(id: $0["id"], slots: $0["slots"], taken: $0["taken"]) }
      .filter { others.contains($0.id) }
  }

  /// Whether there is no other node that could take a task now.
  var isAlone: Bool { others.isEmpty }

  /// Whether the task should rather go elsewhere.
  ///
  /// - Parameter taken: slots of the node, those of this look included.
  func prefersAnother(_ db: Database, for task: RunnableTasks.Candidate, taken: Int) throws -> Bool {
    guard !others.isEmpty else { return false }
    var node = node
    node.taken = taken
    for other in others
    where fillType.prefersAnother(to: node, among: [other], requiredSlots: task.requiredSlots) {
      guard try Self.mayRun(db, job: task.jobID, on: other.id) else { continue }
      return true
    }
    return false
  }

  /// Whether nothing keeps the job's tasks from a node.
  private static func mayRun(_ db: Database, job: String, on node: String) throws -> Bool {
    try Int.fetchOne(
      db,
      literal: """
        SELECT 1 FROM leftovers WHERE jobId = \(job) AND nodeId = \(node)
        UNION ALL SELECT 1 FROM preparations JOIN jobs ON jobs.incarnation = preparations.jobIncarnation
          WHERE jobs.id = \(job) AND nodeId = \(node) AND result = 'failure'
        LIMIT 1
        """) == nil
  }
}
