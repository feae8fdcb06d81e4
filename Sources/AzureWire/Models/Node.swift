/// A compute node as the service describes it (Batch API, Node). Members
/// that a `$select` left out are nil.
public struct BatchNode: Codable, Sendable {
  /// What is wrong with a node.
  public struct Failure: Codable, Sendable, Equatable {
    /// The kind of trouble, for programs.
    public var code: String?
    /// The trouble in a sentence, for people.
    public var message: String?
    /// More of what is said of the error, by name.
    public var errorDetails: [NameValue]?
  }

  /// The program that runs the tasks.
  public struct Agent: Codable, Sendable, Equatable {
    /// The agent's version.
    public var version: String?
    /// Up to when all is counted.
    public var lastUpdateTime: Timestamp?
  }

  /// The machine that the node is.
  public struct Machine: Codable, Sendable, Equatable {
    /// The image that the machines start from.
    public var imageReference: ImageReference?
    /// The machine's own id in Azure.
    public var scaleSetVmResourceId: String?
  }

  /// Unique in what it belongs to, whatever the case of its letters.
  public var id: String
  /// Where the service has it.
  public var url: String?
  /// What the node is at.
  public var state: NodeState?
  /// `enabled` or `disabled`.
  public var schedulingState: String?
  /// When it came into that state.
  public var stateTransitionTime: Timestamp?
  /// When the node was started last.
  public var lastBootTime: Timestamp?
  /// When the node came to the pool.
  public var allocationTime: Timestamp?
  /// The address of the node in its network.
  public var ipAddress: String?
  /// The address of the node in its network, for IPv6.
  public var ipv6Address: String?
  /// Says that something would best run where this is.
  public var affinityId: String?
  /// The size of the machines, such as `Standard_D2_v2`.
  public var vmSize: String?
  /// Tasks that have ended on the node.
  public var totalTasksRun: Int?
  /// Those of them that have succeeded.
  public var totalTasksSucceeded: Int?
  /// Tasks that run on the node now.
  public var runningTasksCount: Int?
  /// Slots that the running tasks take.
  public var runningTaskSlotsCount: Int?
  /// The tasks that the node has run last.
  public var recentTasks: [NodeTaskInformation]?
  /// What each node runs when it joins, before any task.
  public var startTask: StartTask?
  /// How the node's last start task went.
  public var startTaskInfo: StartTaskInformation?
  /// What keeps the node from working; nil or empty when nothing does.
  public var errors: [Failure]?
  /// False for a low-priority node.
  public var isDedicated: Bool?
  /// Ports that lead to the node, as the service writes them.
  public var endpointConfiguration: JSONValue?
  /// The agent that runs on the node.
  public var nodeAgentInfo: Agent?
  /// The machine that the node is.
  public var virtualMachineInfo: Machine?

  /// A node of which nothing else is known.
  public init(id: String) {
    self.id = id
  }
}

/// A task as a node remembers it.
public struct NodeTaskInformation: Codable, Sendable {
  /// Where the service has the task.
  public var taskUrl: String?
  /// The job that is spoken of.
  public var jobId: String?
  /// Absent for tasks of the job itself, such as its preparation.
  public var taskId: String?
  /// The number of the part of a task that runs on several nodes.
  public var subtaskId: Int?
  /// How far the task is.
  public var taskState: TaskState?
  /// When it ran and how that ended.
  public var executionInfo: TaskExecutionInformation?
}

/// Where a node takes remote logins.
public struct RemoteLoginSettings: Codable, Sendable {
  /// Where the node takes logins.
  public var remoteLoginIPAddress: String?
  /// The port of `remoteLoginIPAddress` that leads to the node's SSH.
  public var remoteLoginPort: Int?
  /// Where the node takes logins over IPv6.
  public var ipv6RemoteLoginIPAddress: String?
  /// The port of `ipv6RemoteLoginIPAddress` that leads to the node's SSH.
  public var ipv6RemoteLoginPort: Int?
}
