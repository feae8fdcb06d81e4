package import AzureWire
package import GRDB

/// A task as it is stored.
package struct TaskRecord: StatefulRecord, FetchableRecord {
  package var sequence: Int64
  package var jobID: String
  package var id: String
  package var state: TaskState
  package var stateTime: Timestamp
  package var previousState: String?
  package var previousStateTime: Timestamp?
  package var creationTime: Timestamp
  package var lastModified: Timestamp
  package var eTag: String
  package var requiredSlots: Int
  package var maxTaskRetryCount: Int
  /// See ``WireDuration/ticks``.
  package var maxWallClock: WireDuration
  package var retryCount: Int
  package var requeueCount: Int
  package var lastRetryTime: Timestamp?
  package var lastRequeueTime: Timestamp?
  package var startTime: Timestamp?
  package var endTime: Timestamp?
  package var exitCode: Int?
  package var result: String?
  /// JSON of a ``TaskFailureInformation``.
  package var failureInfo: String?
  package var nodeID: String?
  package var runID: String?
  /// JSON of the ``TaskFailureInformation`` that the end will carry.
  package var endRequest: String?
  /// Whether that end leads back into the queue.
  package var isRequeued: Bool
  /// How long its directory is kept after its end.
  package var retention: WireDuration
  /// Whether its directory has gone since.
  package var filesRemoved: Bool
  package var spec: String

  package init(row: Row) {
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
    lastRetryTime = row["lastRetryTime"]
    lastRequeueTime = row["lastRequeueTime"]
    startTime = row["startTime"]
    endTime = row["endTime"]
    exitCode = row["exitCode"]
    result = row["result"]
    failureInfo = row["failureInfo"]
    nodeID = row["nodeId"]
    runID = row["runId"]
    endRequest = row["endRequest"]
    isRequeued = row["isRequeued"]
    retention = WireDuration(ticks: row["retention"])
    filesRemoved = row["filesRemoved"]
    spec = row["spec"]
  }

  /// The task as it stands; nil when there is none.
  package static func fetch(_ db: Database, job: String, id: String) throws -> TaskRecord? {
    try fetchOne(db, literal: "SELECT * FROM tasks WHERE jobId = \(job) AND id = \(id)")
  }

  /// The task whose current run it is.
  static func fetch(_ db: Database, runID: String) throws -> TaskRecord? {
    try fetchOne(db, literal: "SELECT * FROM tasks WHERE runId = \(runID)")
  }

  /// - Throws: ``WireError`` `JobNotFound` or `TaskNotFound`.
  package static func find(_ db: Database, job: String, id: String) throws -> TaskRecord {
    if let task = try fetch(db, job: job, id: id) { return task }
    _ = try JobRecord.find(db, id: job)
    throw WireError.taskNotFound(id)
  }

  /// - Parameter statistics: what `$expand=stats` asks for.
  package func json(
    endpoint: String, poolID: String, select: Set<String>?, statistics: Statistics? = nil
  ) throws -> String {
    var members = head(url: "\(endpoint)/jobs/\(jobID)/tasks/\(id)")
    members.add("executionInfo", executionInfo)
    if state != .active { members.add("nodeInfo", nodeInfo(endpoint: endpoint, poolID: poolID)) }
    if let statistics { members.add("stats", statistics.json(url: "\(endpoint)/jobs/\(jobID)/tasks/\(id)/stats")) }
    return try members.text(joinedWith: spec, select: select)
  }

  private var executionInfo: JSONMembers {
    var members = JSONMembers()
    members.add("startTime", state == .active ? nil : startTime)
    members.add("endTime", endTime)
    members.add("exitCode", exitCode)
    members.add("failureInfo", json: failureInfo)
    members.add("retryCount", retryCount)
    members.add("lastRetryTime", lastRetryTime)
    members.add("requeueCount", requeueCount)
    members.add("lastRequeueTime", lastRequeueTime)
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
