package import AzureWire
package import GRDB

/// A node as it is stored.
package struct NodeRecord {
  package var id: String
  package var poolID: String
  package var state: NodeState
  package var stateTime: Timestamp
  package var allocationTime: Timestamp
  package var slots: Int
  package var tokenHash: String
  package var totalTasksRun: Int
  package var totalTasksSucceeded: Int

  package init(row: Row) {
    id = row["id"]
    poolID = row["poolId"]
    state = NodeState(rawValue: row["state"])
    stateTime = row["stateTime"]
    allocationTime = row["allocationTime"]
    slots = row["slots"]
    tokenHash = row["tokenHash"]
    totalTasksRun = row["totalTasksRun"]
    totalTasksSucceeded = row["totalTasksSucceeded"]
  }

  package static func fetch(_ db: Database, id: String) throws -> NodeRecord? {
    try Row.fetchOne(db, sql: "SELECT * FROM nodes WHERE id = ?", arguments: [id]).map(NodeRecord.init)
  }

  package func json(endpoint: String, running: (tasks: Int, slots: Int), select: Set<String>?) throws -> String {
    let isWorking = state == .idle && running.tasks > 0
    var members = JSONMembers()
    members.add("id", id)
    members.add("url", "\(endpoint)/pools/\(poolID)/nodes/\(id)")
    members.add("state", (isWorking ? NodeState.running : state).rawValue)
    members.add("schedulingState", "enabled")
    members.add("stateTransitionTime", stateTime)
    members.add("allocationTime", allocationTime)
    members.add("lastBootTime", allocationTime)
    members.add("ipAddress", "127.0.0.1")
    members.add("affinityId", "TVM:\(id)")
    members.add("vmSize", "local")
    members.add("totalTasksRun", totalTasksRun)
    members.add("totalTasksSucceeded", totalTasksSucceeded)
    members.add("runningTasksCount", running.tasks)
    members.add("runningTaskSlotsCount", running.slots)
    members.add("isDedicated", true)
    return try members.text(joinedWith: "{}", select: select)
  }
}
