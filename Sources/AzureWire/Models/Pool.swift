/// A pool as the service describes it (Batch API, Pool). Members that a
/// `$select` left out are nil.
///
/// What the protocol calls low-priority nodes, Azure now sells as Spot.
public struct BatchPool: Codable, Sendable {
  public var id: String
  public var displayName: String?
  public var url: String?
  public var eTag: String?
  public var creationTime: Timestamp?
  public var lastModified: Timestamp?
  public var state: PoolState?
  public var stateTransitionTime: Timestamp?
  public var allocationState: AllocationState?
  public var allocationStateTransitionTime: Timestamp?
  public var vmSize: String?
  public var virtualMachineConfiguration: VirtualMachineConfiguration?
  public var resizeTimeout: WireDuration?
  /// What went wrong with the last resize.
  public var resizeErrors: [ResizeError]?
  public var currentDedicatedNodes: Int?
  public var targetDedicatedNodes: Int?
  public var currentLowPriorityNodes: Int?
  public var targetLowPriorityNodes: Int?
  public var enableAutoScale: Bool?
  public var autoScaleFormula: String?
  public var autoScaleEvaluationInterval: WireDuration?
  /// The last evaluation.
  public var autoScaleRun: AutoScaleRun?
  public var enableInterNodeCommunication: Bool?
  public var networkConfiguration: JSONValue?
  public var startTask: StartTask?
  public var applicationPackageReferences: [ApplicationPackageReference]?
  public var taskSlotsPerNode: Int?
  public var taskSchedulingPolicy: TaskSchedulingPolicy?
  public var userAccounts: JSONValue?
  public var metadata: [NameValue]?
  public var mountConfiguration: JSONValue?
  public var identity: JSONValue?
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
  public var message: String?
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
    public var code: String?
    public var message: String?
    /// Line, column and reason, where the formula itself is wrong.
    public var values: [NameValue]?

    public init(code: String?, message: String?, values: [NameValue]? = nil) {
      self.code = code
      self.message = message
      self.values = values
    }
  }

  public var timestamp: Timestamp?
  /// The variables: `$TargetDedicatedNodes=3;...;$own=1`.
  public var results: String?
  public var error: Failure?

  public init(timestamp: Timestamp?, results: String?, error: Failure? = nil) {
    self.timestamp = timestamp
    self.results = results
    self.error = error
  }
}
