package import AzureWire
package import GRDB

/// One exchange with a node: what it tells is recorded, and what it should
/// do is worked out, in one transaction.
///
/// The instructions are the difference between what the database says and
/// what the node says. They may be told any number of times.
extension Store {
  /// Takes down what a node tells.
  ///
  /// - Returns: whether there may be something to do at a time that was not
  ///   known before.
  @discardableResult
  package func record(_ report: NodeReport, from node: NodeRecord, now: Timestamp) async throws -> Bool {
    try await write { try Self.record($0, report, from: node, now: now) }
  }

  private static func record(
    _ db: Database, _ report: NodeReport, from node: NodeRecord, now: Timestamp
  ) throws -> Bool {
    var concernsTime = false
    if let trouble = report.trouble {
      try NodeLifecycle.trouble(db, nodeID: node.id, trouble, now: now)
    } else {
      try NodeLifecycle.greet(db, nodeID: node.id, now: now)
    }
    for preparation in report.preparations {
      // Nothing but a start task is without a job.
      if preparation.jobID.isEmpty {
        try NodeLifecycle.recordStart(db, nodeID: node.id, preparation, now: now)
      } else {
        try Self.record(db, preparation, node: node)
      }
    }
    for run in report.runs {
      switch run.state {
      case .preparing: continue
      case .running(let start): try TaskLifecycle.started(db, runID: run.runID, start: start)
      case .ended(let end):
        if let task = try TaskLifecycle.record(db, runID: run.runID, end: end, now: now) {
          concernsTime = concernsTime || task.isScheduled || task.retention < .days(1)
        } else {
          try JobReleases.record(db, runID: run.runID, end: end, now: now)
        }
      }
    }
    for job in report.removedJobs {
      try db.run(
        literal: """
          DELETE FROM jobNodes WHERE jobId = \(job) AND nodeId = \(node.id)
            AND EXISTS (SELECT 1 FROM jobs WHERE jobs.id = jobId AND jobs.state = 'deleting')
          """)
      try db.run(literal: "DELETE FROM leftovers WHERE nodeId = \(node.id) AND jobId = \(job)")
      try JobLifecycle.purgeIfReleased(db, id: job, now: now)
    }
    return concernsTime
  }

  /// A node that has nothing to tell costs no write.
  package static func isNews(_ report: NodeReport, from node: NodeRecord) -> Bool {
    (report.trouble == nil ? NodeLifecycle.isAwaited(node) : node.state != .unusable) || !report.preparations.isEmpty
      || !report.runs.isEmpty || !report.removedJobs.isEmpty
  }

  private static func record(_ db: Database, _ preparation: PreparationReport, node: NodeRecord) throws {
    guard ![.preparationFailed, .returned, .lost].contains(preparation.end.outcome) else { return }
    let (exitCode, info) = TaskLifecycle.parts(of: preparation.end)
    try db.run(
      literal: """
        INSERT INTO preparations (jobIncarnation, nodeId, result, exitCode, failureInfo, startTime, endTime, retryCount)
        SELECT incarnation, \(node.id), \((info == nil ? TaskResult.success : .failure).rawValue), \(exitCode),
          \(try info.map { try JSONText.encode($0) }), \(preparation.end.start), \(preparation.end.end),
          \(preparation.retryCount) FROM jobs WHERE incarnation = \(preparation.jobIncarnation)
        ON CONFLICT (jobIncarnation, nodeId) DO NOTHING
        """)
  }

  /// What the node should do now, given what it has reported; new runs are
  /// assigned to its free slots first.
  package func instructions(for node: NodeRecord, report: NodeReport, now: Timestamp) async throws -> NodeInstructions {
    try await answer(to: node, report: report, isNews: false, present: [], now: now).instructions
  }

  /// What an exchange comes to.
  struct ExchangeAnswer: Sendable {
    var instructions: NodeInstructions
    /// Whether a task was left to another node.
    var wasPassedOver = false
    /// See ``record(_:from:now:)``.
    var concernsTime = false
  }

