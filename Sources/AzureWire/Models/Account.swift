/// An image that pools may use, and the agent that fits it (Batch API,
/// SupportedImage).
public struct SupportedImage: Codable, Sendable {
  public var nodeAgentSKUId: String
  public var imageReference: ImageReference
  /// `linux` or `windows`.
  public var osType: String?
  /// Such as `DockerCompatible`.
  public var capabilities: [String]?
  public var batchSupportEndOfLife: Timestamp?
  /// `verified` or `unverified`.
  public var verificationType: String?
}

/// An application of the account that tasks and nodes can refer to.
public struct BatchApplication: Codable, Sendable {
  public var id: String
  public var displayName: String?
  public var versions: [String]?
}

/// What a pool has used in half an hour (Batch API, PoolUsageMetrics).
public struct PoolUsageMetrics: Codable, Sendable {
  public var poolId: String
  public var startTime: Timestamp?
  public var endTime: Timestamp?
  public var vmSize: String?
  public var totalCoreHours: Double?
}
