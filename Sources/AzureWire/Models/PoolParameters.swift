/// What a client says of a new pool (Batch API, Pool - Add).
public struct PoolAddParameters: Codable, Sendable {
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
  public var displayName: String?
  public var startTask: StartTask?
  public var applicationPackageReferences: [ApplicationPackageReference]?
  public var metadata: [NameValue]?
  /// Like everything below, only while the pool has no nodes.
  public var vmSize: String?
  public var virtualMachineConfiguration: VirtualMachineConfiguration?
  public var enableInterNodeCommunication: Bool?
  public var taskSlotsPerNode: Int?
  public var taskSchedulingPolicy: TaskSchedulingPolicy?
  public var networkConfiguration: JSONValue?
  public var userAccounts: JSONValue?
  public var mountConfiguration: JSONValue?
  public var upgradePolicy: JSONValue?

  public init() {}
}

/// What a pool has from now on (Batch API, Pool - Replace Properties).
public struct PoolReplaceParameters: Codable, Sendable {
  /// None when nil.
  public var startTask: StartTask?
  public var applicationPackageReferences: [ApplicationPackageReference]
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
