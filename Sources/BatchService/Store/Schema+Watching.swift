import GRDB

/// What came to the tables so that ends of tasks cost the same in a small job
/// and in a large one.
extension Schema {
  static func addWatching(_ db: Database) throws {
    try db.execute(
      sql: """
        -- The one that a blocked task waits for, by its id or its number; see Dependencies.
        ALTER TABLE tasks ADD COLUMN watchedId TEXT COLLATE NOCASE;
        ALTER TABLE tasks ADD COLUMN watchedNumber INTEGER;
        CREATE INDEX tasksWatchingId ON tasks(jobId, watchedId) WHERE blocked = 1;
        CREATE INDEX tasksWatchingNumber ON tasks(jobId, watchedNumber) WHERE blocked = 1;
        DROP INDEX tasksBlocked;
        DROP TRIGGER countUpdated;
        """ + countUpdated)
    for row in try Row.fetchAll(db, sql: "SELECT sequence, jobId, spec FROM tasks WHERE blocked = 1") {
      try Dependencies.look(db, at: row["sequence"], spec: row["spec"], jobID: row["jobId"])
    }
  }
}
