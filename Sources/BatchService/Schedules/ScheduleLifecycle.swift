import AzureWire
import GRDB
import HTTPTypes

/// The transitions of a job schedule, each inside the transaction that
/// causes it.
enum ScheduleLifecycle {
  /// Does what is due now: makes a job, gives up one whose window has
  /// passed, ends. To be called whenever a job of it has ended, it was
  /// changed, or the time has come that it waits for.
  static func advance(_ db: Database, id: String, now: Timestamp) throws {
    guard let record = try ScheduleRecord.fetch(db, id: id) else { return }
    switch record.state {
    case .active: try run(db, record, now: now)
    case .terminating where try !hasActiveJob(db, record): try complete(db, record, now: now)
    case .deleting where try !hasJob(db, record):
      try releasePool(db, record, now: now)
      try db.execute(sql: "DELETE FROM jobSchedules WHERE id = ?", arguments: [record.id])
    default: return
    }
  }

  private static func run(_ db: Database, _ record: ScheduleRecord, now: Timestamp) throws {
    var plan = SchedulePlan(schedule: try record.schedule(), nextRun: record.nextRunTime)
    let step = plan.step(hasActiveJob: try hasActiveJob(db, record), now: now)
    // The job may end as soon as it is made: what follows must see the plan that has moved on.
    try save(db, plan, wake: nil, of: record.id)
    switch step {
    case .make(let due):
      try makeJob(db, record, due: due, now: now)
      guard try ScheduleRecord.fetch(db, id: record.id)?.state == .active else { return }
      // What it waits for from now on.
      let rest = plan.step(hasActiveJob: try hasActiveJob(db, record), now: now)
      switch rest {
      case .wait(let until): try save(db, plan, wake: until, of: record.id)
      case .complete: try complete(db, record, now: now)
      // Never twice in one moment.
      case .make: try save(db, plan, wake: now, of: record.id)
      }
    case .wait(let until): try save(db, plan, wake: until, of: record.id)
    case .complete: try complete(db, record, now: now)
    }
  }

  private static func save(_ db: Database, _ plan: SchedulePlan, wake: Timestamp?, of id: String) throws {
    try db.execute(
      literal: "UPDATE jobSchedules SET nextRunTime = \(plan.nextRun), wakeTime = \(wake) WHERE id = \(id)")
  }

  /// Source: Batch API: the jobs of a schedule are named `{schedule}:job-N`.
  private static func makeJob(_ db: Database, _ record: ScheduleRecord, due: Timestamp, now: Timestamp) throws {
    let number = record.lastNumber + 1
    let id = "\(record.id):job-\(number)"
    try db.execute(
      literal: """
        UPDATE jobSchedules SET lastNumber = \(number), lastRunTime = \(due), recentJobId = \(id)
        WHERE id = \(record.id)
        """)
    guard
      case .object(var members)? = try JSONText.decode(JSONValue.self, record.spec)["jobSpecification"]
    else { return }
    members["id"] = .string(id)
    do {
      _ = try Store.insertJob(db, try JobDescription(members), of: (record.id, number), now: now)
    } catch let error as WireError where ["PoolNotFound", "PoolQuotaReached"].contains(error.code) {
      // There may be a pool for the next one: this opportunity is lost.
      try db.execute(literal: "UPDATE jobSchedules SET recentJobId = \(record.recentJobID) WHERE id = \(record.id)")
    }
  }

  static func terminate(_ db: Database, _ record: ScheduleRecord, isForced: Bool, now: Timestamp) throws {
    try move(db, record, to: .terminating, now: now)
    try db.execute(literal: "UPDATE jobSchedules SET wakeTime = NULL WHERE id = \(record.id)")
    for job in try jobs(db, record) {
      if isForced, job.state != .completed, job.state != .deleting {
        try JobLifecycle.terminateAtOnce(db, job: job, reason: "TerminateJobSchedule", now: now)
      } else if [.active, .disabling, .disabled, .enabling].contains(job.state) {
        try JobLifecycle.terminate(db, job: job, reason: "TerminateJobSchedule", now: now)
      }
    }
    try advance(db, id: record.id, now: now)
  }

  static func delete(_ db: Database, _ record: ScheduleRecord, isForced: Bool, now: Timestamp) throws {
    if record.state != .deleting { try move(db, record, to: .deleting, now: now) }
    try db.execute(literal: "UPDATE jobSchedules SET wakeTime = NULL WHERE id = \(record.id)")
    for job in try jobs(db, record) {
      if isForced {
        try JobLifecycle.deleteAtOnce(db, job: job, now: now)
      } else if job.state != .deleting {
        try JobLifecycle.delete(db, job: job, now: now)
      }
    }
    try advance(db, id: record.id, now: now)
  }

  static func move(_ db: Database, _ record: ScheduleRecord, to state: JobScheduleState, now: Timestamp) throws {
    try db.execute(
      literal: """
        UPDATE jobSchedules SET previousState = state, previousStateTime = stateTime, state = \(state.rawValue),
          stateTime = \(now), lastModified = \(now), eTag = \(ETag.make(at: now)) WHERE id = \(record.id)
        """)
  }

  private static func releasePool(_ db: Database, _ record: ScheduleRecord, now: Timestamp) throws {
    let job = try JSONText.decode(JSONValue.self, record.spec)["jobSpecification"] ?? .null
    try AutoPools.release(db, of: .schedule(record.id), job: job, now: now)
  }

  private static func complete(_ db: Database, _ record: ScheduleRecord, now: Timestamp) throws {
    try releasePool(db, record, now: now)
    try move(db, record, to: .completed, now: now)
    try db.execute(
      literal: """
        UPDATE jobSchedules SET endTime = \(now), nextRunTime = NULL, wakeTime = NULL WHERE id = \(record.id)
        """)
  }

  private static func jobs(_ db: Database, _ record: ScheduleRecord) throws -> [JobRecord] {
    try JobRecord.fetchAll(db, literal: "SELECT * FROM jobs WHERE scheduleId = \(record.id)")
  }

  private static func hasActiveJob(_ db: Database, _ record: ScheduleRecord) throws -> Bool {
    try Int.fetchOne(
      db,
      literal: """
        SELECT 1 FROM jobs WHERE scheduleId = \(record.id) AND state NOT IN ('completed', 'deleting') LIMIT 1
        """) != nil
  }

  private static func hasJob(_ db: Database, _ record: ScheduleRecord) throws -> Bool {
    try Int.fetchOne(db, literal: "SELECT 1 FROM jobs WHERE scheduleId = \(record.id) LIMIT 1") != nil
  }
}
