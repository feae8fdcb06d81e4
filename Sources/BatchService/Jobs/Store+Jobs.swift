package import AzureWire
package import GRDB

/// Jobs: add, read, change, terminate, delete.
extension Store {
  /// - Throws: ``WireError`` `JobExists`, `JobBeingDeleted` or `PoolNotFound`.
  package func addJob(_ description: JobDescription, now: Timestamp) async throws -> JobRecord {
    let parameters = description.parameters
    return try await database.write { db in
      if let other = try JobRecord.fetch(db, id: parameters.id) {
        throw other.state == .deleting
          ? WireError.conflict("JobBeingDeleted", "The specified job is being deleted: \(other.id).")
          : WireError.conflict("JobExists", "The specified job already exists: \(other.id).")
      }
      guard let poolID = parameters.poolInfo.poolId else {
        throw WireError.invalidProperty("poolInfo", value: "", reason: "The pool must be named by poolId")
      }
      guard let pool = try PoolRecord.fetch(db, id: poolID) else {
        throw WireError.conflict("PoolNotFound", "The specified pool does not exist: \(poolID).")
      }
      try db.execute(
        literal: """
          INSERT INTO jobs (id, incarnation, state, stateTime, creationTime, lastModified, eTag, poolId, priority,
            maxTaskRetryCount, usesTaskDependencies, onAllTasksComplete, startTime, spec)
          VALUES (\(parameters.id), \(Identifier.make()), \(JobState.active.rawValue), \(now), \(now), \(now),
            \(ETag.make(at: now)), \(pool.id), \(parameters.priority ?? 0),
            \(parameters.constraints?.maxTaskRetryCount ?? 0), \(parameters.usesTaskDependencies ?? false),
            \((parameters.onAllTasksComplete ?? .noAction).rawValue), \(now), \(description.spec))
          """)
      return try JobRecord.find(db, id: parameters.id)
    }
  }

  package func job(_ id: String) async throws -> JobRecord {
    try await database.read { try JobRecord.find($0, id: id) }
  }

  private static let jobColumns = FilterSQL(columns: [
    "id": .text("id"), "state": .word("state"), "statetransitiontime": .time("stateTime"),
    "creationtime": .time("creationTime"), "lastmodified": .time("lastModified"),
    "executioninfo/poolid": .text("poolId"), "executioninfo/starttime": .time("startTime"),
    "executioninfo/endtime": .time("endTime"),
  ])

  package func jobs(_ query: ListQuery, endpoint: String) async throws -> ListPage {
    let request = try Self.jobPage(query)
    return try await database.read { db in
      let jobs = try request.fetchAll(db).map(JobRecord.init)
      let page = jobs.prefix(query.limit)
      return ListPage(
        elements: try page.map { try $0.json(endpoint: endpoint, select: query.select) },
        continuation: jobs.count > query.limit ? page.last?.id : nil)
    }
  }

  /// One row more than the page holds, by which its end is known.
  package static func jobPage(_ query: ListQuery) throws -> SQLRequest<Row> {
    let condition = try jobColumns.condition(query.filter)
    return """
      SELECT * FROM jobs WHERE id > \(query.after ?? "") AND \(condition) ORDER BY id LIMIT \(query.limit + 1)
      """
  }

  /// - Throws: ``WireError`` when the job is missing, is no longer active, or
  ///   `onAllTasksComplete` would be set back.
  package func patchJob(_ id: String, _ patch: JobPatchParameters, now: Timestamp) async throws -> JobRecord {
    try JobDescription.check(
      priority: patch.priority, constraints: patch.constraints, onAllTasksComplete: patch.onAllTasksComplete)
    return try await database.write { db in
      let job = try JobRecord.find(db, id: id)
      try job.requireChangeable()
      if let action = patch.onAllTasksComplete, job.onAllTasksComplete == .terminateJob, action != .terminateJob {
        throw WireError.invalidProperty(
          "onAllTasksComplete", value: action.rawValue, reason: "It cannot be changed once it is terminatejob")
      }
      var spec = try JSONText.decode(JSONValue.self, job.spec)
      if let metadata = patch.metadata {
        spec["metadata"] =
          metadata.isEmpty
          ? nil : .array(metadata.map { .object(["name": .string($0.name), "value": .string($0.value)]) })
      }
      if let constraints = patch.constraints {
        var members = spec["constraints"] ?? .object([:])
        if let time = constraints.maxWallClockTime { members["maxWallClockTime"] = .string(time.iso8601) }
        if let count = constraints.maxTaskRetryCount { members["maxTaskRetryCount"] = .int(Int64(count)) }
        spec["constraints"] = members
      }
      try db.execute(
        literal: """
          UPDATE jobs SET lastModified = \(now), eTag = \(ETag.make(at: now)),
            priority = \(patch.priority ?? job.priority),
            onAllTasksComplete = \((patch.onAllTasksComplete ?? job.onAllTasksComplete).rawValue),
            maxTaskRetryCount = \(patch.constraints?.maxTaskRetryCount ?? job.maxTaskRetryCount),
            spec = \(try JSONText.encode(spec)) WHERE id = \(job.id)
          """)
      try JobLifecycle.finishIfDone(db, id: job.id, now: now)
      return try JobRecord.find(db, id: id)
    }
  }

  /// Ends the job: what runs is ended on the nodes, what waits never runs.
  package func terminateJob(_ id: String, reason: String, now: Timestamp) async throws -> JobRecord {
    try await database.write { db in
      let job = try JobRecord.find(db, id: id)
      try job.requireChangeable()
      try JobLifecycle.terminate(db, job: job, reason: reason, now: now)
      return try JobRecord.find(db, id: id)
    }
  }

  /// Marks the job as deleting; it goes when its nodes have let go of it.
  package func deleteJob(_ id: String, now: Timestamp) async throws {
    try await database.write { db in
      let job = try JobRecord.find(db, id: id)
      guard job.state != .deleting else { return }
      try JobLifecycle.delete(db, job: job, now: now)
    }
  }

  /// The preparation of a job on each node that has ended it, as JSON.
  package func preparationStatus(_ id: String) async throws -> [String] {
    try await database.read { db in
      let job = try JobRecord.find(db, id: id)
      let rows = try Row.fetchAll(
        db,
        literal: """
          SELECT preparations.*, nodes.poolId FROM preparations JOIN nodes ON nodes.id = preparations.nodeId
          WHERE jobIncarnation = \(job.incarnation) ORDER BY nodeId
          """)
      return rows.map { row in
        var execution = JSONMembers()
        execution.add("state", "completed")
        execution.add("startTime", row["startTime"] as Timestamp?)
        execution.add("endTime", row["endTime"] as Timestamp?)
        execution.add("exitCode", row["exitCode"] as Int?)
        execution.add("retryCount", row["retryCount"] as Int?)
        execution.add("result", row["result"] as String?)
        execution.add("failureInfo", json: row["failureInfo"])
        var members = JSONMembers()
        members.add("poolId", row["poolId"] as String?)
        members.add("nodeId", row["nodeId"] as String?)
        members.add("jobPreparationTaskExecutionInfo", execution)
        return members.text
      }
    }
  }
}

extension JobRecord {
  /// - Throws: ``WireError`` when the job is completed or on its way out.
  func requireChangeable() throws {
    switch state {
    case .completed: throw WireError.conflict("JobCompleted", "The specified job is already in a completed state.")
    case .terminating: throw WireError.conflict("JobBeingTerminated", "The specified job is being terminated.")
    case .deleting: throw WireError.conflict("JobBeingDeleted", "The specified job is being deleted.")
    default: return
    }
  }
}