  /// Takes down what is news, assigns tasks and says what the node should do:
  /// all of it, if anything changes, with one wait for the disk.
  ///
  /// - Parameter present: nodes that will look for tasks in a moment.
  func answer(
    to node: NodeRecord, report: NodeReport, isNews: Bool, present: Set<String>, now: Timestamp
  ) async throws -> ExchangeAnswer {
    var mayChange = isNews
    if !mayChange { mayChange = try await hasRunnableTasks(for: node, report: report) }
    guard mayChange else {
      return try await database.read { ExchangeAnswer(instructions: try Self.instructions($0, node, report)) }
    }
    return try await write { db in
      let concernsTime = try isNews && Self.record(db, report, from: node, now: now)
      let wasPassedOver = try Self.assign(db, node: node, report: report, present: present, now: now)
      return ExchangeAnswer(
        instructions: try Self.instructions(db, node, report), wasPassedOver: wasPassedOver, concernsTime: concernsTime)
    }
  }

  private static func instructions(_ db: Database, _ node: NodeRecord, _ report: NodeReport) throws -> NodeInstructions
  {
    var instructions = NodeInstructions()
    let known = Set(report.runs.map(\.runID))
    let ending = Set(report.runs.filter { $0.isEnding == true }.map(\.runID))
    let held = try Row.fetchAll(
      db,
      literal: """
        SELECT runId, endRequest IS NOT NULL AS isUnwanted FROM tasks
        WHERE nodeId = \(node.id) AND state IN ('preparing', 'running') AND runId IS NOT NULL ORDER BY sequence
        """
    ).map { (runID: $0["runId"] as String, isUnwanted: $0["isUnwanted"] as Bool) }
    let releases = try JobReleases.running(on: node.id, db)
    var factories: [String: RunFactory] = [:]
    func factory(_ jobID: String) throws -> RunFactory {
      if let factory = factories[jobID] { return factory }
      let factory = try RunFactory(JobRecord.find(db, id: jobID))
      factories[jobID] = factory
      return factory
    }
    for (runID, isUnwanted) in held {
      if !known.contains(runID), let task = try TaskRecord.fetch(db, runID: runID) {
        instructions.start.append(try factory(task.jobID).run(of: task, runID: runID))
      }
      if isUnwanted, !ending.contains(runID) { instructions.terminate.append(runID) }
    }
    for release in releases where !known.contains(release.runID) {
      if let run = try factory(release.jobID).release(runID: release.runID) { instructions.start.append(run) }
    }
    // What the database no longer holds has ended for it, whatever the node thinks.
    let heldRuns = Set(held.map(\.runID) + releases.map(\.runID))
    for run in report.runs where !heldRuns.contains(run.runID) {
      if case .ended = run.state {
        instructions.forgetRuns.append(run.runID)
      } else if !ending.contains(run.runID) {
        instructions.terminate.append(run.runID)
      }
    }
    instructions.forgetPreparations = report.preparations.map(\.jobIncarnation)
    instructions.removeJobs = try Self.jobsToRemove(from: node).fetchAll(db).map { $0["jobId"] }
    try NodeDuties.add(to: &instructions, nodeID: node.id, report: report, db)
    return instructions
  }

  /// Deleted jobs of which the node still holds directories. A node holds
  /// those of every job it ever worked for; few jobs are being deleted.
  package static func jobsToRemove(from node: NodeRecord) -> SQLRequest<Row> {
    """
    SELECT jobs.id AS jobId FROM jobs CROSS JOIN jobNodes ON jobNodes.jobId = jobs.id
    WHERE jobs.state = 'deleting' AND jobs.runningTasks = 0 AND jobNodes.nodeId = \(node.id)
      AND NOT EXISTS (SELECT 1 FROM releases WHERE jobId = jobs.id AND state = 'running')
    UNION SELECT jobId FROM leftovers WHERE nodeId = \(node.id)
    """
  }
}
