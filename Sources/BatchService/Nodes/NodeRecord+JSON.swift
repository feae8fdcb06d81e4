import AzureWire

extension NodeRecord {
  /// The tasks that a node holds.
  struct Load: Sendable {
    var tasks = 0
    var slots = 0
    /// Some of them, as JSON: each a ``NodeTaskInformation``.
    var recent: [String] = []
  }

  /// The node as the service describes it.
  func json(endpoint: String, load: Load, vmSize: String, select: Set<String>?) throws -> String {
    var members = JSONMembers()
    members.add("id", id)
    members.add("url", "\(endpoint)/pools/\(poolID)/nodes/\(id)")
    members.add("state", shownState(tasks: load.tasks).rawValue)
    members.add("schedulingState", isSchedulingEnabled ? "enabled" : "disabled")
    members.add("stateTransitionTime", state == .idle ? max(stateTime, workTime) : stateTime)
    // A node whose first agent has not called yet never was up.
    members.add("lastBootTime", boot == 1 && [.creating, .starting].contains(state) ? nil : bootTime)
    members.add("allocationTime", allocationTime)
    members.add("ipAddress", "127.0.0.1")
    members.add("affinityId", "TVM:\(id)")
    members.add("vmSize", vmSize)
    members.add("totalTasksRun", totalTasksRun)
    members.add("totalTasksSucceeded", totalTasksSucceeded)
    members.add("runningTasksCount", load.tasks)
    members.add("runningTaskSlotsCount", load.slots)
    if !load.recent.isEmpty { members.add("recentTasks", json: "[\(load.recent.joined(separator: ","))]") }
    members.add("startTask", json: startTask)
    if let start { members.add("startTaskInfo", start.json) }
    members.add("errors", json: errors)
    members.add("isDedicated", isDedicated)
    return try members.text(joinedWith: "{}", select: select)
  }
}

extension NodeRecord.Start {
  /// As ``StartTaskInformation``.
  fileprivate var json: JSONMembers {
    var members = JSONMembers()
    members.add("state", state)
    members.add("startTime", startTime)
    members.add("endTime", endTime)
    members.add("exitCode", exitCode)
    members.add("failureInfo", json: failureInfo)
    members.add("retryCount", retryCount)
    // The last attempt began with its last retry.
    if retryCount > 0 { members.add("lastRetryTime", startTime) }
    members.add("result", result?.rawValue)
    return members
  }
}
