import AzureWire
import GRDB

/// The transitions of a job, each inside the transaction that causes it.
enum JobLifecycle {
  /// Completes a job whose tasks are all completed, when that is what its
  /// `onAllTasksComplete` asks for; and one that is being terminated or
  /// deleted, once nothing of it runs any more.
  static func finishIfDone(_ db: Database, id: String, now: Timestamp) throws {
    guard let job = try JobRecord.fetch(db, id: id), job.counts.running == 0 else { return }
    switch job.state {
    case .active where job.onAllTasksComplete == .terminateJob && job.counts.active == 0:
      try complete(db, job: job, reason: "AllTasksComplete", now: now)
    case .terminating:
      try complete(db, job: job, reason: job.terminateReason ?? "UserTerminate", now: now)
    case .deleting:
      try purgeIfReleased(db, id: job.id)
    default:
      return
    }
  }

  static func terminate(_ db: Database, job: JobRecord, reason: String, now: Timestamp) throws {
    try move(db, job: job, to: .terminating, now: now)
    try db.execute(literal: "UPDATE jobs SET terminateReason = \(reason) WHERE id = \(job.id)")
    try endRunningTasks(db, jobID: job.id)
    try finishIfDone(db, id: job.id, now: now)
  }

  static func delete(_ db: Database, job: JobRecord, now: Timestamp) throws {
    try move(db, job: job, to: .deleting, now: now)
    try endRunningTasks(db, jobID: job.id)
    try finishIfDone(db, id: job.id, now: now)
  }

  /// Removes a deleted job once no node holds anything of it.
  static func purgeIfReleased(_ db: Database, id: String) throws {
    guard let job = try JobRecord.fetch(db, id: id), job.state == .deleting, job.counts.running == 0 else { return }
    let holders = try Int.fetchOne(db, sql: "SELECT count(*) FROM jobNodes WHERE jobId = ?", arguments: [id]) ?? 0
    guard holders == 0 else { return }
    try db.execute(sql: "DELETE FROM jobs WHERE id = ?", arguments: [id])
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
        WHERE jobs.state = 'deleting' AND nodes.state = 'starting' AND nodes.stateTime < \(time)
        """)
    for row in held {
      let (job, node): (String, String) = (row["jobId"], row["nodeId"])
      try db.execute(literal: "INSERT OR IGNORE INTO leftovers (nodeId, jobId) VALUES (\(node), \(job))")
      try db.execute(
        literal: """
          DELETE FROM tasks WHERE jobId = \(job) AND nodeId = \(node) AND state IN ('preparing', 'running')
          """)
      try db.execute(literal: "DELETE FROM jobNodes WHERE jobId = \(job) AND nodeId = \(node)")
      try finishIfDone(db, id: job, now: now)
    }
  }

  private static func endRunningTasks(_ db: Database, jobID: String) throws {
    let info = try JSONText.encode(
      TaskFailureInformation(code: "TaskEnded", message: "The task was ended by user request."))
    try db.execute(
      literal: """
        UPDATE tasks SET endRequest = \(info)
        WHERE jobId = \(jobID) AND state IN ('preparing', 'running') AND endRequest IS NULL
        """)
  }

  private static func complete(_ db: Database, job: JobRecord, reason: String, now: Timestamp) throws {
    try move(db, job: job, to: .completed, now: now)
    try db.execute(
      literal: "UPDATE jobs SET endTime = \(now), terminateReason = \(reason) WHERE id = \(job.id)")
  }

  private static func move(_ db: Database, job: JobRecord, to state: JobState, now: Timestamp) throws {
    try db.execute(
      literal: """
        UPDATE jobs SET previousState = state, previousStateTime = stateTime, state = \(state.rawValue),
          stateTime = \(now), lastModified = \(now), eTag = \(ETag.make(at: now)) WHERE id = \(job.id)
        """)
  }
}
