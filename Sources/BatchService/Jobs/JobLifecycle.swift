import AzureWire
import GRDB

/// The transitions of a job, each inside the transaction that causes it.
enum JobLifecycle {
  /// Takes the steps that follow by themselves from how the job stands; see
  /// ``JobStanding``.
  static func finishIfDone(_ db: Database, id: String, now: Timestamp) throws {
    guard let job = try JobRecord.fetch(db, id: id) else { return }
    // Most ends of tasks lead to nothing; that is known without another look.
    let quick = JobStanding(
      state: job.state, running: job.counts.running, waiting: job.counts.active,
      onAllTasksComplete: job.onAllTasksComplete)
    guard quick.step(hasReleased: true) != .none else { return }
    var standing = quick
    standing.releasing = try JobReleases.runningCount(db, jobID: job.id)
    switch standing.step(hasReleased: try JobReleases.haveBegun(db, job: job)) {
    case .none: return
    case .end: try end(db, job: job, reason: "AllTasksComplete", now: now)
    case .disabled: try move(db, job: job, to: .disabled, now: now)
    case .release:
      try JobReleases.begin(db, job: job, now: now)
      guard try JobReleases.runningCount(db, jobID: job.id) == 0 else { return }
      if job.state == .deleting { try purgeIfReleased(db, id: job.id, now: now) } else { try complete(db, job, now) }
    case .complete: try complete(db, job, now)
    case .purge: try purgeIfReleased(db, id: job.id, now: now)
    }
  }

  private static func complete(_ db: Database, _ job: JobRecord, _ now: Timestamp) throws {
    try complete(db, job: job, reason: job.terminateReason ?? "UserTerminate", now: now)
  }

  /// A job of which nothing runs ends at once, unless nodes are to be released.
  private static func end(_ db: Database, job: JobRecord, reason: String, now: Timestamp) throws {
    if try JobReleases.haveBegun(db, job: job) {
      try complete(db, job: job, reason: reason, now: now)
    } else {
      try terminate(db, job: job, reason: reason, now: now)
    }
  }

  /// What runs is ended on the nodes; what waits stays as it is, and never runs.
  ///
  /// Source: "Terminate a job": tasks in the active state remain there.
  static func terminate(_ db: Database, job: JobRecord, reason: String, now: Timestamp) throws {
    try move(db, job: job, to: .terminating, now: now)
    try db.run(literal: "UPDATE jobs SET terminateReason = \(reason), deadline = NULL WHERE id = \(job.id)")
    try endRunningTasks(db, jobID: job.id)
    try finishIfDone(db, id: job.id, now: now)
  }

  /// Ends it without waiting for its nodes, which are told to end what runs.
  static func terminateAtOnce(_ db: Database, job: JobRecord, reason: String, now: Timestamp) throws {
    try move(db, job: job, to: .terminating, now: now)
    for row in try Row.fetchAll(
      db, literal: "SELECT * FROM tasks WHERE jobId = \(job.id) AND state IN ('preparing', 'running')")
    {
      try TaskLifecycle.complete(
        db, task: TaskRecord(row: row), with: .failure(TaskLifecycle.endedByRequest, exitCode: nil), start: nil,
        end: now, now: now)
    }
    try db.run(literal: "DELETE FROM releases WHERE jobId = \(job.id) AND state = 'running'")
    try complete(db, job: try JobRecord.find(db, id: job.id), reason: reason, now: now)
  }

  /// No task starts any more; what becomes of those that run is the caller's
  /// choice (Batch API, Job - Disable).
  static func disable(_ db: Database, job: JobRecord, _ tasks: DisableTasks, now: Timestamp) throws {
    guard job.state != .disabled else { return }
    if job.state != .disabling { try move(db, job: job, to: .disabling, now: now) }
    switch tasks {
    case .requeue:
      // One that somebody has ended for good does not come back.
      try db.run(
        literal: """
          UPDATE tasks SET endRequest = \(try JSONText.encode(TaskLifecycle.endedByRequest)), isRequeued = 1
          WHERE jobId = \(job.id) AND state IN ('preparing', 'running') AND endRequest IS NULL
          """)
    case .terminate: try endRunningTasks(db, jobID: job.id)
    default: break
    }
    try finishIfDone(db, id: job.id, now: now)
  }

  static func enable(_ db: Database, job: JobRecord, now: Timestamp) throws {
    guard job.state != .active else { return }
    try move(db, job: job, to: .active, now: now)
    try finishIfDone(db, id: job.id, now: now)
  }

