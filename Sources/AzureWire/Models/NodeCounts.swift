/// The nodes of a pool by state (Batch API, PoolNodeCounts).
public struct PoolNodeCounts: Codable, Sendable {
  /// The pool whose nodes are counted.
  public var poolId: String
  /// Nodes of the pool's own, by their state.
  public var dedicated: NodeCounts?
  /// Nodes that cost less and may be taken away, by their state.
  public var lowPriority: NodeCounts?
}

/// Numbers of nodes; a state that the service does not tell of is nil.
public struct NodeCounts: Codable, Sendable, Equatable {
  public var creating: Int?
  public var idle: Int?
  public var offline: Int?
  public var preempted: Int?
  public var rebooting: Int?
  public var reimaging: Int?
  public var running: Int?
  public var starting: Int?
  public var startTaskFailed: Int?
  public var leavingPool: Int?
  public var unknown: Int?
  public var unusable: Int?
  public var waitingForStartTask: Int?
  public var deallocated: Int?
  public var deallocating: Int?
  public var upgradingOS: Int?
  /// Nodes of all states.
  public var total: Int?
}
