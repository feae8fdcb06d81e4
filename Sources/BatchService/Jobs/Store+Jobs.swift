package import AzureWire
package import GRDB

/// Jobs: add and read.
extension Store {
  /// - Throws: ``WireError`` `JobExists`, `JobBeingDeleted`,
  ///   `JobScheduleWithSameIdExists` or `PoolNotFound`.
  package func addJob(_ description: JobDescription, now: Timestamp) async throws -> JobRecord {
    try await write { try Self.insertJob($0, description, now: now) }
  }

  /// - Parameter origin: the schedule that makes the job, and its number there.
  static func insertJob(
    _ db: Database, _ description: JobDescription, of origin: (schedule: String, number: Int)? = nil, now: Timestamp
  ) throws -> JobRecord {
    let parameters = description.parameters
    if let other = try JobRecord.fetch(db, id: parameters.id) {
      throw other.state == .deleting
        ? WireError.conflict("JobBeingDeleted", "The specified job is being deleted: \(other.id).")
        : WireError.conflict("JobExists", "The specified job already exists: \(other.id).")
    }
    if let schedule = try String.fetchOne(db, literal: "SELECT id FROM jobSchedules WHERE id = \(parameters.id)") {
      throw WireError.conflict(
        "JobScheduleWithSameIdExists", "A job schedule with the specified id already exists: \(schedule).")
    }
    let pool = try pool(db, for: description, ofSchedule: origin?.schedule, now: now)
    let limit = parameters.constraints?.maxWallClockTime ?? .unlimited
    try db.run(
      literal: """
        INSERT INTO jobs (id, incarnation, state, stateTime, creationTime, lastModified, eTag, poolId, priority,
          maxTaskRetryCount, usesTaskDependencies, onAllTasksComplete, startTime, spec, onTaskFailure,
          maxParallelTasks, deadline, managerTaskId, scheduleId, scheduleNumber)
        VALUES (\(parameters.id), \(Identifier.make()), \(JobState.active.rawValue), \(now), \(now), \(now),
          \(ETag.make(at: now)), \(pool.id), \(parameters.priority ?? 0),
          \(parameters.constraints?.maxTaskRetryCount ?? 0), \(parameters.usesTaskDependencies ?? false),
          \((parameters.onAllTasksComplete ?? .noAction).rawValue), \(now), \(description.spec),
          \((parameters.onTaskFailure ?? .noAction).rawValue), \(parameters.maxParallelTasks ?? -1),
          \(deadline(created: now, limit)), \(parameters.jobManagerTask?.id), \(origin?.schedule), \(origin?.number))
        """)
    if let manager = description.manager {
      let job = try JobRecord.find(db, id: parameters.id)
      _ = try insertTask(db, manager, into: job, ReservedNames(job), now: now)
    }
    try JobLifecycle.finishIfDone(db, id: parameters.id, now: now)
    return try JobRecord.find(db, id: parameters.id)
  }

  /// Where the job will run.
  private static func pool(
    _ db: Database, for job: JobDescription, ofSchedule schedule: String?, now: Timestamp
  ) throws -> PoolRecord {
    if let said = AutoPools.specification(in: try JSONText.decode(JSONValue.self, job.spec)) {
      return try AutoPools.pool(db, for: job.parameters.id, ofSchedule: schedule, said, now: now)
    }
    let id = job.parameters.poolInfo.poolId ?? ""
    guard let pool = try PoolRecord.fetch(db, id: id) else {
      throw WireError.conflict("PoolNotFound", "The specified pool does not exist: \(id).")
    }
    return pool
  }

  /// When a job's time is up; nil for never.
  static func deadline(created: Timestamp, _ limit: WireDuration) -> Timestamp? {
    limit.isUnlimited ? nil : created.advanced(bySeconds: limit.seconds)
  }

  /// The job as it stands.
  ///
  /// - Throws: ``WireError`` `JobNotFound`.
  package func job(_ id: String) async throws -> JobRecord {
    try await database.read { try JobRecord.find($0, id: id) }
  }

  /// A job, and what it has used where that is asked for.
  func job(_ id: String, expand: Bool, now: Timestamp) async throws -> (JobRecord, Statistics?) {
    try await database.read { db in
      let job = try JobRecord.find(db, id: id)
      return (job, expand ? try Statistics.of(job, db, now: now) : nil)
    }
  }

  private static let ownColumns: [String: FilterSQL.Column] = [
    "state": .word("state"), "statetransitiontime": .time("stateTime"), "creationtime": .time("creationTime"),
    "lastmodified": .time("lastModified"), "executioninfo/poolid": .text("poolId"),
    "executioninfo/starttime": .time("startTime"), "executioninfo/endtime": .time("endTime"),
  ]
  private static let jobColumns = FilterSQL(columns: ownColumns.merging(["id": .text("id")]) { $1 })
  /// Jobs of a schedule are not filtered by their ids.
  private static let scheduledJobColumns = FilterSQL(columns: ownColumns)

  /// A page of the account's jobs, as the query wants them.
  package func jobs(_ query: ListQuery, endpoint: String, now: Timestamp) async throws -> ListPage {
    try await page(of: try Self.jobPage(query), query, endpoint: endpoint, now: now)
  }

  /// The jobs that a schedule has made.
  ///
  /// - Throws: ``WireError`` `JobScheduleNotFound`.
  func jobs(ofSchedule id: String, _ query: ListQuery, endpoint: String, now: Timestamp) async throws -> ListPage {
    let condition = try Self.scheduledJobColumns.condition(query.filter)
    _ = try await schedule(id)
    let request: SQLRequest<Row> = """
      SELECT * FROM jobs WHERE scheduleId = \(id) AND id > \(query.after ?? "") AND \(condition)
      ORDER BY id LIMIT \(query.limit + 1)
      """
    return try await page(of: request, query, endpoint: endpoint, now: now)
  }

  private func page(
    of request: SQLRequest<Row>, _ query: ListQuery, endpoint: String, now: Timestamp
  ) async throws -> ListPage {
    try await database.read { db in
      let jobs = try JobRecord.fetchAll(db, request)
      let page = jobs.prefix(query.limit)
      return ListPage(
        elements: try page.map { job in
          try job.json(
            endpoint: endpoint, select: query.select,
            statistics: query.expandsStatistics ? try Statistics.of(job, db, now: now) : nil)
        },
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

  /// See ``Statistics/ofLifetime(_:now:)``.
  func lifetimeStatistics(now: Timestamp) async throws -> Statistics {
    try await database.read { try Statistics.ofLifetime($0, now: now) }
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
