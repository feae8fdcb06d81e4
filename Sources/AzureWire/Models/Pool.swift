/// A pool as the service describes it (Batch API, Pool). Members that a
/// `$select` left out are nil.
///
/// What the protocol calls low-priority nodes, Azure now sells as Spot.
public struct BatchPool: Codable, Sendable {
  /// Unique in what it belongs to, whatever the case of its letters.
  public var id: String
  /// What people call it; nothing is found by it.
  public var displayName: String?
  /// Where the service has it.
  public var url: String?
  /// Changes whenever the resource does.
  public var eTag: String?
  /// When it was made.
  public var creationTime: Timestamp?
  /// When it was changed last; states and counts are no change.
  public var lastModified: Timestamp?
  /// Whether the pool takes jobs.
  public var state: PoolState?
  /// When it came into that state.
  public var stateTransitionTime: Timestamp?
  /// Whether the pool is on its way to another size.
  public var allocationState: AllocationState?
  /// When it came into that state of its size.
  public var allocationStateTransitionTime: Timestamp?
  /// The size of the machines, such as `Standard_D2_v2`.
  public var vmSize: String?
  /// What the machines are made of.
  public var virtualMachineConfiguration: VirtualMachineConfiguration?
  /// How long the pool may take to get to its size.
  public var resizeTimeout: WireDuration?
  /// What went wrong with the last resize.
  public var resizeErrors: [ResizeError]?
  /// Nodes of the pool's own, as many as there are.
  public var currentDedicatedNodes: Int?
  /// Nodes of the pool's own, as many as are wanted.
  public var targetDedicatedNodes: Int?
  /// Nodes that cost less and may be taken away, as many as there are.
  public var currentLowPriorityNodes: Int?
  /// Nodes that cost less and may be taken away, as many as are wanted.
  public var targetLowPriorityNodes: Int?
  /// Whether a formula decides about the size.
  public var enableAutoScale: Bool?
  /// The formula that decides about the size.
  public var autoScaleFormula: String?
  /// How often the formula is evaluated.
  public var autoScaleEvaluationInterval: WireDuration?
  /// The last evaluation.
  public var autoScaleRun: AutoScaleRun?
  /// Whether the nodes can reach each other.
  public var enableInterNodeCommunication: Bool?
  /// The subnet and the like, as the service writes it.
  public var networkConfiguration: JSONValue?
  /// What each node runs when it joins, before any task.
  public var startTask: StartTask?
  /// Packages that are unpacked on the node before.
  public var applicationPackageReferences: [ApplicationPackageReference]?
  /// Slots of each node, of which a task takes one or more.
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
  /// Only with `$expand=stats`.
  public var stats: JSONValue?

  /// A pool of which nothing else is known.
  public init(id: String) {
    self.id = id
  }
}

/// Why a pool has not the size that was asked for.
public struct ResizeError: Codable, Sendable, Equatable {
  /// Such as `AllocationTimedout`, `AccountCoreQuotaReached`, `ResizeStopped`.
  public var code: String?
  /// The reason in a sentence, for people.
  public var message: String?
  /// More about the reason, by name.
  public var values: [NameValue]?

  public init(code: String?, message: String?, values: [NameValue]? = nil) {
    self.code = code
    self.message = message
    self.values = values
  }
}

/// An evaluation of an autoscale formula.
public struct AutoScaleRun: Codable, Sendable, Equatable {
  /// Why a formula has no value.
  public struct Failure: Codable, Sendable, Equatable {
    /// The kind of failure, for programs.
    public var code: String?
    /// The failure in a sentence, for people.
    public var message: String?
    /// Line, column and reason, where the formula itself is wrong.
    public var values: [NameValue]?

    public init(code: String?, message: String?, values: [NameValue]? = nil) {
      self.code = code
      self.message = message
      self.values = values
    }
  }

  /// When the formula was evaluated.
  public var timestamp: Timestamp?
  /// The variables: `$TargetDedicatedNodes=3;...;$own=1`.
  public var results: String?
  /// Why there are no results; nil when there are.
  public var error: Failure?

  public init(timestamp: Timestamp?, results: String?, error: Failure? = nil) {
    self.timestamp = timestamp
    self.results = results
    self.error = error
  }
}
