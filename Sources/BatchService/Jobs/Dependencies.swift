import AzureWire
import GRDB

/// Whether the tasks that a task depends on let it go on.
///
/// Source: "Create task dependencies to run tasks that depend on other tasks"
/// (Azure Batch). A range sees ids that are whole numbers, whatever their
/// leading zeros, and every number of it must be satisfied.
enum Dependencies {
  static func areSatisfied(_ db: Database, _ dependencies: TaskDependencies, jobID: String) throws -> Bool {
    for id in dependencies.taskIds ?? [] {
      let satisfied = try Bool.fetchOne(
        db, literal: "SELECT satisfied FROM tasks WHERE jobId = \(jobID) AND id = \(id)")
      guard satisfied == true else { return false }
    }
    for range in dependencies.taskIdRanges ?? [] {
      guard try isSatisfied(db, range, jobID: jobID) else { return false }
    }
    return true
  }

  private static func isSatisfied(_ db: Database, _ range: TaskIDRange, jobID: String) throws -> Bool {
    // The first unsatisfied number answers most questions by one look into the index.
    let unsatisfied = try Int.fetchOne(
      db,
      literal: """
        SELECT 1 FROM tasks WHERE jobId = \(jobID) AND number BETWEEN \(range.start) AND \(range.end)
          AND satisfied = 0 AND NOT EXISTS (SELECT 1 FROM tasks AS twin WHERE twin.jobId = tasks.jobId
            AND twin.number = tasks.number AND twin.satisfied = 1) LIMIT 1
        """)
    guard unsatisfied == nil else { return false }
    let present = try Int.fetchOne(
      db,
      literal: """
        SELECT count(DISTINCT number) FROM tasks
        WHERE jobId = \(jobID) AND number BETWEEN \(range.start) AND \(range.end)
        """)
    return present == range.end - range.start + 1
  }

  /// Frees the tasks of the job whose dependencies have come to be satisfied.
  static func release(_ db: Database, jobID: String) throws {
    let blocked = try Row.fetchAll(
      db, literal: "SELECT sequence, spec FROM tasks WHERE jobId = \(jobID) AND blocked = 1")
    for row in blocked {
      struct Part: Decodable {
        var dependsOn: TaskDependencies
      }
      let dependencies = try JSONText.decode(Part.self, row["spec"]).dependsOn
      if try areSatisfied(db, dependencies, jobID: jobID) {
        try db.execute(literal: "UPDATE tasks SET blocked = 0 WHERE sequence = \(row["sequence"] as Int64)")
      }
    }
  }
}
