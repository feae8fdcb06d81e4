import AzureWire
package import GRDB

/// The tasks that may start on a node: by priority of their jobs, then in the
/// order they were added.
///
/// Jobs that have ended may keep waiting tasks for ever; an index of the jobs
/// that have work keeps them out of sight.
package enum RunnableTasks {
  struct Candidate {
    var sequence: Int64
    var requiredSlots: Int
    var jobID: String
    /// Its node runs nothing beside it.
    var isExclusive: Bool
    /// The job's preparation has not ended on the node.
    var needsPreparation: Bool
  }

  /// The first tasks in order; one that needs more slots than the node has
  /// is passed over.
  static func first(_ limit: Int, on node: NodeRecord, _ db: Database) throws -> [Candidate] {
    var found: [(priority: Int, task: Candidate)] = []
    let jobs = try jobs(node: node).fetchCursor(db)
    while limit > 0, let job = try jobs.next() {
      let priority: Int = job["priority"]
      // What follows comes behind all that is wanted.
      if found.count == limit, let last = found.last,
        (last.priority, -last.task.sequence) > (priority, -(job["firstTask"] as Int64))
      {
        break
      }
      for task in try candidates(of: job, limit: limit, on: node, db) { found.append((priority, task)) }
      found.sort { ($1.priority, $0.task.sequence) < ($0.priority, $1.task.sequence) }
      found.removeLast(max(0, found.count - limit))
    }
    return found.map(\.task)
  }

  private static func candidates(
    of job: Row, limit: Int, on node: NodeRecord, _ db: Database
  ) throws -> [Candidate] {
    let (id, incarnation, spec): (String, String, String) = (job["id"], job["incarnation"], job["spec"])
    let needsPreparation = try self.needsPreparation(db, incarnation: incarnation, spec: spec, nodeID: node.id)
    let most: Int = job["maxParallelTasks"]
    let limit = most < 0 ? limit : min(limit, most - (job["runningTasks"] as Int))
    return try tasks(jobID: id, node: node, but: job["absentManager"], limit: limit).fetchAll(db).compactMap { task in
      // Its directory from an earlier life is still to go from the node.
      guard try !isBeingRemoved(task["id"], of: id, from: node.id, db) else { return nil }
      return Candidate(
        sequence: task["sequence"], requiredSlots: task["requiredSlots"], jobID: id,
        isExclusive: task["isExclusive"], needsPreparation: needsPreparation)
    }
  }

  /// Whether there is any.
  static func exist(on node: NodeRecord, _ db: Database) throws -> Bool {
    // Without an order the first that is found is enough.
    try Int.fetchOne(db, literal: "SELECT 1 \(source(node: node)) LIMIT 1") != nil
  }

  /// Jobs with such tasks, by priority and the first of their tasks that may
  /// start anywhere. The manager of a job that wants it on a dedicated node is
  /// absent from any other.
  package static func jobs(node: NodeRecord) -> SQLRequest<Row> {
    """
    SELECT id, incarnation, priority, spec, maxParallelTasks, runningTasks, absentManager, firstTask
    \(source(node: node)) ORDER BY priority DESC, firstTask
    """
  }

  private static func source(node: NodeRecord) -> SQL {
    """
    FROM (SELECT *, iif(\(node.isDedicated) OR managerTaskId IS NULL
        OR coalesce(json_extract(spec, '$.jobManagerTask.allowLowPriorityNode'), 1), NULL, managerTaskId)
        AS absentManager FROM jobs) AS jobs
    WHERE poolId = \(node.poolID) AND state = 'active' AND firstTask IS NOT NULL
      AND EXISTS (SELECT 1 FROM tasks WHERE jobId = jobs.id AND state = 'active' AND blocked = 0
        AND requiredSlots <= \(node.slots) AND (absentManager IS NULL OR tasks.id <> absentManager))
      AND (maxParallelTasks = -1 OR runningTasks < maxParallelTasks)
      AND NOT (coalesce(json_extract(spec, '$.jobPreparationTask.waitForSuccess'), 1) AND EXISTS
        (SELECT 1 FROM preparations
          WHERE jobIncarnation = jobs.incarnation AND nodeId = \(node.id) AND result = 'failure'))
      AND NOT EXISTS (SELECT 1 FROM leftovers WHERE jobId = jobs.id AND nodeId = \(node.id))
    """
  }

  /// - Parameter manager: a task that may not run on this node.
  package static func tasks(
    jobID: String, node: NodeRecord, but manager: String? = nil, limit: Int
  ) -> SQLRequest<Row> {
    """
    SELECT sequence, id, requiredSlots, isExclusive FROM tasks
    WHERE jobId = \(jobID) AND state = 'active' AND blocked = 0 AND requiredSlots <= \(node.slots)
      AND id <> \(manager ?? "")
    ORDER BY sequence LIMIT \(limit)
    """
  }

  private static func needsPreparation(
    _ db: Database, incarnation: String, spec: String, nodeID: String
  ) throws -> Bool {
    try Bool.fetchOne(
      db,
      literal: """
        SELECT coalesce(json_extract(\(spec), '$.jobPreparationTask.waitForSuccess'), 0) AND NOT EXISTS
          (SELECT 1 FROM preparations WHERE jobIncarnation = \(incarnation) AND nodeId = \(nodeID))
        """) ?? false
  }

  private static func isBeingRemoved(
    _ id: String, of job: String, from nodeID: String, _ db: Database
  ) throws -> Bool {
    try Int.fetchOne(
      db, literal: "SELECT 1 FROM removals WHERE nodeId = \(nodeID) AND jobId = \(job) AND taskId = \(id)") != nil
  }
}
