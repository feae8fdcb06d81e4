/// An image that pools may use, and the agent that fits it (Batch API,
/// SupportedImage).
public struct SupportedImage: Codable, Sendable {
  /// The node agent that fits the image, such as `batch.node.ubuntu 22.04`.
  public var nodeAgentSKUId: String
  /// The image that the machines start from.
  public var imageReference: ImageReference
  /// `linux` or `windows`.
  public var osType: String?
  /// Such as `DockerCompatible`.
  public var capabilities: [String]?
  /// From when on Batch supports the image no more.
  public var batchSupportEndOfLife: Timestamp?
  /// `verified` or `unverified`.
  public var verificationType: String?
}

/// An application of the account that tasks and nodes can refer to.
public struct BatchApplication: Codable, Sendable {
  /// Unique in what it belongs to, whatever the case of its letters.
  public var id: String
  /// What people call it; nothing is found by it.
  public var displayName: String?
  /// The versions there are.
  public var versions: [String]?
}

/// What a pool has used in half an hour (Batch API, PoolUsageMetrics).
public struct PoolUsageMetrics: Codable, Sendable {
  /// The pool that was used.
  public var poolId: String
  /// The beginning of the time that is counted.
  public var startTime: Timestamp?
  /// The end of the time that is counted.
  public var endTime: Timestamp?
  /// The size of the machines, such as `Standard_D2_v2`.
  public var vmSize: String?
  /// Hours, times the cores that were there.
  public var totalCoreHours: Double?
}
