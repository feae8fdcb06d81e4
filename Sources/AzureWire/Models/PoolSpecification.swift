/// How the nodes of a pool are made (Batch API, PoolSpecification).
public struct PoolSpecification: Codable, Sendable, Equatable {
  /// What people call it; nothing is found by it.
  public var displayName: String?
  /// The size of the machines, such as `Standard_D2_v2`.
  public var vmSize: String
  /// What the machines are made of.
  public var virtualMachineConfiguration: VirtualMachineConfiguration?
  /// At least 5 minutes; 15 unless given.
  public var resizeTimeout: WireDuration?
  /// Nodes of the pool's own, as many as are wanted.
  public var targetDedicatedNodes: Int?
  /// Nodes that cost less and may be taken away, as many as are wanted.
  public var targetLowPriorityNodes: Int?
  /// Instead of targets.
  public var enableAutoScale: Bool?
  /// At most 8,192 characters.
  public var autoScaleFormula: String?
  /// From 5 minutes to 168 hours; 15 minutes unless given.
  public var autoScaleEvaluationInterval: WireDuration?
  /// Whether the nodes can reach each other.
  public var enableInterNodeCommunication: Bool?
  /// The subnet and the like, as the service writes it.
  public var networkConfiguration: JSONValue?
  /// What each node runs when it joins, before any task.
  public var startTask: StartTask?
  /// Packages that are unpacked on the node before.
  public var applicationPackageReferences: [ApplicationPackageReference]?
  /// At most 4 for each core, and 256; 1 unless given.
  public var taskSlotsPerNode: Int?
  /// Whether tasks are spread over the nodes or fill one after the other.
  public var taskSchedulingPolicy: TaskSchedulingPolicy?
  /// Users made on each node, as the service writes them.
  public var userAccounts: JSONValue?
  /// Names and values of the user's own, which the service only keeps.
  public var metadata: [NameValue]?
  /// File systems that each node mounts, as the service writes them.
  public var mountConfiguration: JSONValue?
  /// The managed identity of the nodes, as the service writes it.
  public var identity: JSONValue?
  /// How the system of the nodes is kept new, as the service writes it.
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
  /// What the pool is like.
  public var pool: PoolSpecification?

  public init(poolLifetimeOption: String = "job", pool: PoolSpecification) {
    self.poolLifetimeOption = poolLifetimeOption
    self.pool = pool
  }
}

/// The system that the nodes of a pool run.
public struct VirtualMachineConfiguration: Codable, Sendable, Equatable {
  /// The image that the machines start from.
  public var imageReference: ImageReference
  /// Fits the image: see the list of supported images.
  public var nodeAgentSKUId: String
  /// Images and registries of containers, as the service writes it.
  public var containerConfiguration: JSONValue?
  /// What is set on Windows alone, as the service writes it.
  public var windowsConfiguration: JSONValue?
  /// Disks beside the system's, as the service writes them.
  public var dataDisks: JSONValue?
  /// The kind of licence that the user brings along.
  public var licenseType: String?
  /// What of the disks is encrypted, as the service writes it.
  public var diskEncryptionConfiguration: JSONValue?
  /// How the nodes are spread over zones, as the service writes it.
  public var nodePlacementConfiguration: JSONValue?
  /// Programs installed on the machines, as the service writes them.
  public var extensions: JSONValue?
  /// The system's disk, as the service writes it.
  public var osDisk: JSONValue?
  /// Trusted launch and the like, as the service writes it.
  public var securityProfile: JSONValue?
  /// Which versions of the image are allowed, as the service writes it.
  public var serviceArtifactReference: JSONValue?

  public init(imageReference: ImageReference, nodeAgentSKUId: String) {
    self.imageReference = imageReference
    self.nodeAgentSKUId = nodeAgentSKUId
  }
}

/// An image of the marketplace, or one of the account's own by its id.
public struct ImageReference: Codable, Sendable, Equatable {
  /// Who publishes the image.
  public var publisher: String?
  /// The product, as its publisher names it.
  public var offer: String?
  /// The edition, as its publisher names it.
  public var sku: String?
  /// `latest` unless given.
  public var version: String?
  /// The id of an image of the user's own.
  public var virtualMachineImageId: String?
  /// The id of an image of a shared gallery.
  public var sharedGalleryImageId: String?
  /// The id of an image of a community gallery.
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
