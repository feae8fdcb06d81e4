/// The states of a pool: active → deleting → gone.
public struct PoolState: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Takes jobs.
  public static let active = PoolState(rawValue: "active")
  /// Is going away with its nodes.
  public static let deleting = PoolState(rawValue: "deleting")
}

/// Whether a pool's size changes: steady → resizing → steady, by way of
/// stopping when a resize is broken off.
public struct AllocationState: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Has the size it is to have, or gave up.
  public static let steady = AllocationState(rawValue: "steady")
  /// Is on its way to another size.
  public static let resizing = AllocationState(rawValue: "resizing")
  /// Was told to stay as it is, and comes to rest.
  public static let stopping = AllocationState(rawValue: "stopping")
}

/// What becomes of the tasks on a node that goes, restarts or is taken off
/// the schedule.
public struct NodeDeallocationOption: WireWord {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }

  /// They are ended and run again elsewhere.
  public static let requeue = NodeDeallocationOption(rawValue: "requeue")
  /// They are ended for good.
  public static let terminate = NodeDeallocationOption(rawValue: "terminate")
  /// They run to their end first.
  public static let taskCompletion = NodeDeallocationOption(rawValue: "taskcompletion")
  /// They run to their end, and the node waits until their files expire.
  public static let retainedData = NodeDeallocationOption(rawValue: "retaineddata")
}
