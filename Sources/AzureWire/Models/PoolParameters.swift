/// What a client says of a new pool (Batch API, Pool - Add).
public struct PoolAddParameters: Codable, Sendable {
  /// Unique in what it belongs to, whatever the case of its letters.
  public var id: String
  /// The rest of what it says, as a job says it of a pool of its own.
  public var specification: PoolSpecification

  private enum CodingKeys: String, CodingKey { case id }

  public init(id: String, specification: PoolSpecification) {
    self.id = id
    self.specification = specification
  }

  /// One object holds the id and the members of the specification.
  public init(from decoder: any Decoder) throws {
    id = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .id)
    specification = try PoolSpecification(from: decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    try specification.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
  }
}

/// What a client changes of a pool (Batch API, Pool - Patch); nil stays as
/// it is. Nodes that run get a new start task when they restart.
public struct PoolPatchParameters: Codable, Sendable {
  /// What people call it; nothing is found by it.
  public var displayName: String?
  /// What each node runs when it joins, before any task.
  public var startTask: StartTask?
  /// Packages that are unpacked on the node before.
  public var applicationPackageReferences: [ApplicationPackageReference]?
  /// Names and values of the user's own, which the service only keeps.
  public var metadata: [NameValue]?
  /// Like everything below, only while the pool has no nodes.
  public var vmSize: String?
  /// What the machines are made of.
  public var virtualMachineConfiguration: VirtualMachineConfiguration?
  /// Whether the nodes can reach each other.
  public var enableInterNodeCommunication: Bool?
  /// Slots of each node, of which a task takes one or more.
  public var taskSlotsPerNode: Int?
  /// Whether tasks are spread over the nodes or fill one after the other.
  public var taskSchedulingPolicy: TaskSchedulingPolicy?
  /// The subnet and the like, as the service writes it.
  public var networkConfiguration: JSONValue?
  /// Users made on each node, as the service writes them.
  public var userAccounts: JSONValue?
  /// File systems that each node mounts, as the service writes them.
  public var mountConfiguration: JSONValue?
  /// How the system of the nodes is kept new, as the service writes it.
  public var upgradePolicy: JSONValue?

  public init() {}
}

/// What a pool has from now on (Batch API, Pool - Replace Properties).
public struct PoolReplaceParameters: Codable, Sendable {
  /// None when nil.
  public var startTask: StartTask?
  /// Packages that are unpacked on the node before.
  public var applicationPackageReferences: [ApplicationPackageReference]
  /// Names and values of the user's own, which the service only keeps.
  public var metadata: [NameValue]

  public init(
    startTask: StartTask? = nil, applicationPackageReferences: [ApplicationPackageReference] = [],
    metadata: [NameValue] = []
  ) {
    self.startTask = startTask
    self.applicationPackageReferences = applicationPackageReferences
    self.metadata = metadata
  }
}
