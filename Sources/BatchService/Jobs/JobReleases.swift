import AzureWire
import GRDB

/// The release tasks of jobs: at a job's end one run on each node where its
/// preparation succeeded and tasks of it have run.
///
/// Source: Batch API, JobReleaseTask.
enum JobReleases {
  /// A release that is under way, as a node is told of it.
  struct Running {
    var jobID: String
    var runID: String
  }

  /// Starts them; none where the job describes none or no node was prepared.
  static func begin(_ db: Database, job: JobRecord, now: Timestamp) throws {
    guard try isDescribed(by: job) else { return }
    let nodes = try String.fetchAll(
      db,
      literal: """
        SELECT preparations.nodeId FROM preparations JOIN jobNodes
          ON jobNodes.nodeId = preparations.nodeId AND jobNodes.jobId = \(job.id)
        WHERE jobIncarnation = \(job.incarnation) AND result = 'success'
        """)
    for node in nodes {
      try db.run(
        literal: """
          INSERT INTO releases (jobId, nodeId, runId, state, startTime)
          VALUES (\(job.id), \(node), \(Identifier.make()), 'running', \(now)) ON CONFLICT DO NOTHING
          """)
    }
  }

  /// Whether there are none to start: the job has none, they were started
  /// before, or the job had ended before it was deleted.
  static func haveBegun(_ db: Database, job: JobRecord) throws -> Bool {
    guard try isDescribed(by: job), job.endTime == nil else { return true }
    return try Int.fetchOne(db, literal: "SELECT count(*) FROM releases WHERE jobId = \(job.id)") ?? 0 > 0
  }

  static func runningCount(_ db: Database, jobID: String) throws -> Int {
    try Int.fetchOne(db, literal: "SELECT count(*) FROM releases WHERE jobId = \(jobID) AND state = 'running'") ?? 0
  }

  static func running(on nodeID: String, _ db: Database) throws -> [Running] {
    try Row.fetchAll(
      db, literal: "SELECT jobId, runId FROM releases WHERE nodeId = \(nodeID) AND state = 'running' ORDER BY jobId"
    ).map { Running(jobID: $0["jobId"], runID: $0["runId"]) }
  }

  /// Records the end of a run, if it is one of a release.
  static func record(_ db: Database, runID: String, end: RunEnd, now: Timestamp) throws {
    guard
      let job = try String.fetchOne(
        db, literal: "SELECT jobId FROM releases WHERE runId = \(runID) AND state = 'running'")
    else { return }
    if end.outcome == .lost || end.outcome == .returned {
      // Nobody saw its end, or it had none: it runs again, as after a failure of the node.
      try db.run(literal: "UPDATE releases SET runId = \(Identifier.make()) WHERE runId = \(runID)")
      return
    }
    let (exitCode, info) = TaskLifecycle.parts(of: end)
    try db.run(
      literal: """
        UPDATE releases SET state = 'completed', startTime = \(end.start ?? now), endTime = \(end.end),
          result = \((info == nil ? TaskResult.success : .failure).rawValue), exitCode = \(exitCode),
          failureInfo = \(try info.map { try JSONText.encode($0) })
        WHERE runId = \(runID)
        """)
    try JobLifecycle.finishIfDone(db, id: job, now: now)
  }

  private static func isDescribed(by job: JobRecord) throws -> Bool {
    struct Part: Decodable {
      var jobReleaseTask: JobReleaseTask?
    }
    return try JSONText.decode(Part.self, job.spec).jobReleaseTask != nil
  }
}
