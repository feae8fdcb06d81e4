import GRDB

/// What came to the tables so that a look for work reads as many jobs as it
/// takes tasks from, however many have work.
extension Schema {
  static func addFirstTask(_ db: Database) throws {
    try db.execute(
      sql: """
        -- The one that was added first of the tasks that may start.
        ALTER TABLE jobs ADD COLUMN firstTask INTEGER;
        UPDATE jobs SET firstTask = \(firstTask(of: "jobs.id")) WHERE activeTasks > 0;
        DROP INDEX jobsWithWork;
        CREATE INDEX jobsWithWork ON jobs(poolId, priority DESC, firstTask)
          WHERE state = 'active' AND firstTask IS NOT NULL;
        DROP TRIGGER countInserted;
        DROP TRIGGER countUpdated;
        DROP TRIGGER countDeleted;
        CREATE TRIGGER countInserted AFTER INSERT ON tasks BEGIN \(change(added: "NEW")) END;
        CREATE TRIGGER countUpdated AFTER UPDATE OF state, result, blocked ON tasks
          BEGIN \(change(removed: "OLD", added: "NEW")) END;
        CREATE TRIGGER countDeleted AFTER DELETE ON tasks BEGIN \(change(removed: "OLD")) END;
        """)
  }

  private static func change(removed: String? = nil, added: String? = nil) -> String {
    let row = added ?? removed ?? ""
    return countChange(removed: removed, added: added, also: ["firstTask = \(firstTask(of: row + ".jobId"))"])
  }

  private static func firstTask(of job: String) -> String {
    "(SELECT min(sequence) FROM tasks WHERE jobId = \(job) AND state = 'active' AND blocked = 0)"
  }
}
