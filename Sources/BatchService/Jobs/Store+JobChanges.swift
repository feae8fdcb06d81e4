package import AzureWire
import GRDB

/// Jobs: change, disable, enable, terminate, delete.
///
/// Each throws ``WireError`` `ConditionNotMet` when a condition of the
/// request is not met, and nothing is done then.
extension Store {
  /// - Throws: ``WireError`` when the job is missing, is no longer active, or
  ///   `onAllTasksComplete` would be set back.
  package func patchJob(
    _ id: String, _ patch: JobPatchParameters, conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> JobRecord {
    try await changeJob(id, JobChange(patch), conditions: conditions, now: now)
  }

  /// Changes the properties that are given and leaves the others.
  ///
  /// - Throws: ``WireError`` when there is no such job, it is on its way out, a
  ///   condition does not hold or a value is wrong.
  package func changeJob(
    _ id: String, _ change: JobChange, conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> JobRecord {
    try change.check()
    let new = change.parameters
    return try await write(id, conditions) { db, job in
      try job.requireChangeable()
      try change.check(against: job)
      var poolID = job.poolID
      if let name = new.poolInfo?.poolId {
        guard let pool = try PoolRecord.fetch(db, id: name) else {
          throw WireError.conflict("PoolNotFound", "The specified pool does not exist: \(name).")
        }
        poolID = pool.id
      }
      let deadline = new.constraints?.maxWallClockTime.map { Self.deadline(created: job.creationTime, $0) }
      try db.run(
        literal: """
          UPDATE jobs SET lastModified = \(now), eTag = \(ETag.make(at: now)),
            priority = \(new.priority ?? job.priority), poolId = \(poolID),
            maxParallelTasks = \(new.maxParallelTasks ?? job.maxParallelTasks),
            onAllTasksComplete = \((new.onAllTasksComplete ?? job.onAllTasksComplete).rawValue),
            maxTaskRetryCount = \(new.constraints?.maxTaskRetryCount ?? job.maxTaskRetryCount),
            deadline = \(deadline ?? job.deadline), spec = \(try change.applied(to: job.spec)) WHERE id = \(job.id)
          """)
      try JobLifecycle.finishIfDone(db, id: job.id, now: now)
    }
  }

  /// Keeps the job's tasks from starting; it is disabled once those that run
  /// have ended, each as `tasks` says.
  package func disableJob(
    _ id: String, tasks: DisableTasks, conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> JobRecord {
    try await write(id, conditions) { db, job in
      try job.requireChangeable()
      try JobLifecycle.disable(db, job: job, tasks, now: now)
    }
  }

  /// Lets a disabled job's tasks start again.
  ///
  /// - Throws: ``WireError`` when there is no such job, it is on its way out, or
  ///   a condition does not hold.
  package func enableJob(
    _ id: String, conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> JobRecord {
    try await write(id, conditions) { db, job in
      try job.requireChangeable()
      try JobLifecycle.enable(db, job: job, now: now)
    }
  }

  /// Ends the job: what runs is ended on the nodes, what waits never runs.
  ///
  /// - Parameter isForced: the job is completed without waiting for its
  ///   nodes, also when it is terminating already.
  package func terminateJob(
    _ id: String, reason: String, isForced: Bool = false, conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> JobRecord {
    try await write(id, conditions) { db, job in
      if isForced, job.state == .terminating {
        return try JobLifecycle.terminateAtOnce(db, job: job, reason: job.terminateReason ?? reason, now: now)
      }
      try job.requireChangeable()
      if isForced {
        try JobLifecycle.terminateAtOnce(db, job: job, reason: reason, now: now)
      } else {
        try JobLifecycle.terminate(db, job: job, reason: reason, now: now)
      }
    }
  }

  /// Marks the job as deleting; it goes when its nodes have let go of it.
  ///
  /// - Parameter isForced: it goes at once, and its nodes clear up later.
  package func deleteJob(
    _ id: String, isForced: Bool = false, conditions: BatchConditions = .none, now: Timestamp
  ) async throws {
    try await write { db in
      let job = try JobRecord.find(db, id: id)
      try conditions.checkWrite(eTag: job.eTag, lastModified: job.lastModified)
      if isForced { return try JobLifecycle.deleteAtOnce(db, job: job, now: now) }
      guard job.state != .deleting else { return }
      try JobLifecycle.delete(db, job: job, now: now)
    }
  }

  private func write(
    _ id: String, _ conditions: BatchConditions, _ change: @escaping @Sendable (Database, JobRecord) throws -> Void
  ) async throws -> JobRecord {
    try await write { db in
      let job = try JobRecord.find(db, id: id)
      try conditions.checkWrite(eTag: job.eTag, lastModified: job.lastModified)
      try change(db, job)
      return try JobRecord.find(db, id: id)
    }
  }
}
