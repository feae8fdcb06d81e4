package import AzureWire
package import GRDB

/// Tasks: add, read, end, delete.
extension Store {
  /// What became of one task of a collection.
  package enum AddedTask {
    case added(eTag: String, lastModified: Timestamp)
    case refused(WireError)
  }

  /// Adds tasks to a job in one transaction; one that cannot be added does
  /// not keep the others out.
  ///
  /// - Throws: ``WireError`` when the job takes no tasks.
  package func addTasks(
    _ descriptions: [TaskDescription], to jobID: String, now: Timestamp
  ) async throws -> [AddedTask] {
    try await database.write { db in
      let job = try JobRecord.find(db, id: jobID)
      try job.requireChangeable()
      return try descriptions.map { description in
        do {
          let eTag = try Self.insert(db, description, into: job, now: now)
          return .added(eTag: eTag, lastModified: now)
        } catch let error as WireError {
          return .refused(error)
        }
      }
    }
  }

  private static func insert(
    _ db: Database, _ description: TaskDescription, into job: JobRecord, now: Timestamp
  ) throws -> String {
    var description = description
    try description.resolve(for: job)
    let parameters = description.parameters
    let eTag = ETag.make(at: now)
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO tasks (jobId, id, number, state, stateTime, creationTime, lastModified, eTag, requiredSlots,
          maxTaskRetryCount, maxWallClock, blocked, spec)
        VALUES (?, ?, ?, 'active', ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (jobId, id) DO NOTHING
        """)
    let isBlocked =
      try parameters.dependsOn.map { try !Dependencies.areSatisfied(db, $0, jobID: job.id) } ?? false
    try statement.execute(arguments: [
      job.id, parameters.id, Int64(parameters.id), now, now, now, eTag, parameters.requiredSlots ?? 1,
      parameters.constraints?.maxTaskRetryCount ?? job.maxTaskRetryCount,
      (parameters.constraints?.maxWallClockTime ?? .unlimited).ticks, isBlocked, description.spec,
    ])
    guard db.changesCount == 1 else {
      throw WireError.conflict("TaskExists", "The specified task already exists: \(parameters.id).")
    }
    return eTag
  }

  package func task(_ id: String, of job: String) async throws -> (task: TaskRecord, poolID: String) {
    try await database.read { db in
      let task = try TaskRecord.find(db, job: job, id: id)
      return (task, try JobRecord.find(db, id: job).poolID)
    }
  }

  private static let taskColumns = FilterSQL(columns: [
    "id": .text("id"), "state": .word("state"), "statetransitiontime": .time("stateTime"),
    "creationtime": .time("creationTime"), "lastmodifiedtime": .time("lastModified"),
    "executioninfo/starttime": .time("startTime"), "executioninfo/endtime": .time("endTime"),
    "executioninfo/exitcode": .number("exitCode"), "executioninfo/result": .word("result"),
  ])

  package func tasks(of jobID: String, _ query: ListQuery, endpoint: String) async throws -> ListPage {
    let request = try Self.taskPage(of: jobID, query)
    return try await database.read { db in
      let job = try JobRecord.find(db, id: jobID)
      let tasks = try request.fetchAll(db).map(TaskRecord.init)
      let page = tasks.prefix(query.limit)
      return ListPage(
        elements: try page.map { try $0.json(endpoint: endpoint, poolID: job.poolID, select: query.select) },
        continuation: tasks.count > query.limit ? page.last?.id : nil)
    }
  }

  /// As ``jobPage(_:)``.
  package static func taskPage(of jobID: String, _ query: ListQuery) throws -> SQLRequest<Row> {
    let condition = try taskColumns.condition(query.filter)
    return """
      SELECT * FROM tasks WHERE jobId = \(jobID) AND id > \(query.after ?? "") AND \(condition)
      ORDER BY id LIMIT \(query.limit + 1)
      """
  }

  /// Ends a task: one that waits is completed at once, one that runs as soon
  /// as its node has ended it.
  package func terminateTask(_ id: String, of jobID: String, now: Timestamp) async throws -> TaskRecord {
    try await database.write { db in
      let task = try TaskRecord.find(db, job: jobID, id: id)
      guard task.state != .completed else {
        throw WireError.conflict("TaskCompleted", "The specified task is already in a completed state.")
      }
      let info = TaskFailureInformation(code: "TaskEnded", message: "The task was ended by user request.")
      if task.state == .active {
        try TaskLifecycle.complete(db, task: task, with: .failure(info, exitCode: nil), start: nil, end: now, now: now)
        try JobLifecycle.finishIfDone(db, id: task.jobID, now: now)
      } else {
        try db.execute(
          literal: "UPDATE tasks SET endRequest = \(try JSONText.encode(info)) WHERE sequence = \(task.sequence)")
      }
      try db.execute(
        literal: """
          UPDATE tasks SET lastModified = \(now), eTag = \(ETag.make(at: now)) WHERE sequence = \(task.sequence)
          """)
      return try TaskRecord.find(db, job: jobID, id: id)
    }
  }
}
