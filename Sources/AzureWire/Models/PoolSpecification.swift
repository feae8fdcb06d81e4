/// How the nodes of a pool are made (Batch API, PoolSpecification).
public struct PoolSpecification: Codable, Sendable, Equatable {
  public var displayName: String?
  public var vmSize: String
  public var virtualMachineConfiguration: VirtualMachineConfiguration?
  /// At least 5 minutes; 15 unless given.
  public var resizeTimeout: WireDuration?
  public var targetDedicatedNodes: Int?
  public var targetLowPriorityNodes: Int?
  /// Instead of targets.
  public var enableAutoScale: Bool?
  /// At most 8,192 characters.
  public var autoScaleFormula: String?
  /// From 5 minutes to 168 hours; 15 minutes unless given.
  public var autoScaleEvaluationInterval: WireDuration?
  public var enableInterNodeCommunication: Bool?
  public var networkConfiguration: JSONValue?
  public var startTask: StartTask?
  public var applicationPackageReferences: [ApplicationPackageReference]?
  /// At most 4 for each core, and 256; 1 unless given.
  public var taskSlotsPerNode: Int?
  public var taskSchedulingPolicy: TaskSchedulingPolicy?
  public var userAccounts: JSONValue?
  public var metadata: [NameValue]?
  public var mountConfiguration: JSONValue?
  public var identity: JSONValue?
  public var upgradePolicy: JSONValue?

  public init(vmSize: String, virtualMachineConfiguration: VirtualMachineConfiguration? = nil) {
    self.vmSize = vmSize
    self.virtualMachineConfiguration = virtualMachineConfiguration
  }
}

/// A pool that the service makes for a job or a schedule.
public struct AutoPoolSpecification: Codable, Sendable, Equatable {
  /// At most 20 characters; a GUID follows it in the pool's id.
  public var autoPoolIdPrefix: String?
  /// `job` or `jobschedule`: with whose end the pool is deleted.
  public var poolLifetimeOption: String
  /// Whether the pool outlives it.
  public var keepAlive: Bool?
  public var pool: PoolSpecification?

  public init(poolLifetimeOption: String = "job", pool: PoolSpecification) {
    self.poolLifetimeOption = poolLifetimeOption
    self.pool = pool
  }
}

/// The system that the nodes of a pool run.
public struct VirtualMachineConfiguration: Codable, Sendable, Equatable {
  public var imageReference: ImageReference
  /// Fits the image: see the list of supported images.
  public var nodeAgentSKUId: String
  public var containerConfiguration: JSONValue?
  public var windowsConfiguration: JSONValue?
  public var dataDisks: JSONValue?
  public var licenseType: String?
  public var diskEncryptionConfiguration: JSONValue?
  public var nodePlacementConfiguration: JSONValue?
  public var extensions: JSONValue?
  public var osDisk: JSONValue?
  public var securityProfile: JSONValue?
  public var serviceArtifactReference: JSONValue?

  public init(imageReference: ImageReference, nodeAgentSKUId: String) {
    self.imageReference = imageReference
    self.nodeAgentSKUId = nodeAgentSKUId
  }
}

/// An image of the marketplace, or one of the account's own by its id.
public struct ImageReference: Codable, Sendable, Equatable {
  public var publisher: String?
  public var offer: String?
  public var sku: String?
  /// `latest` unless given.
  public var version: String?
  public var virtualMachineImageId: String?
  public var sharedGalleryImageId: String?
  public var communityGalleryImageId: String?
  /// What `latest` stood for when the node was made; the service's word.
  public var exactVersion: String?

  public init(publisher: String? = nil, offer: String? = nil, sku: String? = nil, version: String? = nil) {
    self.publisher = publisher
    self.offer = offer
    self.sku = sku
    self.version = version
  }
}

/// How tasks are shared out among the nodes.
public struct TaskSchedulingPolicy: Codable, Sendable, Equatable {
  /// `spread` or `pack`.
  public var nodeFillType: String?
  /// `none` or `creationtime`: which of several jobs of one priority goes first.
  public var jobDefaultOrder: String?

  public init(nodeFillType: String? = nil, jobDefaultOrder: String? = nil) {
    self.nodeFillType = nodeFillType
    self.jobDefaultOrder = jobDefaultOrder
  }
}
