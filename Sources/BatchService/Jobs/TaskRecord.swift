import AzureWire
import GRDB

/// A task as it is stored.
struct TaskRecord {
  var sequence: Int64
  var jobID: String
  var id: String
  var state: TaskState
  var stateTime: Timestamp
  var previousState: String?
  var previousStateTime: Timestamp?
  var creationTime: Timestamp
  var lastModified: Timestamp
  var eTag: String
  var requiredSlots: Int
  var maxTaskRetryCount: Int
  /// See ``WireDuration/ticks``.
  var maxWallClock: WireDuration
  var retryCount: Int
  var requeueCount: Int
  var startTime: Timestamp?
  var endTime: Timestamp?
  var exitCode: Int?
  var result: String?
  /// JSON of a ``TaskFailureInformation``.
  var failureInfo: String?
  var nodeID: String?
  var runID: String?
  /// JSON of the ``TaskFailureInformation`` that the end will carry.
  var endRequest: String?
  var spec: String

  init(row: Row) {
    sequence = row["sequence"]
    jobID = row["jobId"]
    id = row["id"]
    state = TaskState(rawValue: row["state"])
    stateTime = row["stateTime"]
    previousState = row["previousState"]
    previousStateTime = row["previousStateTime"]
    creationTime = row["creationTime"]
    lastModified = row["lastModified"]
    eTag = row["eTag"]
    requiredSlots = row["requiredSlots"]
    maxTaskRetryCount = row["maxTaskRetryCount"]
    maxWallClock = WireDuration(ticks: row["maxWallClock"])
    retryCount = row["retryCount"]
    requeueCount = row["requeueCount"]
    startTime = row["startTime"]
    endTime = row["endTime"]
    exitCode = row["exitCode"]
    result = row["result"]
    failureInfo = row["failureInfo"]
    nodeID = row["nodeId"]
    runID = row["runId"]
    endRequest = row["endRequest"]
    spec = row["spec"]
  }

  static func fetch(_ db: Database, job: String, id: String) throws -> TaskRecord? {
    try Row.fetchOne(db, sql: "SELECT * FROM tasks WHERE jobId = ? AND id = ?", arguments: [job, id])
      .map(TaskRecord.init)
  }

  /// - Throws: ``WireError`` `JobNotFound` or `TaskNotFound`.
  static func find(_ db: Database, job: String, id: String) throws -> TaskRecord {
    if let task = try fetch(db, job: job, id: id) { return task }
    _ = try JobRecord.find(db, id: job)
    throw WireError.taskNotFound(id)
  }

  func json(endpoint: String, poolID: String, select: Set<String>?) throws -> String {
    var members = JSONMembers()
    members.add("id", id)
    members.add("url", "\(endpoint)/jobs/\(jobID)/tasks/\(id)")
    members.add("eTag", eTag)
    members.add("creationTime", creationTime)
    members.add("lastModified", lastModified)
    members.add("state", state.rawValue)
    members.add("stateTransitionTime", stateTime)
    members.add("previousState", previousState)
    members.add("previousStateTransitionTime", previousStateTime)
    members.add("executionInfo", executionInfo)
    if state != .active { members.add("nodeInfo", nodeInfo(endpoint: endpoint, poolID: poolID)) }
    return try members.text(joinedWith: spec, select: select)
  }

  private var executionInfo: JSONMembers {
    var members = JSONMembers()
    members.add("startTime", state == .active ? nil : startTime)
    members.add("endTime", endTime)
    members.add("exitCode", exitCode)
    members.add("failureInfo", json: failureInfo)
    members.add("retryCount", retryCount)
    members.add("requeueCount", requeueCount)
    members.add("result", result)
    return members
  }

  /// Empty for a task that was ended before it ran.
  private func nodeInfo(endpoint: String, poolID: String) -> JSONMembers {
    var members = JSONMembers()
    guard let nodeID else { return members }
    members.add("affinityId", "TVM:\(nodeID)")
    members.add("nodeUrl", "\(endpoint)/pools/\(poolID)/nodes/\(nodeID)")
    members.add("poolId", poolID)
    members.add("nodeId", nodeID)
    members.add("taskRootDirectory", "workitems/\(jobID)/job-1/\(id)")
    members.add("taskRootDirectoryUrl", "\(endpoint)/jobs/\(jobID)/tasks/\(id)/files")
    return members
  }
}
