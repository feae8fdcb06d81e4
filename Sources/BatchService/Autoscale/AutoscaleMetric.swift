/// What a formula can ask of a pool: a variable that it reads, and of which
/// samples are kept.
package enum AutoscaleMetric: String, CaseIterable, Codable, Sendable {
  /// Tasks that could run now: those that wait for others do not count, those
  /// that wait on a node for its slots do.
  case activeTasks = "$ActiveTasks"
  /// Tasks that hold slots of a node.
  case runningTasks = "$RunningTasks"
  /// Active and running tasks together.
  case pendingTasks = "$PendingTasks"
  case succeededTasks = "$SucceededTasks"
  case failedTasks = "$FailedTasks"
  case taskSlotsPerNode = "$TaskSlotsPerNode"
  case currentDedicatedNodes = "$CurrentDedicatedNodes"
  case currentLowPriorityNodes = "$CurrentLowPriorityNodes"
  case preemptedNodeCount = "$PreemptedNodeCount"
  case usableNodeCount = "$UsableNodeCount"
  /// From 0 to 1.
  case cpuPercent = "$CPUPercent"

  /// The metric of a variable's name, whatever its case; the names of old
  /// formulas are understood.
  init?(variable: String) {
    guard let metric = Self.byName[variable.lowercased()] else { return nil }
    self = metric
  }

  private static let byName: [String: AutoscaleMetric] = {
    var names = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue.lowercased(), $0) })
    names["$currentdedicated"] = .currentDedicatedNodes
    names["$currentlowpriority"] = .currentLowPriorityNodes
    names["$samplenodecount"] = .usableNodeCount
    return names
  }()
}
