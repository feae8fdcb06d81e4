/// A compute node as the service describes it (Batch API, Node). Members
/// that a `$select` left out are nil.
public struct BatchNode: Codable, Sendable {
  /// What is wrong with a node.
  public struct Failure: Codable, Sendable, Equatable {
    public var code: String?
    public var message: String?
    public var errorDetails: [NameValue]?
  }

  /// The program that runs the tasks.
  public struct Agent: Codable, Sendable, Equatable {
    public var version: String?
    public var lastUpdateTime: Timestamp?
  }

  /// The machine that the node is.
  public struct Machine: Codable, Sendable, Equatable {
    public var imageReference: ImageReference?
    public var scaleSetVmResourceId: String?
  }

  public var id: String
  public var url: String?
  public var state: NodeState?
  /// `enabled` or `disabled`.
  public var schedulingState: String?
  public var stateTransitionTime: Timestamp?
  public var lastBootTime: Timestamp?
  public var allocationTime: Timestamp?
  public var ipAddress: String?
  public var ipv6Address: String?
  public var affinityId: String?
  public var vmSize: String?
  public var totalTasksRun: Int?
  public var totalTasksSucceeded: Int?
  public var runningTasksCount: Int?
  public var runningTaskSlotsCount: Int?
  public var recentTasks: [NodeTaskInformation]?
  public var startTask: StartTask?
  public var startTaskInfo: StartTaskInformation?
  public var errors: [Failure]?
  /// False for a low-priority node.
  public var isDedicated: Bool?
  public var endpointConfiguration: JSONValue?
  public var nodeAgentInfo: Agent?
  public var virtualMachineInfo: Machine?

  /// A node of which nothing else is known.
  public init(id: String) {
    self.id = id
  }
}

/// A task as a node remembers it.
public struct NodeTaskInformation: Codable, Sendable {
  public var taskUrl: String?
  public var jobId: String?
  /// Absent for tasks of the job itself, such as its preparation.
  public var taskId: String?
  public var subtaskId: Int?
  public var taskState: TaskState?
  public var executionInfo: TaskExecutionInformation?
}

/// Where a node takes remote logins.
public struct RemoteLoginSettings: Codable, Sendable {
  public var remoteLoginIPAddress: String?
  public var remoteLoginPort: Int?
  public var ipv6RemoteLoginIPAddress: String?
  public var ipv6RemoteLoginPort: Int?
}
