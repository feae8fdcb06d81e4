import AzureWire
import GRDB

/// Whether the tasks that a task depends on let it go on.
///
/// A task that may not go on watches one of those that keep it, the last that
/// is likely to end. Only when that one lets it go on is the task looked at
/// again: what the ends of tasks cost does not grow with the number of tasks
/// that wait.
///
/// Source: "Create task dependencies to run tasks that depend on other tasks"
/// (Azure Batch). A range sees ids that are whole numbers, whatever their
/// leading zeros, and every number of it must be satisfied.
enum Dependencies {
  /// A task that is not satisfied, or not there.
  enum Obstacle: Equatable {
    case id(String)
    case number(Int64)

    var id: String? { if case .id(let id) = self { id } else { nil } }
    var number: Int64? { if case .number(let number) = self { number } else { nil } }
  }

  /// - Returns: nil when all are satisfied.
  static func obstacle(_ db: Database, _ dependencies: TaskDependencies, jobID: String) throws -> Obstacle? {
    for range in dependencies.taskIdRanges ?? [] {
      if let number = try obstacle(db, range, jobID: jobID) { return .number(number) }
    }
    for id in (dependencies.taskIds ?? []).reversed() {
      let satisfied = try Bool.fetchOne(
        db, literal: "SELECT satisfied FROM tasks WHERE jobId = \(jobID) AND id = \(id)")
      guard satisfied == true else { return .id(id) }
    }
    return nil
  }

  private static func obstacle(_ db: Database, _ range: TaskIDRange, jobID: String) throws -> Int64? {
    let last = try Int64.fetchOne(
      db,
      literal: """
        SELECT number FROM tasks WHERE jobId = \(jobID) AND number BETWEEN \(range.start) AND \(range.end)
          AND satisfied = 0 AND NOT EXISTS (SELECT 1 FROM tasks AS twin WHERE twin.jobId = tasks.jobId
            AND twin.number = tasks.number AND twin.satisfied = 1) ORDER BY number DESC LIMIT 1
        """)
    if let last { return last }
    let (start, end) = (Int64(range.start), Int64(range.end))
    // Most that are added in order lack their end while they lack any.
    guard try isThere(db, end, jobID: jobID) else { return end }
    let present = try Int64.fetchOne(
      db,
      literal: """
        SELECT count(DISTINCT number) FROM tasks WHERE jobId = \(jobID) AND number BETWEEN \(start) AND \(end)
        """)
    if present == end - start + 1 { return nil }
    guard try isThere(db, start, jobID: jobID) else { return start }
    return try Int64.fetchOne(
      db,
      literal: """
        SELECT number - 1 FROM tasks WHERE jobId = \(jobID) AND number BETWEEN \(start) + 1 AND \(end)
          AND NOT EXISTS (SELECT 1 FROM tasks AS other WHERE other.jobId = tasks.jobId
            AND other.number = tasks.number - 1) ORDER BY number DESC LIMIT 1
        """)
  }

  private static func isThere(_ db: Database, _ number: Int64, jobID: String) throws -> Bool {
    try Int.fetchOne(db, literal: "SELECT 1 FROM tasks WHERE jobId = \(jobID) AND number = \(number) LIMIT 1") != nil
  }

  /// Looks again at the tasks that watch one which is satisfied now.
  static func release(_ db: Database, watching task: TaskRecord) throws {
    let waiting = try Row.fetchAll(
      db,
      literal: """
        SELECT sequence, spec FROM tasks WHERE jobId = \(task.jobID) AND watchedId = \(task.id) AND blocked = 1
        UNION ALL SELECT sequence, spec FROM tasks
          WHERE jobId = \(task.jobID) AND watchedNumber = \(Int64(task.id)) AND blocked = 1
        """)
    for row in waiting { try look(db, at: row["sequence"], spec: row["spec"], jobID: task.jobID) }
  }

  /// Finds out what a task that is blocked waits for; nothing any more frees
  /// it.
  static func look(_ db: Database, at sequence: Int64, spec: String, jobID: String) throws {
    struct Part: Decodable {
      var dependsOn: TaskDependencies
    }
    let obstacle = try obstacle(db, JSONText.decode(Part.self, spec).dependsOn, jobID: jobID)
    try db.run(
      literal: """
        UPDATE tasks SET blocked = \(obstacle != nil), watchedId = \(obstacle?.id), watchedNumber = \(obstacle?.number)
        WHERE sequence = \(sequence)
        """)
  }
}
