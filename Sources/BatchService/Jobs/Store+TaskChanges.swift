package import AzureWire
import GRDB
import HTTPTypes

/// Tasks: change, end, run again, delete.
///
/// Each throws ``WireError`` `ConditionNotMet` when a condition of the
/// request is not met, and nothing is done then.
extension Store {
  /// Replaces the task's constraints; those of a run that is under way stay
  /// what they were.
  ///
  /// Source: Batch API, Task - Update: without constraints it gets the
  /// default ones.
  package func updateTask(
    _ id: String, of jobID: String, _ constraints: TaskConstraints?, conditions: BatchConditions = .none,
    now: Timestamp
  ) async throws -> TaskRecord {
    try Properties.check(constraints)
    return try await changeTask(id, of: jobID, conditions, now: now) { db, task, job in
      var members = try RequestDecoding.members(of: task.spec)
      members["constraints"] = TaskDescription.json(of: constraints, in: job)
      let retention = constraints?.retentionTime ?? TaskDescription.defaultRetention
      let end = task.filesRemoved || task.nodeID == nil ? nil : task.endTime
      try db.run(
        literal: """
          UPDATE tasks SET maxTaskRetryCount = \(constraints?.maxTaskRetryCount ?? job.maxTaskRetryCount),
            maxWallClock = \((constraints?.maxWallClockTime ?? .unlimited).ticks), retention = \(retention.ticks),
            filesUntil = \(end.flatMap { TaskLifecycle.filesUntil(after: $0, retention) }),
            spec = \(JSONPieces.object(members)) WHERE sequence = \(task.sequence)
          """)
    }
  }

  /// Ends a task: one that waits is completed at once, one that runs as soon
  /// as its node has ended it.
  package func terminateTask(
    _ id: String, of jobID: String, conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> TaskRecord {
    try await changeTask(id, of: jobID, conditions, now: now) { db, task, job in
      guard task.state != .completed else {
        throw WireError.conflict("TaskCompleted", "The specified task is already in a completed state.")
      }
      let info = TaskLifecycle.endedByRequest
      if task.state == .active {
        let completion = TaskLifecycle.Completion.failure(info, exitCode: nil)
        try TaskLifecycle.complete(db, task: task, with: completion, start: nil, end: now, now: now)
        try JobConsequences.follow(db, task, in: job, completion, now: now)
        try JobLifecycle.finishIfDone(db, id: task.jobID, now: now)
      } else {
        try db.run(
          literal: """
            UPDATE tasks SET endRequest = \(try JSONText.encode(info)), isRequeued = 0
            WHERE sequence = \(task.sequence)
            """)
      }
    }
  }

  /// Puts a task that has failed back into the queue, as if it had never run.
  ///
  /// Source: Batch API, Task - Reactivate.
  package func reactivateTask(
    _ id: String, of jobID: String, conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> TaskRecord {
    try await changeTask(id, of: jobID, conditions, now: now) { db, task, job in
      try job.requireChangeable()
      guard task.state == .completed else {
        throw WireError.conflict(
          "TaskNotCompleted", "The specified task is not in a completed state; only a failed task can be reactivated.")
      }
      guard task.result != TaskResult.success.rawValue else {
        throw WireError.conflict("TaskSucceeded", "The specified task has succeeded; only a failed one can run again.")
      }
      struct Part: Decodable {
        var dependsOn: TaskDependencies?
      }
      let dependencies = try JSONText.decode(Part.self, task.spec).dependsOn
      let obstacle = try dependencies.flatMap { try Dependencies.obstacle(db, $0, jobID: job.id) }
      try db.run(
        literal: """
          UPDATE tasks SET state = 'active', previousState = state, previousStateTime = stateTime, stateTime = \(now),
            retryCount = 0, requeueCount = 0, lastRetryTime = NULL, lastRequeueTime = NULL, startTime = NULL,
            endTime = NULL, exitCode = NULL, result = NULL, failureInfo = NULL, satisfied = 0, nodeId = NULL, runId = NULL, endRequest = NULL,
            isRequeued = 0, filesUntil = NULL, filesRemoved = 0, blocked = \(obstacle != nil),
            watchedId = \(obstacle?.id), watchedNumber = \(obstacle?.number)
          WHERE sequence = \(task.sequence)
          """)
    }
  }

  /// Removes a task in whatever state; a run of it is ended, and its
  /// directory goes from the node.
  package func deleteTask(
    _ id: String, of jobID: String, conditions: BatchConditions = .none, now: Timestamp
  ) async throws {
    try await write { db in
      let task = try TaskRecord.find(db, job: jobID, id: id)
      try conditions.checkWrite(eTag: task.eTag, lastModified: task.lastModified)
      if let node = task.nodeID, !task.filesRemoved { try Self.noteRemoval(db, of: task, on: node) }
      try db.run(literal: "DELETE FROM tasks WHERE sequence = \(task.sequence)")
      try JobLifecycle.finishIfDone(db, id: task.jobID, now: now)
    }
  }

  /// The directory of the task shall go from the node.
  static func noteRemoval(_ db: Database, of task: TaskRecord, on node: String) throws {
    try db.run(
      literal: """
        INSERT INTO removals (nodeId, jobId, taskId) SELECT id, \(task.jobID), \(task.id) FROM nodes WHERE id = \(node)
        ON CONFLICT DO NOTHING
        """)
  }

  /// - Parameter change: what is done besides a new tag.
  private func changeTask(
    _ id: String, of jobID: String, _ conditions: BatchConditions, now: Timestamp,
    _ change: @escaping @Sendable (Database, TaskRecord, JobRecord) throws -> Void
  ) async throws -> TaskRecord {
    try await write { db in
      let task = try TaskRecord.find(db, job: jobID, id: id)
      try conditions.checkWrite(eTag: task.eTag, lastModified: task.lastModified)
      try change(db, task, try JobRecord.find(db, id: task.jobID))
      try db.run(
        literal: """
          UPDATE tasks SET lastModified = \(now), eTag = \(ETag.make(at: now)) WHERE sequence = \(task.sequence)
          """)
      return try TaskRecord.find(db, job: jobID, id: id)
    }
  }
}
