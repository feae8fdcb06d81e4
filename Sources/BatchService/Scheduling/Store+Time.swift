package import AzureWire
import GRDB

/// What comes to pass by time alone.
extension Store {
  /// Ends jobs whose time is up, lets schedules do what is due, and gives up
  /// directories of tasks that need not be kept any longer.
  ///
  /// - Returns: whether anything was done, and when there will be something
  ///   to do again; nil for not before something else has changed.
  package func keepTime(now: Timestamp) async throws -> (didSomething: Bool, next: Timestamp?) {
    let (isDue, next) = try await database.read { db in
      let next = try Self.nextTime(db)
      let isStuck = try Int.fetchOne(db, sql: Self.stuckJobs + " LIMIT 1") != nil
      return (isStuck || next.map { $0 <= now } ?? false, next)
    }
    guard isDue else { return (false, next) }
    return try await write { db in
      for row in try Row.fetchAll(db, literal: "SELECT * FROM jobs WHERE deadline <= \(now)") {
        try JobLifecycle.terminate(db, job: JobRecord(row: row), reason: "MaxWallClockTimeExpiry", now: now)
      }
      for id in try String.fetchAll(db, literal: "SELECT id FROM jobSchedules WHERE wakeTime <= \(now)") {
        try ScheduleLifecycle.advance(db, id: id, now: now)
      }
      for row in try Row.fetchAll(db, literal: "SELECT * FROM tasks WHERE filesUntil <= \(now)") {
        let task = TaskRecord(row: row)
        if let node = task.nodeID { try Self.noteRemoval(db, of: task, on: node) }
        try db.run(
          literal: "UPDATE tasks SET filesUntil = NULL, filesRemoved = 1 WHERE sequence = \(task.sequence)")
      }
      for id in try String.fetchAll(db, sql: Self.stuckJobs.replacing("SELECT 1", with: "SELECT jobs.id")) {
        try JobLifecycle.finishIfDone(db, id: id, now: now)
      }
      return (true, try Self.nextTime(db))
    }
  }

  private static func nextTime(_ db: Database) throws -> Timestamp? {
    let times = [
      try Timestamp.fetchOne(db, sql: "SELECT min(deadline) FROM jobs WHERE deadline IS NOT NULL"),
      try Timestamp.fetchOne(db, sql: "SELECT min(wakeTime) FROM jobSchedules WHERE wakeTime IS NOT NULL"),
      try Timestamp.fetchOne(db, sql: "SELECT min(filesUntil) FROM tasks WHERE filesUntil IS NOT NULL"),
    ]
    return times.compactMap(\.self).min()
  }

  /// Jobs that wait for nothing any more, because a node that they waited for
  /// has gone with its pool.
  private static let stuckJobs = """
    SELECT 1 FROM jobs WHERE runningTasks = 0 AND (state IN ('terminating', 'disabling')
        OR (state = 'deleting' AND NOT EXISTS (SELECT 1 FROM jobNodes WHERE jobId = jobs.id)))
      AND NOT EXISTS (SELECT 1 FROM releases WHERE jobId = jobs.id AND state = 'running')
    """

  /// A directory of a task that is to go from a node.
  struct Removal: Hashable {
    var node: String
    var job: String
    var task: String
  }

  /// The first of them on nodes that answer.
  func removals(_ limit: Int) async throws -> [Removal] {
    try await database.read { db in
      try Row.fetchAll(
        db,
        literal: """
          SELECT removals.* FROM removals JOIN nodes ON nodes.id = nodeId
            WHERE nodes.state IN ('idle', 'unusable') LIMIT \(limit)
          """
      ).map { Removal(node: $0["nodeId"], job: $0["jobId"], task: $0["taskId"]) }
    }
  }

  func forget(_ removal: Removal) async throws {
    try await write { db in
      try db.run(
        literal: """
          DELETE FROM removals WHERE nodeId = \(removal.node) AND jobId = \(removal.job) AND taskId = \(removal.task)
          """)
    }
  }
}
