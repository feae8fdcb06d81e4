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
    try await database.write { db in
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
        try db.execute(
          literal: """
            DELETE FROM jobNodes WHERE jobId = \(job) AND nodeId = \(node.id)
              AND EXISTS (SELECT 1 FROM jobs WHERE jobs.id = jobId AND jobs.state = 'deleting')
            """)
        try db.execute(literal: "DELETE FROM leftovers WHERE nodeId = \(node.id) AND jobId = \(job)")
        try JobLifecycle.purgeIfReleased(db, id: job, now: now)
      }
      return concernsTime
    }
  }

  /// A node that has nothing to tell costs no write.
  package static func isNews(_ report: NodeReport, from node: NodeRecord) -> Bool {
    (report.trouble == nil ? NodeLifecycle.isAwaited(node) : node.state != .unusable) || !report.preparations.isEmpty
      || !report.runs.isEmpty || !report.removedJobs.isEmpty
  }

  private static func record(_ db: Database, _ preparation: PreparationReport, node: NodeRecord) throws {
    guard ![.preparationFailed, .lost].contains(preparation.end.outcome) else { return }
    let (exitCode, info) = TaskLifecycle.parts(of: preparation.end)
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
    try await answer(to: node, report: report, present: [], now: now).instructions
  }

  /// - Parameter present: nodes that will look for tasks in a moment.
  /// - Returns: also whether a task was left to another of them.
  func answer(
    to node: NodeRecord, report: NodeReport, present: Set<String>, now: Timestamp
  ) async throws -> (instructions: NodeInstructions, wasPassedOver: Bool) {
    var wasPassedOver = false
    let known = Set(report.runs.map(\.runID))
    if try await hasRunnableTasks(for: node) {
      wasPassedOver = try await database.write { try Self.assign($0, node: node, present: present, now: now) }
    }
    let instructions = try await database.read { db in
      var instructions = NodeInstructions()
      let held = try Row.fetchAll(
        db,
        literal: """
          SELECT * FROM tasks WHERE nodeId = \(node.id) AND state IN ('preparing', 'running') ORDER BY sequence
          """
      ).map(TaskRecord.init)
      let releases = try JobReleases.running(on: node.id, db)
      let heldRuns = Set(held.compactMap(\.runID) + releases.map(\.runID))
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
      for release in releases where !known.contains(release.runID) {
        let job = try JobRecord.find(db, id: release.jobID)
        if let run = try RunFactory.release(of: job, runID: release.runID) { instructions.start.append(run) }
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
      try NodeDuties.add(to: &instructions, nodeID: node.id, report: report, db)
      return instructions
    }
    return (instructions, wasPassedOver)
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

  private func hasRunnableTasks(for node: NodeRecord) async throws -> Bool {
    try await database.read { db in
      guard try NodeRecord.fetch(db, id: node.id)?.takesTasks == true,
        try Self.load(db, nodeID: node.id).slots < node.slots
      else { return false }
      return try RunnableTasks.exist(on: node, db)
    }
  }

  /// - Returns: whether a task was left to another node.
  private static func assign(
    _ db: Database, node: NodeRecord, present: Set<String>, now: Timestamp
  ) throws -> Bool {
    let load = try load(db, nodeID: node.id)
    var free = node.slots - load.slots
    var isEmpty = load.tasks == 0
    guard free > 0, try NodeRecord.fetch(db, id: node.id)?.takesTasks == true,
      try !runsExclusively(db, nodeID: node.id)
    else { return false }
    let choice = try NodeChoice(db, for: node, taken: load.slots, present: present)
    var wasPassedOver = false
    for task in try RunnableTasks.first(free, on: node, db) {
      // A task that does not fit yet keeps its place: smaller ones do not overtake it for ever.
      guard task.requiredSlots <= free, isEmpty || !task.isExclusive else { break }
      if try choice.prefersAnother(db, for: task, taken: node.slots - free) {
        wasPassedOver = true
        continue
      }
      free = task.isExclusive ? 0 : free - task.requiredSlots
      isEmpty = false
      let state: TaskState = task.needsPreparation ? .preparing : .running
      try db.execute(
        literal: """
          UPDATE tasks SET state = \(state.rawValue), previousState = state, previousStateTime = stateTime,
            stateTime = \(now), startTime = \(now), nodeId = \(node.id), runId = \(Identifier.make())
          WHERE sequence = \(task.sequence)
          """)
      try db.execute(literal: "INSERT OR IGNORE INTO jobNodes (jobId, nodeId) VALUES (\(task.jobID), \(node.id))")
    }
    return wasPassedOver
  }

  /// Whether a job manager that wants its node for itself is on it.
  private static func runsExclusively(_ db: Database, nodeID: String) throws -> Bool {
    try Int.fetchOne(
      db,
      literal: """
        SELECT 1 FROM tasks WHERE nodeId = \(nodeID) AND state IN ('preparing', 'running') AND isExclusive LIMIT 1
        """) != nil
  }
}
