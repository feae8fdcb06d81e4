package import AzureWire
package import GRDB

/// Tasks: add and read.
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
    try await write { db in
      let job = try JobRecord.find(db, id: jobID)
      try job.requireChangeable()
      let reserved = try ReservedNames(job)
      return try descriptions.map { description in
        do {
          let eTag = try Self.insertTask(db, description, into: job, reserved, now: now)
          return .added(eTag: eTag, lastModified: now)
        } catch let error as WireError {
          return .refused(error)
        }
      }
    }
  }

  /// - Returns: the tag of the new task.
  /// - Throws: ``WireError`` when the task cannot be added.
  static func insertTask(
    _ db: Database, _ description: TaskDescription, into job: JobRecord, _ reserved: ReservedNames, now: Timestamp
  ) throws -> String {
    var description = description
    try description.resolve(for: job)
    let parameters = description.parameters
    try reserved.check(parameters.id)
    let eTag = ETag.make(at: now)
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO tasks (jobId, id, number, state, stateTime, creationTime, lastModified, eTag, requiredSlots,
          maxTaskRetryCount, maxWallClock, retention, isExclusive, blocked, watchedId, watchedNumber, spec)
        VALUES (?, ?, ?, 'active', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (jobId, id) DO NOTHING
        """)
    let obstacle = try parameters.dependsOn.flatMap { try Dependencies.obstacle(db, $0, jobID: job.id) }
    try statement.execute(arguments: [
      job.id, parameters.id, Int64(parameters.id), now, now, now, eTag, parameters.requiredSlots ?? 1,
      parameters.constraints?.maxTaskRetryCount ?? job.maxTaskRetryCount,
      (parameters.constraints?.maxWallClockTime ?? .unlimited).ticks,
      (parameters.constraints?.retentionTime ?? TaskDescription.defaultRetention).ticks, description.isExclusive,
      obstacle != nil, obstacle?.id, obstacle?.number, description.spec,
    ])
    guard db.changesCount == 1 else {
      throw WireError.conflict("TaskExists", "The specified task already exists: \(parameters.id).")
    }
    return eTag
  }

  /// A task, and the pool that its job runs in.
  ///
  /// - Throws: ``WireError`` `JobNotFound` or `TaskNotFound`.
  package func task(_ id: String, of job: String) async throws -> (task: TaskRecord, poolID: String) {
    try await database.read { db in
      let task = try TaskRecord.find(db, job: job, id: id)
      return (task, try JobRecord.find(db, id: job).poolID)
    }
  }

  /// A task, its pool, and what it has used where that is asked for.
  func task(
    _ id: String, of job: String, expand: Bool, now: Timestamp
  ) async throws -> (task: TaskRecord, poolID: String, statistics: Statistics?) {
    try await database.read { db in
      let task = try TaskRecord.find(db, job: job, id: id)
      let statistics = expand ? try Statistics.of(task, db, now: now) : nil
      return (task, try JobRecord.find(db, id: job).poolID, statistics)
    }
  }

  private static let taskColumns = FilterSQL(columns: [
    "id": .text("id"), "state": .word("state"), "statetransitiontime": .time("stateTime"),
    "creationtime": .time("creationTime"), "lastmodifiedtime": .time("lastModified"),
    "executioninfo/starttime": .time("startTime"), "executioninfo/endtime": .time("endTime"),
    "executioninfo/exitcode": .number("exitCode"), "executioninfo/result": .word("result"),
  ])

  /// A page of a job's tasks, as the query wants them.
  ///
  /// - Throws: ``WireError`` `JobNotFound`.
  package func tasks(
    of jobID: String, _ query: ListQuery, endpoint: String, now: Timestamp
  ) async throws -> ListPage {
    let request = try Self.taskPage(of: jobID, query)
    return try await database.read { db in
      let job = try JobRecord.find(db, id: jobID)
      let tasks = try TaskRecord.fetchAll(db, request)
      let page = tasks.prefix(query.limit)
      return ListPage(
        elements: try page.map { task in
          try task.json(
            endpoint: endpoint, poolID: job.poolID, select: query.select,
            statistics: query.expandsStatistics ? try Statistics.of(task, db, now: now) : nil)
        },
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
}
