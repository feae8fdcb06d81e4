package import AzureWire
package import GRDB
import HTTPTypes

/// A job schedule as it is stored.
package struct ScheduleRecord: StatefulRecord, FetchableRecord {
  package var id: String
  package var state: JobScheduleState
  package var stateTime: Timestamp
  package var previousState: String?
  package var previousStateTime: Timestamp?
  package var creationTime: Timestamp
  package var lastModified: Timestamp
  package var eTag: String
  /// When the last job was due.
  package var lastRunTime: Timestamp?
  /// When the next job is due; nil when none will come.
  package var nextRunTime: Timestamp?
  /// The number in the last job's id.
  package var lastNumber: Int
  package var recentJobID: String?
  package var endTime: Timestamp?
  /// The JSON of what the client said, defaults filled in.
  package var spec: String

  package init(row: Row) {
    id = row["id"]
    state = JobScheduleState(rawValue: row["state"])
    stateTime = row["stateTime"]
    previousState = row["previousState"]
    previousStateTime = row["previousStateTime"]
    creationTime = row["creationTime"]
    lastModified = row["lastModified"]
    eTag = row["eTag"]
    lastRunTime = row["lastRunTime"]
    nextRunTime = row["nextRunTime"]
    lastNumber = row["lastNumber"]
    recentJobID = row["recentJobId"]
    endTime = row["endTime"]
    spec = row["spec"]
  }

  /// The schedule as it stands; nil when there is none.
  package static func fetch(_ db: Database, id: String) throws -> ScheduleRecord? {
    try fetchOne(db, sql: "SELECT * FROM jobSchedules WHERE id = ?", arguments: [id])
  }

  /// - Throws: ``WireError`` `JobScheduleNotFound`.
  package static func find(_ db: Database, id: String) throws -> ScheduleRecord {
    guard let schedule = try fetch(db, id: id) else {
      throw WireError(.notFound, "JobScheduleNotFound", "The specified job schedule does not exist: \(id).")
    }
    return schedule
  }

  /// When it makes jobs, as the client said it.
  func schedule() throws -> Schedule {
    struct Part: Decodable {
      var schedule: Schedule
    }
    return try JSONText.decode(Part.self, spec).schedule
  }

  /// - Throws: ``WireError`` when it is completed or on its way out.
  func requireChangeable() throws {
    switch state {
    case .completed:
      throw WireError.conflict("JobScheduleCompleted", "The specified job schedule is already in a completed state.")
    case .terminating:
      throw WireError.conflict("JobScheduleBeingTerminated", "The specified job schedule is being terminated.")
    case .deleting:
      throw WireError.conflict("JobScheduleBeingDeleted", "The specified job schedule is being deleted.")
    default: return
    }
  }

  /// - Parameter statistics: what `$expand=stats` asks for.
  func json(endpoint: String, select: Set<String>?, statistics: Statistics?) throws -> String {
    var members = head(url: "\(endpoint)/jobschedules/\(id)")
    var execution = JSONMembers()
    if state == .active || state == .disabled { execution.add("nextRunTime", nextRunTime) }
    if let recentJobID {
      var job = JSONMembers()
      job.add("url", "\(endpoint)/jobs/\(recentJobID)")
      job.add("id", recentJobID)
      execution.add("recentJob", job)
    }
    execution.add("endTime", endTime)
    members.add("executionInfo", execution)
    if let statistics { members.add("stats", statistics.json(url: "\(endpoint)/jobschedules/\(id)/stats")) }
    return try members.text(joinedWith: spec, select: select)
  }
}
