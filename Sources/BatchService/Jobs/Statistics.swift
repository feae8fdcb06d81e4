package import AzureWire
import GRDB

/// What tasks have used, as `$expand=stats` and lifetime statistics tell it.
///
/// Times of tasks are measured from their last start to their end; nodes
/// measure neither processor time nor traffic, which are told as nothing.
/// Source: Batch API, JobStatistics, TaskStatistics.
package struct Statistics {
  package var start: Timestamp
  package var lastUpdate: Timestamp
  package var succeeded: Int
  package var failed: Int
  package var retries: Int
  /// Units of 100 ns, summed over all tasks.
  package var wallClock: Int64
  /// Units of 100 ns from a task's creation to its start, summed.
  package var waiting: Int64
  /// A task's statistics count no tasks.
  package var countsTasks = true

  private static let sums = """
    coalesce(sum(result = 'success'), 0) AS succeeded, coalesce(sum(result = 'failure'), 0) AS failed,
      coalesce(sum(retryCount), 0) AS retries,
      coalesce(sum(CASE WHEN startTime IS NULL OR state = 'active' THEN 0
        WHEN endTime IS NOT NULL THEN max(endTime - startTime, 0) ELSE max(:now - startTime, 0) END), 0) AS wallClock,
      coalesce(sum(CASE WHEN startTime IS NULL OR state = 'active' THEN 0
        ELSE max(startTime - creationTime, 0) END), 0) AS waiting
    """

  static func of(_ job: JobRecord, _ db: Database, now: Timestamp) throws -> Statistics {
    try read(db, "SELECT \(sums) FROM tasks WHERE jobId = :job", ["job": job.id, "now": now], from: job.creationTime)
      .updated(at: now)
  }

  static func of(_ task: TaskRecord, _ db: Database, now: Timestamp) throws -> Statistics {
    var result = try read(
      db, "SELECT \(sums) FROM tasks WHERE sequence = :task", ["task": task.sequence, "now": now],
      from: task.creationTime
    ).updated(at: now)
    result.countsTasks = false
    return result
  }

  /// Those of all jobs that a schedule has made and that are still there.
  static func ofSchedule(_ id: String, since creation: Timestamp, _ db: Database, now: Timestamp) throws -> Statistics {
    try read(
      db, "SELECT \(sums) FROM tasks WHERE jobId IN (SELECT id FROM jobs WHERE scheduleId = :schedule)",
      ["schedule": id, "now": now], from: creation
    ).updated(at: now)
  }

  /// Those of everything this service ever ran.
  static func ofLifetime(_ db: Database, now: Timestamp) throws -> Statistics {
    var result = try read(db, "SELECT \(sums) FROM tasks", ["now": now], from: now).updated(at: now)
    if let first = try Timestamp.fetchOne(db, sql: "SELECT min(creationTime) FROM jobs") { result.start = first }
    if let gone = try Row.fetchOne(db, sql: "SELECT * FROM lifetime") {
      result.start = min(result.start, gone["since"])
      result.succeeded += gone["succeeded"] as Int
      result.failed += gone["failed"] as Int
      result.retries += gone["retries"] as Int
      result.wallClock += gone["wallClock"] as Int64
      result.waiting += gone["waiting"] as Int64
    }
    return result
  }

  private static func read(
    _ db: Database, _ sql: String, _ arguments: StatementArguments, from start: Timestamp
  ) throws -> Statistics {
    let row = try Row.fetchOne(db, sql: sql, arguments: arguments)
    return Statistics(
      start: start, lastUpdate: start, succeeded: row?["succeeded"] ?? 0, failed: row?["failed"] ?? 0,
      retries: row?["retries"] ?? 0, wallClock: row?["wallClock"] ?? 0, waiting: row?["waiting"] ?? 0)
  }

  private func updated(at now: Timestamp) -> Statistics {
    var result = self
    result.lastUpdate = now
    return result
  }

  /// Large numbers are texts, as Batch writes them.
  func json(url: String) -> JSONMembers {
    var members = JSONMembers()
    members.add("url", url)
    members.add("startTime", start)
    members.add("lastUpdateTime", lastUpdate)
    members.add("userCPUTime", "PT0S")
    members.add("kernelCPUTime", "PT0S")
    members.add("wallClockTime", WireDuration(ticks: wallClock).iso8601)
    members.add("readIOps", "0")
    members.add("writeIOps", "0")
    members.add("readIOGiB", json: "0.0")
    members.add("writeIOGiB", json: "0.0")
    if countsTasks {
      members.add("numSucceededTasks", String(succeeded))
      members.add("numFailedTasks", String(failed))
      members.add("numTaskRetries", String(retries))
    }
    members.add("waitTime", WireDuration(ticks: waiting).iso8601)
    return members
  }
}
