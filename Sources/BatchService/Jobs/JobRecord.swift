import AzureWire
import GRDB

/// A job as it is stored.
struct JobRecord {
  var id: String
  var incarnation: String
  var state: JobState
  var stateTime: Timestamp
  var previousState: String?
  var previousStateTime: Timestamp?
  var creationTime: Timestamp
  var lastModified: Timestamp
  var eTag: String
  var poolID: String
  var priority: Int
  var maxTaskRetryCount: Int
  var usesTaskDependencies: Bool
  var onAllTasksComplete: OnAllTasksComplete
  var startTime: Timestamp
  var endTime: Timestamp?
  var terminateReason: String?
  var counts: TaskCounts
  var slotCounts: TaskCounts
  /// The JSON of what the client said, defaults filled in.
  var spec: String

  init(row: Row) {
    id = row["id"]
    incarnation = row["incarnation"]
    state = JobState(rawValue: row["state"])
    stateTime = row["stateTime"]
    previousState = row["previousState"]
    previousStateTime = row["previousStateTime"]
    creationTime = row["creationTime"]
    lastModified = row["lastModified"]
    eTag = row["eTag"]
    poolID = row["poolId"]
    priority = row["priority"]
    maxTaskRetryCount = row["maxTaskRetryCount"]
    usesTaskDependencies = row["usesTaskDependencies"]
    onAllTasksComplete = OnAllTasksComplete(rawValue: row["onAllTasksComplete"])
    startTime = row["startTime"]
    endTime = row["endTime"]
    terminateReason = row["terminateReason"]
    counts = TaskCounts(
      active: row["activeTasks"], running: row["runningTasks"], completed: row["succeededTasks"] + row["failedTasks"],
      succeeded: row["succeededTasks"], failed: row["failedTasks"])
    slotCounts = TaskCounts(
      active: row["activeSlots"], running: row["runningSlots"], completed: row["succeededSlots"] + row["failedSlots"],
      succeeded: row["succeededSlots"], failed: row["failedSlots"])
    spec = row["spec"]
  }

  static func fetch(_ db: Database, id: String) throws -> JobRecord? {
    try Row.fetchOne(db, sql: "SELECT * FROM jobs WHERE id = ?", arguments: [id]).map(JobRecord.init)
  }

  /// - Throws: ``WireError`` `JobNotFound`.
  static func find(_ db: Database, id: String) throws -> JobRecord {
    guard let job = try fetch(db, id: id) else { throw WireError.jobNotFound(id) }
    return job
  }

  func json(endpoint: String, select: Set<String>?) throws -> String {
    var members = JSONMembers()
    members.add("id", id)
    members.add("url", "\(endpoint)/jobs/\(id)")
    members.add("eTag", eTag)
    members.add("lastModified", lastModified)
    members.add("creationTime", creationTime)
    members.add("state", state.rawValue)
    members.add("stateTransitionTime", stateTime)
    members.add("previousState", previousState)
    members.add("previousStateTransitionTime", previousStateTime)
    members.add("priority", priority)
    members.add("onAllTasksComplete", onAllTasksComplete.rawValue)
    var execution = JSONMembers()
    execution.add("startTime", startTime)
    execution.add("endTime", endTime)
    execution.add("poolId", poolID)
    execution.add("terminateReason", terminateReason)
    members.add("executionInfo", execution)
    return try members.text(joinedWith: spec, select: select)
  }
}