  static func delete(_ db: Database, job: JobRecord, now: Timestamp) throws {
    try move(db, job: job, to: .deleting, now: now)
    try db.run(literal: "UPDATE jobs SET deadline = NULL WHERE id = \(job.id)")
    try endRunningTasks(db, jobID: job.id)
    try finishIfDone(db, id: job.id, now: now)
  }

  /// Removes it without waiting for its nodes; they are told to end and
  /// remove what they hold before they get anything of a job of that name.
  static func deleteAtOnce(_ db: Database, job: JobRecord, now: Timestamp) throws {
    try db.run(
      literal: """
        INSERT OR IGNORE INTO leftovers (nodeId, jobId) SELECT nodeId, jobId FROM jobNodes WHERE jobId = \(job.id)
        """)
    try remove(db, job: job, now: now)
  }

  /// Removes a deleted job once no node holds anything of it.
  static func purgeIfReleased(_ db: Database, id: String, now: Timestamp) throws {
    guard let job = try JobRecord.fetch(db, id: id), job.state == .deleting, job.counts.running == 0,
      try JobReleases.runningCount(db, jobID: id) == 0
    else { return }
    let holders = try Int.fetchOne(db, sql: "SELECT count(*) FROM jobNodes WHERE jobId = ?", arguments: [id]) ?? 0
    guard holders == 0 else { return }
    try remove(db, job: job, now: now)
  }

  private static func remove(_ db: Database, job: JobRecord, now: Timestamp) throws {
    try releasePool(db, job, now)
    try db.execute(sql: "DELETE FROM jobs WHERE id = ?", arguments: [job.id])
    try db.execute(sql: "DELETE FROM removals WHERE jobId = ?", arguments: [job.id])
    if let schedule = job.scheduleID { try ScheduleLifecycle.advance(db, id: schedule, now: now) }
  }

  /// Frees jobs that are being deleted from nodes whose agents have been
  /// away since before `time`. When an agent comes back, it is told to end
  /// what still runs and to remove the directories, before it gets anything
  /// of a new job of that name.
  static func abandonDeleted(_ db: Database, onNodesAwaySince time: Timestamp, now: Timestamp) throws {
    let held = try Row.fetchAll(
      db,
      literal: """
        SELECT jobNodes.jobId, jobNodes.nodeId FROM jobs JOIN jobNodes ON jobNodes.jobId = jobs.id
          JOIN nodes ON nodes.id = jobNodes.nodeId
        WHERE jobs.state = 'deleting' AND nodes.state IN ('starting', 'unusable') AND nodes.stateTime < \(time)
        """)
    for row in held {
      let (job, node): (String, String) = (row["jobId"], row["nodeId"])
      try db.run(literal: "INSERT OR IGNORE INTO leftovers (nodeId, jobId) VALUES (\(node), \(job))")
      try db.run(
        literal: """
          DELETE FROM tasks WHERE jobId = \(job) AND nodeId = \(node) AND state IN ('preparing', 'running')
          """)
      try db.run(literal: "DELETE FROM releases WHERE jobId = \(job) AND nodeId = \(node)")
      try db.run(literal: "DELETE FROM jobNodes WHERE jobId = \(job) AND nodeId = \(node)")
      try finishIfDone(db, id: job, now: now)
    }
  }

  private static func endRunningTasks(_ db: Database, jobID: String) throws {
    let info = try JSONText.encode(TaskLifecycle.endedByRequest)
    try db.run(
      literal: """
        UPDATE tasks SET endRequest = coalesce(endRequest, \(info)), isRequeued = 0
        WHERE jobId = \(jobID) AND state IN ('preparing', 'running')
        """)
  }

  private static func complete(_ db: Database, job: JobRecord, reason: String, now: Timestamp) throws {
    try move(db, job: job, to: .completed, now: now)
    try db.run(
      literal: """
        UPDATE jobs SET endTime = \(now), terminateReason = \(reason), deadline = NULL WHERE id = \(job.id)
        """)
    try releasePool(db, job, now)
    if let schedule = job.scheduleID { try ScheduleLifecycle.advance(db, id: schedule, now: now) }
  }

  private static func releasePool(_ db: Database, _ job: JobRecord, _ now: Timestamp) throws {
    try AutoPools.release(db, of: .job(job.id), job: try JSONText.decode(JSONValue.self, job.spec), now: now)
  }

  private static func move(_ db: Database, job: JobRecord, to state: JobState, now: Timestamp) throws {
    try db.run(
      literal: """
        UPDATE jobs SET previousState = state, previousStateTime = stateTime, state = \(state.rawValue),
          stateTime = \(now), lastModified = \(now), eTag = \(ETag.make(at: now)) WHERE id = \(job.id)
        """)
  }
}
