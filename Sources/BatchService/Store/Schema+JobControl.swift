import AzureWire
import GRDB

/// What came to the tables with job schedules, with jobs that are disabled,
/// and with limits of time.
extension Schema {
  static func addJobControl(_ db: Database) throws {
    try db.execute(sql: jobColumns + taskColumns + releases + removals + lifetime + jobSchedules)
    try fillFromDescriptions(db)
  }

  private static let jobColumns = """
    ALTER TABLE jobs ADD COLUMN onTaskFailure TEXT NOT NULL DEFAULT 'noaction';
    ALTER TABLE jobs ADD COLUMN maxParallelTasks INTEGER NOT NULL DEFAULT -1;
    -- When its time is up; null without limit, and once it has ended.
    ALTER TABLE jobs ADD COLUMN deadline INTEGER;
    ALTER TABLE jobs ADD COLUMN managerTaskId TEXT COLLATE NOCASE;
    -- The schedule that made it, and its number there.
    ALTER TABLE jobs ADD COLUMN scheduleId TEXT COLLATE NOCASE;
    ALTER TABLE jobs ADD COLUMN scheduleNumber INTEGER;
    CREATE INDEX jobsByDeadline ON jobs(deadline) WHERE deadline IS NOT NULL;
    CREATE INDEX jobsBySchedule ON jobs(scheduleId, id) WHERE scheduleId IS NOT NULL;

    """

  private static let taskColumns = """
    -- Whether its node runs nothing beside it.
    ALTER TABLE tasks ADD COLUMN isExclusive INTEGER NOT NULL DEFAULT 0;
    -- Whether the end that was asked for leads back into the queue.
    ALTER TABLE tasks ADD COLUMN isRequeued INTEGER NOT NULL DEFAULT 0;
    -- How long its directory is kept after its end, and until when.
    ALTER TABLE tasks ADD COLUMN retention INTEGER NOT NULL DEFAULT 6048000000000;
    ALTER TABLE tasks ADD COLUMN filesUntil INTEGER;
    ALTER TABLE tasks ADD COLUMN filesRemoved INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX tasksByRetention ON tasks(filesUntil) WHERE filesUntil IS NOT NULL;

    """

  /// The release task of a job on each node that was prepared for it.
  private static let releases = """
    CREATE TABLE releases (
      jobId TEXT NOT NULL COLLATE NOCASE REFERENCES jobs(id) ON DELETE CASCADE,
      nodeId TEXT NOT NULL COLLATE NOCASE REFERENCES nodes(id) ON DELETE CASCADE,
      runId TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL,
      startTime INTEGER NOT NULL,
      endTime INTEGER,
      result TEXT,
      exitCode INTEGER,
      failureInfo TEXT,
      PRIMARY KEY (jobId, nodeId)
    ) WITHOUT ROWID;
    CREATE INDEX releasesOnNode ON releases(nodeId) WHERE state = 'running';

    """

  /// Directories of tasks that are to go from nodes; a row goes when the
  /// node says that it is done.
  private static let removals = """
    CREATE TABLE removals (
      nodeId TEXT NOT NULL COLLATE NOCASE REFERENCES nodes(id) ON DELETE CASCADE,
      jobId TEXT NOT NULL COLLATE NOCASE,
      taskId TEXT NOT NULL COLLATE NOCASE,
      PRIMARY KEY (nodeId, jobId, taskId)
    ) WITHOUT ROWID;

    """

  /// One row: what tasks did that are gone.
  private static let lifetime = """
    CREATE TABLE lifetime (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      since INTEGER NOT NULL,
      succeeded INTEGER NOT NULL DEFAULT 0,
      failed INTEGER NOT NULL DEFAULT 0,
      retries INTEGER NOT NULL DEFAULT 0,
      wallClock INTEGER NOT NULL DEFAULT 0,
      waiting INTEGER NOT NULL DEFAULT 0
    );
    CREATE TRIGGER lifetimeOfDeleted AFTER DELETE ON tasks BEGIN
      INSERT INTO lifetime (only, since) VALUES (1, OLD.creationTime) ON CONFLICT DO NOTHING;
      UPDATE lifetime SET since = min(since, OLD.creationTime),
        succeeded = succeeded + (OLD.result IS 'success'), failed = failed + (OLD.result IS 'failure'),
        retries = retries + OLD.retryCount,
        wallClock = wallClock + coalesce(OLD.endTime - OLD.startTime, 0),
        waiting = waiting + coalesce(OLD.startTime - OLD.creationTime, 0);
    END;

    """

  private static let jobSchedules = """
    CREATE TABLE jobSchedules (
      id TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
      state TEXT NOT NULL,
      stateTime INTEGER NOT NULL,
      previousState TEXT,
      previousStateTime INTEGER,
      creationTime INTEGER NOT NULL,
      lastModified INTEGER NOT NULL,
      eTag TEXT NOT NULL,
      doNotRunUntil INTEGER,
      doNotRunAfter INTEGER,
      -- When the last job was due.
      lastRunTime INTEGER,
      -- When the job that comes next is due; null when none will come.
      nextRunTime INTEGER,
      -- When it must be looked after again; null when only its job's end can change anything.
      wakeTime INTEGER,
      lastNumber INTEGER NOT NULL DEFAULT 0,
      recentJobId TEXT,
      endTime INTEGER,
      spec TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX jobSchedulesByWakeTime ON jobSchedules(wakeTime) WHERE wakeTime IS NOT NULL;

    """

  /// Jobs and tasks that are there say in their descriptions what the new
  /// columns hold.
  private static func fillFromDescriptions(_ db: Database) throws {
    struct Part: Decodable {
      var constraints: JobConstraints?
    }
    try db.execute(
      sql: """
        UPDATE jobs SET onTaskFailure = coalesce(json_extract(spec, '$.onTaskFailure'), 'noaction'),
          maxParallelTasks = coalesce(json_extract(spec, '$.maxParallelTasks'), -1)
        """)
    for row in try Row.fetchAll(db, sql: "SELECT id, creationTime, spec FROM jobs WHERE state <> 'completed'") {
      guard let limit = try JSONText.decode(Part.self, row["spec"]).constraints?.maxWallClockTime, !limit.isUnlimited
      else { continue }
      let created: Timestamp = row["creationTime"]
      try db.execute(
        literal: """
          UPDATE jobs SET deadline = \(created.advanced(bySeconds: limit.seconds)) WHERE id = \(row["id"] as String)
          """)
    }
  }
}
