import AzureWire

extension PoolRecord {
  /// What of a pool lies in its nodes.
  struct Nodes: Sendable, Equatable {
    var dedicated = 0
    var lowPriority = 0
    /// Units of 100 ns that they have spent in the pool, and those that have gone.
    var time: Int64 = 0
  }

  /// The pool as the service describes it.
  ///
  /// - Parameters:
  ///   - version: of the API; slots had another name before 2020-09-01.12.0,
  ///     dedicated nodes before 2017-05-01.5.0.
  ///   - statisticsAt: the time to which `$expand=stats` reckons.
  func json(
    endpoint: String, nodes: Nodes, version: String, select: Set<String>?, statisticsAt now: Timestamp? = nil
  ) throws -> String {
    var members = JSONMembers()
    members.add("id", id)
    members.add("url", "\(endpoint)/pools/\(id)")
    members.add("eTag", eTag)
    members.add("lastModified", lastModified)
    members.add("creationTime", creationTime)
    members.add("state", state.rawValue)
    members.add("stateTransitionTime", stateTime)
    members.add("allocationState", allocationState.rawValue)
    members.add("allocationStateTransitionTime", allocationStateTime)
    members.add("vmSize", vmSize)
    members.add("resizeTimeout", resizeTimeout.iso8601)
    let dedicated = version < "2017-05" ? "Dedicated" : "DedicatedNodes"
    members.add("current\(dedicated)", nodes.dedicated)
    members.add("target\(dedicated)", targetDedicatedNodes)
    members.add("currentLowPriorityNodes", nodes.lowPriority)
    members.add("targetLowPriorityNodes", targetLowPriorityNodes)
    members.add("resizeErrors", json: resizeErrors)
    members.add("enableAutoScale", enableAutoScale)
    if enableAutoScale {
      members.add("autoScaleFormula", autoScaleFormula)
      members.add("autoScaleEvaluationInterval", autoScaleInterval.iso8601)
      members.add("autoScaleRun", json: autoScaleRun)
    }
    members.add("enableInterNodeCommunication", enableInterNodeCommunication)
    members.add(version < "2020-09" ? "maxTasksPerNode" : "taskSlotsPerNode", taskSlotsPerNode)
    if let now { members.add("stats", statistics(url: "\(endpoint)/pools/\(id)/stats", nodes, now)) }
    return try members.text(joinedWith: spec, select: select)
  }

  /// Nodes have one core each, in the sense in which they are counted.
  private func statistics(url: String, _ nodes: Nodes, _ now: Timestamp) -> JSONMembers {
    var usage = JSONMembers()
    usage.add("startTime", creationTime)
    usage.add("lastUpdateTime", now)
    usage.add("dedicatedCoreTime", WireDuration(ticks: max(0, nodes.time)).iso8601)
    var members = JSONMembers()
    members.add("url", url)
    members.add("startTime", creationTime)
    members.add("lastUpdateTime", now)
    members.add("usageStats", usage)
    return members
  }
}
