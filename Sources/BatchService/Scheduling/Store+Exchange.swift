package import AzureWire
package import GRDB

/// One exchange with a node: what it tells is recorded, and what it should
/// do is worked out, in one transaction.
///
/// The instructions are the difference between what the database says and
/// what the node says. They may be told any number of times.
extension Store {
  package func record(_ report: NodeReport, from node: NodeRecord, now: Timestamp) async throws {
    try await database.write { db in
      if node.state != .idle {
        try db.execute(
          literal: "UPDATE nodes SET state = 'idle', stateTime = \(now) WHERE id = \(node.id) AND state <> 'idle'")
      }
      for preparation in report.preparations { try Self.record(db, preparation, node: node) }
      for run in report.runs {
        switch run.state {
        case .preparing: continue
        case .running(let start): try TaskLifecycle.started(db, runID: run.runID, start: start)
        case .ended(let end): try TaskLifecycle.record(db, runID: run.runID, end: end, now: now)
        }
      }
      for job in report.removedJobs {
        try db.execute(
          literal: """
            DELETE FROM jobNodes WHERE jobId = \(job) AND nodeId = \(node.id)
              AND EXISTS (SELECT 1 FROM jobs WHERE jobs.id = jobId AND jobs.state = 'deleting')
            """)
        try db.execute(literal: "DELETE FROM leftovers WHERE nodeId = \(node.id) AND jobId = \(job)")
        try JobLifecycle.purgeIfReleased(db, id: job)
      }
    }
  }

  /// A node that has nothing to tell costs no write.
  package static func isNews(_ report: NodeReport, from node: NodeRecord) -> Bool {
    node.state != .idle || !report.preparations.isEmpty || !report.runs.isEmpty || !report.removedJobs.isEmpty
  }

  private static func record(_ db: Database, _ preparation: PreparationReport, node: NodeRecord) throws {
    let exitCode: Int?
    let info: TaskFailureInformation?
    switch preparation.end.outcome {
    case .exited(code: 0): (exitCode, info) = (0, nil)
    case .exited(let code):
      exitCode = code
      info = TaskFailureInformation(
        code: "FailureExitCode", message: "The task exited with an exit code representing a failure.")
    case .failed(let failure, let code), .terminated(let failure, let code): (exitCode, info) = (code, failure)
    case .preparationFailed, .lost: return
    }
    try db.execute(
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
    let known = Set(report.runs.map(\.runID))
    if try await hasRunnableTasks(for: node) {
      try await database.write { try Self.assign($0, node: node, now: now) }
    }
    return try await database.read { db in
      var instructions = NodeInstructions()
      let held = try Row.fetchAll(
        db,
        literal: """
          SELECT * FROM tasks WHERE nodeId = \(node.id) AND state IN ('preparing', 'running') ORDER BY sequence
          """
      ).map(TaskRecord.init)
      let heldRuns = Set(held.compactMap(\.runID))
      var jobs: [String: JobRecord] = [:]
      for task in held {
        guard let runID = task.runID else { continue }
        if !known.contains(runID) {
          let job = try jobs[task.jobID] ?? JobRecord.find(db, id: task.jobID)
          jobs[task.jobID] = job
          instructions.start.append(try RunFactory.run(of: task, runID: runID, job: job))
        }
        if task.endRequest != nil { instructions.terminate.append(runID) }
      }
      // What the database no longer holds has ended for it, whatever the node thinks.
      for run in report.runs where !heldRuns.contains(run.runID) {
        if case .ended = run.state {
          instructions.forgetRuns.append(run.runID)
        } else {
          instructions.terminate.append(run.runID)
        }
      }
      instructions.forgetPreparations = report.preparations.map(\.jobIncarnation)
      instructions.removeJobs = try Self.jobsToRemove(from: node).fetchAll(db).map { $0["jobId"] }
      return instructions
    }
  }

  /// Deleted jobs of which the node still holds directories. A node holds
  /// those of every job it ever worked for; few jobs are being deleted.
  package static func jobsToRemove(from node: NodeRecord) -> SQLRequest<Row> {
    """
    SELECT jobs.id AS jobId FROM jobs CROSS JOIN jobNodes ON jobNodes.jobId = jobs.id
    WHERE jobs.state = 'deleting' AND jobs.runningTasks = 0 AND jobNodes.nodeId = \(node.id)
    UNION SELECT jobId FROM leftovers WHERE nodeId = \(node.id)
    """
  }

  private func hasRunnableTasks(for node: NodeRecord) async throws -> Bool {
    try await database.read { db in
      guard try Self.load(db, nodeID: node.id).slots < node.slots else { return false }
      return try RunnableTasks.exist(on: node, db)
    }
  }

  private static func assign(_ db: Database, node: NodeRecord, now: Timestamp) throws {
    var free = node.slots - (try load(db, nodeID: node.id).slots)
    guard free > 0 else { return }
    for task in try RunnableTasks.first(free, on: node, db) {
      // A task that does not fit yet keeps its place: smaller ones do not overtake it for ever.
      guard task.requiredSlots <= free else { break }
      free -= task.requiredSlots
      let state: TaskState = task.needsPreparation ? .preparing : .running
      try db.execute(
        literal: """
          UPDATE tasks SET state = \(state.rawValue), previousState = state, previousStateTime = stateTime,
            stateTime = \(now), startTime = \(now), nodeId = \(node.id), runId = \(Identifier.make())
          WHERE sequence = \(task.sequence)
          """)
      try db.execute(literal: "INSERT OR IGNORE INTO jobNodes (jobId, nodeId) VALUES (\(task.jobID), \(node.id))")
    }
  }
}
