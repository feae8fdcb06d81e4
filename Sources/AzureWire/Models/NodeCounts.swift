/// The nodes of a pool by state (Batch API, PoolNodeCounts).
public struct PoolNodeCounts: Codable, Sendable {
  public var poolId: String
  public var dedicated: NodeCounts?
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
  public var total: Int?
}
