package import AzureWire
import GRDB
package import NIOCore

/// Job schedules: add, read, change, end, delete.
extension Store {
  /// - Throws: ``WireError`` `JobScheduleExists` or `JobWithSameIdExists`.
  package func addSchedule(_ description: ScheduleDescription, now: Timestamp) async throws -> ScheduleRecord {
    try await write { db in
      if let other = try ScheduleRecord.fetch(db, id: description.id) {
        throw other.state == .deleting
          ? WireError.conflict(
            "JobScheduleBeingDeleted", "The specified job schedule is being deleted: \(other.id).")
          : WireError.conflict("JobScheduleExists", "The specified job schedule already exists: \(other.id).")
      }
      if let job = try JobRecord.fetch(db, id: description.id) {
        throw WireError.conflict("JobWithSameIdExists", "A job with the specified id already exists: \(job.id).")
      }
      let times = description.schedule
      let plan = SchedulePlan(times, created: now)
      try db.execute(
        literal: """
          INSERT INTO jobSchedules (id, state, stateTime, creationTime, lastModified, eTag, doNotRunUntil,
            doNotRunAfter, nextRunTime, spec)
          VALUES (\(description.id), 'active', \(now), \(now), \(now), \(ETag.make(at: now)),
            \(times.doNotRunUntil), \(times.doNotRunAfter), \(plan.nextRun), \(description.spec))
          """)
      try ScheduleLifecycle.advance(db, id: description.id, now: now)
      return try ScheduleRecord.find(db, id: description.id)
    }
  }

  /// - Throws: ``WireError`` `JobScheduleNotFound`.
  package func schedule(_ id: String) async throws -> ScheduleRecord {
    try await database.read { try ScheduleRecord.find($0, id: id) }
  }

  /// A schedule, and what its jobs have used where that is asked for.
  func schedule(_ id: String, expand: Bool, now: Timestamp) async throws -> (ScheduleRecord, Statistics?) {
    try await database.read { db in
      let schedule = try ScheduleRecord.find(db, id: id)
      return (schedule, try expand ? Self.statistics(of: schedule, db, now: now) : nil)
    }
  }

  private static func statistics(of schedule: ScheduleRecord, _ db: Database, now: Timestamp) throws -> Statistics {
    try Statistics.ofSchedule(schedule.id, since: schedule.creationTime, db, now: now)
  }

  private static let scheduleColumns = FilterSQL(columns: [
    "id": .text("id"), "state": .word("state"), "statetransitiontime": .time("stateTime"),
    "creationtime": .time("creationTime"), "lastmodified": .time("lastModified"),
    "executioninfo/endtime": .time("endTime"), "schedule/donotrununtil": .time("doNotRunUntil"),
    "schedule/donotrunafter": .time("doNotRunAfter"),
  ])

  func schedules(_ query: ListQuery, endpoint: String, now: Timestamp) async throws -> ListPage {
    let condition = try Self.scheduleColumns.condition(query.filter)
    return try await database.read { db in
      let request: SQLRequest<Row> = """
        SELECT * FROM jobSchedules WHERE id > \(query.after ?? "") AND \(condition)
        ORDER BY id LIMIT \(query.limit + 1)
        """
      let schedules = try ScheduleRecord.fetchAll(db, request)
      let page = schedules.prefix(query.limit)
      return ListPage(
        elements: try page.map { schedule in
          try schedule.json(
            endpoint: endpoint, select: query.select,
            statistics: query.expandsStatistics ? try Self.statistics(of: schedule, db, now: now) : nil)
        },
        continuation: schedules.count > query.limit ? page.last?.id : nil)
    }
  }

  /// Changes the schedule and the jobs it will make; the job that is active
  /// stays as it is.
  ///
  /// - Parameter isReplacement: what the body leaves out gets its default
  ///   (Job Schedule - Update), else it stays as it is (Job Schedule - Patch).
  package func changeSchedule(
    _ id: String, _ body: ByteBuffer, isReplacement: Bool, conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> ScheduleRecord {
    let said = try RequestDecoding.object(from: body)
    let times = said["schedule"]
    let schedule = try times.map(ScheduleDescription.times)
    let jobs = try said["jobSpecification"].map(ScheduleDescription.specification)
    let metadata = try ScheduleDescription.metadata(said["metadata"])
    if isReplacement, schedule == nil { throw WireError.missingProperty("schedule") }
    if isReplacement, jobs == nil { throw WireError.missingProperty("jobSpecification") }
    return try await write(id, conditions) { db, record in
      try record.requireChangeable()
      var spec = try JSONText.decode(JSONValue.self, record.spec)
      if let times { spec["schedule"] = times }
      if let jobs { spec["jobSpecification"] = jobs }
      if isReplacement || said["metadata"] != nil { spec["metadata"] = metadata }
      var plan = SchedulePlan(schedule: try record.schedule(), nextRun: record.nextRunTime)
      if let schedule, schedule != plan.schedule {
        plan = SchedulePlan(schedule, lastRun: record.lastRunTime, now: now)
      }
      try db.execute(
        literal: """
          UPDATE jobSchedules SET lastModified = \(now), eTag = \(ETag.make(at: now)),
            doNotRunUntil = \(plan.schedule.doNotRunUntil), doNotRunAfter = \(plan.schedule.doNotRunAfter),
            nextRunTime = \(plan.nextRun), spec = \(try JSONText.encode(spec)) WHERE id = \(record.id)
          """)
      try ScheduleLifecycle.advance(db, id: record.id, now: now)
    }
  }

  /// Makes no jobs, or makes them again.
  package func setSchedule(
    _ id: String, isEnabled: Bool, conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> ScheduleRecord {
    try await write(id, conditions) { db, record in
      try record.requireChangeable()
      let state: JobScheduleState = isEnabled ? .active : .disabled
      guard record.state != state else { return }
      try ScheduleLifecycle.move(db, record, to: state, now: now)
      try db.execute(literal: "UPDATE jobSchedules SET wakeTime = NULL WHERE id = \(record.id)")
      try ScheduleLifecycle.advance(db, id: record.id, now: now)
    }
  }

  /// Ends the schedule and its active job.
  package func terminateSchedule(
    _ id: String, isForced: Bool = false, conditions: BatchConditions = .none, now: Timestamp
  ) async throws -> ScheduleRecord {
    try await write(id, conditions) { db, record in
      if !(isForced && record.state == .terminating) { try record.requireChangeable() }
      try ScheduleLifecycle.terminate(db, record, isForced: isForced, now: now)
    }
  }

  /// Deletes the schedule with all its jobs, once nodes have let go of them.
  package func deleteSchedule(
    _ id: String, isForced: Bool = false, conditions: BatchConditions = .none, now: Timestamp
  ) async throws {
    try await write { db in
      let record = try ScheduleRecord.find(db, id: id)
      try conditions.checkWrite(eTag: record.eTag, lastModified: record.lastModified)
      try ScheduleLifecycle.delete(db, record, isForced: isForced, now: now)
    }
  }

  private func write(
    _ id: String, _ conditions: BatchConditions,
    _ change: @escaping @Sendable (Database, ScheduleRecord) throws -> Void
  ) async throws -> ScheduleRecord {
    try await write { db in
      let record = try ScheduleRecord.find(db, id: id)
      try conditions.checkWrite(eTag: record.eTag, lastModified: record.lastModified)
      try change(db, record)
      return try ScheduleRecord.find(db, id: id)
    }
  }
}
