package import GRDB

/// The tables of the service, as a list of migrations that only grows.
///
/// Times are units of 100 ns since 1970 (``Timestamp/ticks``). Ids compare
/// without case. A job's and a task's own description is kept as JSON in
/// `spec`, defaults filled in, without the members that change.
package enum Schema {
  package static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 jobs, tasks, pools, nodes, blobs") { db in
      try db.execute(sql: pools + jobs + tasks + countTriggers + nodes + blobs)
    }
    migrator.registerMigration("2 jobs with work, leftovers, metadata of containers") { db in
      try db.execute(sql: workIndexes + leftovers + containerMetadata)
    }
    migrator.registerMigration("job control: schedules, releases, limits of time", migrate: addJobControl)
    migrator.registerMigration("pool control: resizes, autoscale, start tasks", migrate: addPoolControl)
    migrator.registerMigration("blobs: headers, committed blocks", migrate: addBlobDetails)
    migrator.registerMigration("tasks: time of the last requeue") { db in
      try db.execute(sql: "ALTER TABLE tasks ADD COLUMN lastRequeueTime INTEGER")
    }
    migrator.registerMigration("pools: whose end they do not outlive") { db in
      try db.execute(
        sql: """
          ALTER TABLE pools ADD COLUMN owner TEXT COLLATE NOCASE;
          CREATE INDEX poolsByOwner ON pools(owner) WHERE owner IS NOT NULL;
          """)
    }
    migrator.registerMigration("tasks: watched dependencies, one change of counts", migrate: addWatching)
    migrator.registerMigration("jobs: the first task that may start", migrate: addFirstTask)
    migrator.registerMigration("blobs: the copy that made them") { db in
      try db.execute(sql: "ALTER TABLE blobs ADD COLUMN copy TEXT")
    }
    migrator.registerMigration("descriptions without secrets", migrate: removeSecrets)
    return migrator
  }

  private static let pools = """
    CREATE TABLE pools (
      id TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
      state TEXT NOT NULL,
      creationTime INTEGER NOT NULL,
      lastModified INTEGER NOT NULL,
      eTag TEXT NOT NULL,
      targetDedicatedNodes INTEGER NOT NULL,
      taskSlotsPerNode INTEGER NOT NULL,
      vmSize TEXT NOT NULL,
      spec TEXT NOT NULL
    ) WITHOUT ROWID;

    """

  private static let jobs = """
    CREATE TABLE jobs (
      id TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
      incarnation TEXT NOT NULL UNIQUE,
      state TEXT NOT NULL,
      stateTime INTEGER NOT NULL,
      previousState TEXT,
      previousStateTime INTEGER,
      creationTime INTEGER NOT NULL,
      lastModified INTEGER NOT NULL,
      eTag TEXT NOT NULL,
      poolId TEXT NOT NULL COLLATE NOCASE,
      priority INTEGER NOT NULL,
      maxTaskRetryCount INTEGER NOT NULL,
      usesTaskDependencies INTEGER NOT NULL,
      onAllTasksComplete TEXT NOT NULL,
      startTime INTEGER NOT NULL,
      endTime INTEGER,
      terminateReason TEXT,
      activeTasks INTEGER NOT NULL DEFAULT 0,
      runningTasks INTEGER NOT NULL DEFAULT 0,
      succeededTasks INTEGER NOT NULL DEFAULT 0,
      failedTasks INTEGER NOT NULL DEFAULT 0,
      activeSlots INTEGER NOT NULL DEFAULT 0,
      runningSlots INTEGER NOT NULL DEFAULT 0,
      succeededSlots INTEGER NOT NULL DEFAULT 0,
      failedSlots INTEGER NOT NULL DEFAULT 0,
      spec TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX jobsByState ON jobs(state);

    """

  private static let tasks = """
    CREATE TABLE tasks (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      jobId TEXT NOT NULL COLLATE NOCASE REFERENCES jobs(id) ON DELETE CASCADE,
      id TEXT NOT NULL COLLATE NOCASE,
      -- The id as a number, where it is one: what ranges of dependencies see.
      number INTEGER,
      state TEXT NOT NULL,
      stateTime INTEGER NOT NULL,
      previousState TEXT,
      previousStateTime INTEGER,
      creationTime INTEGER NOT NULL,
      lastModified INTEGER NOT NULL,
      eTag TEXT NOT NULL,
      requiredSlots INTEGER NOT NULL,
      maxTaskRetryCount INTEGER NOT NULL,
      maxWallClock INTEGER NOT NULL,
      retryCount INTEGER NOT NULL DEFAULT 0,
      requeueCount INTEGER NOT NULL DEFAULT 0,
      lastRetryTime INTEGER,
      startTime INTEGER,
      endTime INTEGER,
      exitCode INTEGER,
      result TEXT,
      failureInfo TEXT,
      -- Whether tasks that depend on this one may go on.
      satisfied INTEGER NOT NULL DEFAULT 0,
      -- Whether a task this one depends on has not been satisfied yet.
      blocked INTEGER NOT NULL DEFAULT 0,
      nodeId TEXT,
      -- The run that was handed to the node last.
      runId TEXT,
      -- Why the run is to be ended, as JSON, once that has been asked for.
      endRequest TEXT,
      spec TEXT NOT NULL,
      UNIQUE (jobId, id)
    );
    CREATE INDEX tasksRunnable ON tasks(sequence) WHERE state = 'active' AND blocked = 0;
    CREATE INDEX tasksBlocked ON tasks(jobId) WHERE blocked = 1;
    CREATE INDEX tasksUnsatisfied ON tasks(jobId, number) WHERE satisfied = 0;
    CREATE INDEX tasksByNumber ON tasks(jobId, number) WHERE number IS NOT NULL;
    CREATE UNIQUE INDEX tasksByRun ON tasks(runId) WHERE runId IS NOT NULL;
    CREATE INDEX tasksOnNode ON tasks(nodeId) WHERE state IN ('preparing', 'running');

    """

  /// The counts of a job follow its tasks inside the same transaction.
  private static let countTriggers = """
    CREATE TRIGGER countInserted AFTER INSERT ON tasks BEGIN \(countChange(added: "NEW")) END;
    CREATE TRIGGER countUpdated AFTER UPDATE OF state, result ON tasks
      BEGIN \(countChange(removed: "OLD")) \(countChange(added: "NEW")) END;
    CREATE TRIGGER countDeleted AFTER DELETE ON tasks BEGIN \(countChange(removed: "OLD")) END;

    """

  /// The trigger of that name as it is since watching came: it writes the
  /// job's row once.
  static let countUpdated = """
    CREATE TRIGGER countUpdated AFTER UPDATE OF state, result ON tasks
      BEGIN \(countChange(removed: "OLD", added: "NEW")) END;
    """

  /// The change of a job's counts by a task as it was, as it is, or both.
  ///
  /// - Parameter also: more to set in the same write.
  static func countChange(removed: String? = nil, added: String? = nil, also: [String] = []) -> String {
    func terms(_ suffix: String, _ condition: (_ row: String) -> String) -> String {
      let parts = [(" - ", removed), (" + ", added)].compactMap { sign, row in
        row.map { sign + condition($0) + (suffix == "Slots" ? " * \($0).requiredSlots" : "") }
      }
      return parts.joined()
    }
    let states: [(name: String, condition: (String) -> String)] = [
      ("active", { "(\($0).state = 'active')" }), ("running", { "(\($0).state IN ('preparing', 'running'))" }),
      ("succeeded", { "(\($0).state = 'completed' AND \($0).result = 'success')" }),
      ("failed", { "(\($0).state = 'completed' AND \($0).result = 'failure')" }),
    ]
    let columns = states.flatMap { name, condition in
      ["Tasks", "Slots"].map { "\(name)\($0) = \(name)\($0)\(terms($0, condition))" }
    }
    return "UPDATE jobs SET \((columns + also).joined(separator: ", ")) WHERE id = \(added ?? removed ?? "").jobId;"
  }

  private static let nodes = """
    CREATE TABLE nodes (
      id TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
      poolId TEXT NOT NULL COLLATE NOCASE REFERENCES pools(id) ON DELETE CASCADE,
      state TEXT NOT NULL,
      stateTime INTEGER NOT NULL,
      allocationTime INTEGER NOT NULL,
      slots INTEGER NOT NULL,
      -- SHA-256 of the node's token; the token itself is the agent's alone.
      tokenHash TEXT NOT NULL,
      totalTasksRun INTEGER NOT NULL DEFAULT 0,
      totalTasksSucceeded INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE TABLE preparations (
      jobIncarnation TEXT NOT NULL REFERENCES jobs(incarnation) ON DELETE CASCADE,
      nodeId TEXT NOT NULL,
      result TEXT NOT NULL,
      exitCode INTEGER,
      failureInfo TEXT,
      startTime INTEGER,
      endTime INTEGER NOT NULL,
      retryCount INTEGER NOT NULL,
      PRIMARY KEY (jobIncarnation, nodeId)
    ) WITHOUT ROWID;
    -- Nodes that hold directories of a job; a row goes when the node says
    -- that it has removed them.
    CREATE TABLE jobNodes (
      jobId TEXT NOT NULL COLLATE NOCASE REFERENCES jobs(id) ON DELETE CASCADE,
      nodeId TEXT NOT NULL REFERENCES nodes(id) ON DELETE CASCADE,
      PRIMARY KEY (jobId, nodeId)
    ) WITHOUT ROWID;

    """

  /// A look for work passes over ended jobs, and over the tasks that they
  /// will never run.
  private static let workIndexes = """
    CREATE INDEX jobsWithWork ON jobs(poolId, priority DESC) WHERE state = 'active' AND activeTasks > 0;
    DROP INDEX tasksRunnable;
    CREATE INDEX tasksRunnable ON tasks(jobId, sequence) WHERE state = 'active' AND blocked = 0;

    """

  /// Jobs that were deleted while a node that had died held directories, and
  /// perhaps runs, of them; a row goes when the node has removed them.
  private static let leftovers = """
    CREATE TABLE leftovers (
      nodeId TEXT NOT NULL REFERENCES nodes(id) ON DELETE CASCADE,
      jobId TEXT NOT NULL COLLATE NOCASE,
      PRIMARY KEY (nodeId, jobId)
    ) WITHOUT ROWID;

    """

  private static let containerMetadata = "ALTER TABLE containers ADD COLUMN metadata TEXT"

  private static let blobs = """
    CREATE TABLE containers (
      name TEXT NOT NULL PRIMARY KEY,
      lastModified INTEGER NOT NULL,
      eTag TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE blobs (
      container TEXT NOT NULL REFERENCES containers(name) ON DELETE CASCADE,
      name TEXT NOT NULL,
      -- The file below the directory of blobs that holds the bytes.
      file TEXT NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      contentType TEXT NOT NULL,
      contentMD5 TEXT,
      creationTime INTEGER NOT NULL,
      lastModified INTEGER NOT NULL,
      eTag TEXT NOT NULL,
      metadata TEXT,
      PRIMARY KEY (container, name)
    ) WITHOUT ROWID;
    CREATE TABLE blocks (
      container TEXT NOT NULL REFERENCES containers(name) ON DELETE CASCADE,
      blob TEXT NOT NULL,
      blockId TEXT NOT NULL,
      file TEXT NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      PRIMARY KEY (container, blob, blockId)
    ) WITHOUT ROWID;
    """
}
