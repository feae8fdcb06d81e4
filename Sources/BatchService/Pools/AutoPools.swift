import AzureWire
import Foundation
import GRDB
import HTTPTypes

/// The pools that jobs and schedules have to themselves: made with the first
/// job, deleted when the job or the schedule has ended.
///
/// Source: Batch API, AutoPoolSpecification.
enum AutoPools {
  /// Whose end a pool does not outlive, as its column tells it.
  enum Owner {
    case job(String)
    case schedule(String)

    var text: String {
      switch self {
      case .job(let id): "job/\(id)"
      case .schedule(let id): "schedule/\(id)"
      }
    }
  }

  private static let property = "poolInfo.autoPoolSpecification"
  private static let longestPrefix = 20

  /// The specification in a job's description; nil for one that names a pool.
  static func specification(in job: JSONValue) -> JSONValue? {
    let said = job["poolInfo"]?["autoPoolSpecification"]
    return said == .null ? nil : said
  }

  /// - Throws: ``WireError`` for what Batch would refuse, the pool's own
  ///   properties included.
  static func check(_ job: JSONValue) throws {
    guard let said = specification(in: job) else { return }
    let auto = try RequestDecoding.decode(AutoPoolSpecification.self, from: try JSONText.encode(said))
    guard ["job", "jobschedule"].contains(auto.poolLifetimeOption.lowercased()) else {
      throw WireError.invalidProperty(
        "\(property).poolLifetimeOption", value: auto.poolLifetimeOption, reason: "It is either job or jobschedule")
    }
    if let prefix = auto.autoPoolIdPrefix {
      guard prefix.isEmpty || ResourceID.isValid(prefix), prefix.count <= longestPrefix else {
        throw WireError.invalidProperty(
          "\(property).autoPoolIdPrefix", value: prefix,
          reason: "It holds at most \(longestPrefix) letters, digits, hyphens and underscores")
      }
    }
    _ = try description(said, id: "auto")
  }

  private static func description(_ said: JSONValue, id: String) throws -> PoolDescription {
    guard case .object(let members)? = said["pool"] else { throw WireError.missingProperty("\(property).pool") }
    do {
      return try PoolDescription(id: id, members.filter { $0.value != .null })
    } catch let error as WireError {
      throw error.below("\(property).pool")
    }
  }

  /// The pool of a new job: its own, or the one that its schedule has.
  ///
  /// - Throws: ``WireError``, `PoolQuotaReached` among others.
  static func pool(
    _ db: Database, for job: String, ofSchedule schedule: String?, _ said: JSONValue, now: Timestamp
  ) throws -> PoolRecord {
    let lastsAsSchedule = said["poolLifetimeOption"]?.string?.lowercased() == "jobschedule"
    guard !lastsAsSchedule || schedule != nil else {
      throw WireError.invalidProperty(
        "\(property).poolLifetimeOption", value: "jobschedule", reason: "The job is not of a job schedule")
    }
    let owner: Owner = lastsAsSchedule ? .schedule(schedule ?? "") : .job(job)
    let existing = try PoolRecord.fetchOne(
      db, literal: "SELECT * FROM pools WHERE owner = \(owner.text) AND state = 'active'"
    )
    if let existing { return existing }
    let prefix = said["autoPoolIdPrefix"]?.string ?? ""
    let id = (prefix.isEmpty ? "" : prefix + "_") + UUID().uuidString
    let pool = try Store.addPool(db, try description(said, id: id), now: now)
    try db.execute(literal: "UPDATE pools SET owner = \(owner.text) WHERE id = \(pool.id)")
    return pool
  }

  /// The owner has ended: its pool goes, or stays for good.
  ///
  /// - Parameter job: the description that says which.
  static func release(_ db: Database, of owner: Owner, job: JSONValue, now: Timestamp) throws {
    let staysAlive = specification(in: job)?["keepAlive"] == .bool(true)
    for pool in try PoolRecord.fetchAll(db, literal: "SELECT * FROM pools WHERE owner = \(owner.text)") {
      if staysAlive {
        try db.execute(literal: "UPDATE pools SET owner = NULL WHERE id = \(pool.id)")
      } else {
        try Store.deletePool(db, pool, now: now)
      }
    }
  }
}

extension JSONValue {
  fileprivate var string: String? { if case .string(let text) = self { text } else { nil } }
}
