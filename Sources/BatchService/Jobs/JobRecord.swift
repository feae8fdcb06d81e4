package import AzureWire
package import GRDB

/// A job as it is stored.
package struct JobRecord: StatefulRecord, FetchableRecord {
  package var id: String
  package var incarnation: String
  package var state: JobState
  package var stateTime: Timestamp
  package var previousState: String?
  package var previousStateTime: Timestamp?
  package var creationTime: Timestamp
  package var lastModified: Timestamp
  package var eTag: String
  package var poolID: String
  package var priority: Int
  package var maxTaskRetryCount: Int
  package var usesTaskDependencies: Bool
  package var onAllTasksComplete: OnAllTasksComplete
  package var onTaskFailure: OnTaskFailure
  /// -1 without limit.
  package var maxParallelTasks: Int
  /// When its time is up; nil without limit, and once it has ended.
  package var deadline: Timestamp?
  package var managerTaskID: String?
  /// The schedule that made it.
  package var scheduleID: String?
  package var startTime: Timestamp
  package var endTime: Timestamp?
  package var terminateReason: String?
  package var counts: TaskCounts
  package var slotCounts: TaskCounts
  /// The JSON of what the client said, defaults filled in.
  package var spec: String

  package init(row: Row) {
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
    onTaskFailure = OnTaskFailure(rawValue: row["onTaskFailure"])
    maxParallelTasks = row["maxParallelTasks"]
    deadline = row["deadline"]
    managerTaskID = row["managerTaskId"]
    scheduleID = row["scheduleId"]
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

  /// The job as it stands; nil when there is none.
  package static func fetch(_ db: Database, id: String) throws -> JobRecord? {
    try fetchOne(db, literal: "SELECT * FROM jobs WHERE id = \(id)")
  }

  /// - Throws: ``WireError`` `JobNotFound`.
  package static func find(_ db: Database, id: String) throws -> JobRecord {
    guard let job = try fetch(db, id: id) else { throw WireError.jobNotFound(id) }
    return job
  }

  /// - Parameter statistics: what `$expand=stats` asks for.
  package func json(endpoint: String, select: Set<String>?, statistics: Statistics? = nil) throws -> String {
    var members = head(url: "\(endpoint)/jobs/\(id)")
    members.add("priority", priority)
    members.add("onAllTasksComplete", onAllTasksComplete.rawValue)
    var execution = JSONMembers()
    execution.add("startTime", startTime)
    execution.add("endTime", endTime)
    execution.add("poolId", poolID)
    execution.add("terminateReason", terminateReason)
    members.add("executionInfo", execution)
    if let statistics { members.add("stats", statistics.json(url: "\(endpoint)/jobs/\(id)/stats")) }
    return try members.text(joinedWith: spec, select: select)
  }
}
