import AzureWire
import GRDB

/// A pool as it is stored.
struct PoolRecord {
  var id: String
  var state: String
  var creationTime: Timestamp
  var lastModified: Timestamp
  var eTag: String
  var targetDedicatedNodes: Int
  var taskSlotsPerNode: Int
  var vmSize: String
  var spec: String

  init(row: Row) {
    id = row["id"]
    state = row["state"]
    creationTime = row["creationTime"]
    lastModified = row["lastModified"]
    eTag = row["eTag"]
    targetDedicatedNodes = row["targetDedicatedNodes"]
    taskSlotsPerNode = row["taskSlotsPerNode"]
    vmSize = row["vmSize"]
    spec = row["spec"]
  }

  static func fetch(_ db: Database, id: String) throws -> PoolRecord? {
    try Row.fetchOne(db, sql: "SELECT * FROM pools WHERE id = ?", arguments: [id]).map(PoolRecord.init)
  }

  func json(endpoint: String, nodeCount: Int, select: Set<String>?) throws -> String {
    var members = JSONMembers()
    members.add("id", id)
    members.add("url", "\(endpoint)/pools/\(id)")
    members.add("eTag", eTag)
    members.add("lastModified", lastModified)
    members.add("creationTime", creationTime)
    members.add("state", state)
    members.add("stateTransitionTime", creationTime)
    members.add("allocationState", nodeCount == targetDedicatedNodes ? "steady" : "resizing")
    members.add("allocationStateTransitionTime", lastModified)
    members.add("vmSize", vmSize)
    members.add("currentDedicatedNodes", nodeCount)
    members.add("targetDedicatedNodes", targetDedicatedNodes)
    members.add("currentLowPriorityNodes", 0)
    members.add("targetLowPriorityNodes", 0)
    members.add("enableAutoScale", false)
    members.add("enableInterNodeCommunication", false)
    members.add("taskSlotsPerNode", taskSlotsPerNode)
    members.add("taskSchedulingPolicy", json: #"{"nodeFillType":"Spread"}"#)
    return try members.text(joinedWith: spec, select: select)
  }
}
