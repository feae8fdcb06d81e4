/// A task as the service describes it (Batch API, Task).
public struct BatchTask: Codable, Sendable {
  public var id: String
  public var state: TaskState?
  public var displayName: String?
  public var url: String?
  /// Stays the same while the scheduler moves the task on.
  public var eTag: String?
  public var creationTime: Timestamp?
  public var lastModified: Timestamp?
  public var stateTransitionTime: Timestamp?
  /// Absent until the first change of state.
  public var previousState: TaskState?
  public var previousStateTransitionTime: Timestamp?
  public var commandLine: String?
  public var containerSettings: TaskContainerSettings?
  public var resourceFiles: [ResourceFile]?
  public var outputFiles: [OutputFile]?
  public var environmentSettings: [NameValue]?
  public var affinityInfo: AffinityInformation?
  public var constraints: TaskConstraints?
  public var requiredSlots: Int?
  public var userIdentity: UserIdentity?
  public var exitConditions: ExitConditions?
  public var dependsOn: TaskDependencies?
  public var multiInstanceSettings: JSONValue?
  public var applicationPackageReferences: [ApplicationPackageReference]?
  public var executionInfo: TaskExecutionInformation?
  /// An object without members when a task was ended before it ran.
  public var nodeInfo: TaskNodeInformation?
  /// Only with `$expand=stats`.
  public var stats: JSONValue?
}

/// The last run of a task, and how often it was run before.
public struct TaskExecutionInformation: Codable, Sendable {
  public var startTime: Timestamp?
  public var endTime: Timestamp?
  /// Absent when the command could not be started.
  public var exitCode: Int?
  public var containerInfo: JSONValue?
  public var result: TaskResult?
  public var failureInfo: TaskFailureInformation?
  /// Runs after the first because the command failed.
  public var retryCount: Int?
  public var lastRetryTime: Timestamp?
  /// Runs after the first because the node was lost or the job disabled.
  public var requeueCount: Int?
  public var lastRequeueTime: Timestamp?
}

/// The node that a task runs or ran on.
public struct TaskNodeInformation: Codable, Sendable {
  public var affinityId: String?
  public var nodeUrl: String?
  public var poolId: String?
  public var nodeId: String?
  /// Relative to the node's root directory.
  public var taskRootDirectory: String?
  public var taskRootDirectoryUrl: String?
}

/// Limits of a task.
public struct TaskConstraints: Codable, Sendable, Equatable {
  public var maxWallClockTime: WireDuration?
  public var retentionTime: WireDuration?
  /// Tries after the first; -1 without end. Overrides the job's.
  public var maxTaskRetryCount: Int?

  public init(
    maxWallClockTime: WireDuration? = nil, retentionTime: WireDuration? = nil, maxTaskRetryCount: Int? = nil
  ) {
    self.maxWallClockTime = maxWallClockTime
    self.retentionTime = retentionTime
    self.maxTaskRetryCount = maxTaskRetryCount
  }
}

/// What a client says of a new task (Batch API, Task - Add).
public struct TaskAddParameters: Codable, Sendable {
  public var id: String
  public var displayName: String?
  /// Run without a shell; start one for `|`, `>` and variables.
  public var commandLine: String
  public var containerSettings: TaskContainerSettings?
  public var resourceFiles: [ResourceFile]?
  public var outputFiles: [OutputFile]?
  public var environmentSettings: [NameValue]?
  public var affinityInfo: AffinityInformation?
  public var constraints: TaskConstraints?
  /// 1 unless given; a task that wants more than a node has never runs.
  public var requiredSlots: Int?
  public var userIdentity: UserIdentity?
  public var dependsOn: TaskDependencies?
  public var exitConditions: ExitConditions?
  public var multiInstanceSettings: JSONValue?
  public var applicationPackageReferences: [ApplicationPackageReference]?

  public init(id: String, commandLine: String) {
    self.id = id
    self.commandLine = commandLine
  }
}
