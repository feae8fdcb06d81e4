import AzureWire
import GRDB

/// Tasks are handed to the nodes that ask.
extension Store {
  func hasRunnableTasks(for node: NodeRecord, report: NodeReport) async throws -> Bool {
    try await database.read { db in
      guard try NodeRecord.fetch(db, id: node.id)?.takesTasks == true,
        try Self.load(db, nodeID: node.id).slots < node.slots + (report.ahead ?? 0)
      else { return false }
      return try RunnableTasks.exist(on: node, db)
    }
  }

  /// However many a node would take on beyond its slots, it gets no more:
  /// what it holds is out of reach for others.
  private static let mostAhead = 64

  /// Assigns tasks to a node's free slots. A node that is through with its
  /// runs in a moment gets some ahead, which are `preparing` until it comes
  /// to them; only where no other node could take them instead, and none
  /// that would take more than one slot.
  ///
  /// - Returns: whether a task was left to another node.
  static func assign(
    _ db: Database, node: NodeRecord, report: NodeReport, present: Set<String>, now: Timestamp
  ) throws -> Bool {
    let load = try load(db, nodeID: node.id)
    var free = node.slots - load.slots
    var ahead = load.slots == load.tasks ? min(report.ahead ?? 0, mostAhead) + min(free, 0) : 0
    var isEmpty = load.tasks == 0
    guard free > 0 || ahead > 0, try NodeRecord.fetch(db, id: node.id)?.takesTasks == true,
      try !runsExclusively(db, nodeID: node.id)
    else { return false }
    let choice = try NodeChoice(db, for: node, taken: load.slots, present: present)
    if !choice.isAlone { ahead = 0 }
    var wasPassedOver = false
    var jobs: Set<String> = []
    for task in try RunnableTasks.first(max(free, 0) + max(ahead, 0), on: node, db) {
      let isAhead = free <= 0
      if isAhead {
        guard ahead > 0, task.requiredSlots == 1, !task.isExclusive, !task.needsPreparation else { break }
        ahead -= 1
      } else {
        // A task that does not fit yet keeps its place: smaller ones do not overtake it for ever.
        guard task.requiredSlots <= free, isEmpty || !task.isExclusive else { break }
        if try choice.prefersAnother(db, for: task, taken: node.slots - free) {
          wasPassedOver = true
          continue
        }
        free = task.isExclusive ? 0 : free - task.requiredSlots
        // Beside such tasks nothing waits that would be told to hold its breath.
        if task.isExclusive || task.requiredSlots > 1 { ahead = 0 }
      }
      isEmpty = false
      let state: TaskState = task.needsPreparation || isAhead ? .preparing : .running
      try db.run(
        literal: """
          UPDATE tasks SET state = \(state.rawValue), previousState = state, previousStateTime = stateTime,
            stateTime = \(now), startTime = \(now), nodeId = \(node.id), runId = \(Identifier.make())
          WHERE sequence = \(task.sequence)
          """)
      if jobs.insert(task.jobID).inserted {
        try db.run(literal: "INSERT OR IGNORE INTO jobNodes (jobId, nodeId) VALUES (\(task.jobID), \(node.id))")
      }
    }
    return wasPassedOver
  }

  /// Whether a job manager that wants its node for itself is on it.
  private static func runsExclusively(_ db: Database, nodeID: String) throws -> Bool {
    try Int.fetchOne(
      db,
      literal: """
        SELECT 1 FROM tasks WHERE nodeId = \(nodeID) AND state IN ('preparing', 'running') AND isExclusive LIMIT 1
        """) != nil
  }
}
