/// A task as the service describes it (Batch API, Task).
public struct BatchTask: Codable, Sendable {
  /// Unique in what it belongs to, whatever the case of its letters.
  public var id: String
  /// How far the task is.
  public var state: TaskState?
  /// What people call it; nothing is found by it.
  public var displayName: String?
  /// Where the service has it.
  public var url: String?
  /// Stays the same while the scheduler moves the task on.
  public var eTag: String?
  /// When it was made.
  public var creationTime: Timestamp?
  /// When it was changed last; states and counts are no change.
  public var lastModified: Timestamp?
  /// When it came into that state.
  public var stateTransitionTime: Timestamp?
  /// Absent until the first change of state.
  public var previousState: TaskState?
  /// When it came into the state before.
  public var previousStateTransitionTime: Timestamp?
  /// What is run; no shell reads it unless it calls one.
  public var commandLine: String?
  /// The container that it runs in; the node itself unless given.
  public var containerSettings: TaskContainerSettings?
  /// Files that are fetched to the node before it begins.
  public var resourceFiles: [ResourceFile]?
  /// Files that are uploaded when it has ended.
  public var outputFiles: [OutputFile]?
  /// Variables of the environment.
  public var environmentSettings: [NameValue]?
  /// The node that it would best run on.
  public var affinityInfo: AffinityInformation?
  /// How long it may take and how often it may be tried.
  public var constraints: TaskConstraints?
  /// Slots of a node that it takes.
  public var requiredSlots: Int?
  /// As whom it runs; a user of the service's own unless given.
  public var userIdentity: UserIdentity?
  /// What is done about its end, by how it ended.
  public var exitConditions: ExitConditions?
  /// The tasks it waits for.
  public var dependsOn: TaskDependencies?
  /// How the task runs on several nodes at once, as the service writes it.
  public var multiInstanceSettings: JSONValue?
  /// Packages that are unpacked on the node before.
  public var applicationPackageReferences: [ApplicationPackageReference]?
  /// When it ran and how that ended.
  public var executionInfo: TaskExecutionInformation?
  /// An object without members when a task was ended before it ran.
  public var nodeInfo: TaskNodeInformation?
  /// Only with `$expand=stats`.
  public var stats: JSONValue?
}

/// The last run of a task, and how often it was run before.
public struct TaskExecutionInformation: Codable, Sendable {
  /// When it began; nil until then.
  public var startTime: Timestamp?
  /// When it ended; nil until then.
  public var endTime: Timestamp?
  /// Absent when the command could not be started.
  public var exitCode: Int?
  /// The container that it ran in, as the service writes it.
  public var containerInfo: JSONValue?
  /// Whether it succeeded; nil until it has ended.
  public var result: TaskResult?
  /// Why it failed; nil when it has not.
  public var failureInfo: TaskFailureInformation?
  /// Runs after the first because the command failed.
  public var retryCount: Int?
  /// When it was last tried again; nil when it never was.
  public var lastRetryTime: Timestamp?
  /// Runs after the first because the node was lost or the job disabled.
  public var requeueCount: Int?
  /// When it was last put back into the queue; nil when it never was.
  public var lastRequeueTime: Timestamp?
}

/// The node that a task runs or ran on.
public struct TaskNodeInformation: Codable, Sendable {
  /// Says that something would best run where this is.
  public var affinityId: String?
  /// Where the service has the node.
  public var nodeUrl: String?
  /// The pool it runs in.
  public var poolId: String?
  /// The node it ran on.
  public var nodeId: String?
  /// Relative to the node's root directory.
  public var taskRootDirectory: String?
  /// Where the task's files on the node can be read.
  public var taskRootDirectoryUrl: String?
}

/// Limits of a task.
public struct TaskConstraints: Codable, Sendable, Equatable {
  /// How long it may take; it is ended then.
  public var maxWallClockTime: WireDuration?
  /// How long its files stay on the node after its end.
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
  /// Unique in what it belongs to, whatever the case of its letters.
  public var id: String
  /// What people call it; nothing is found by it.
  public var displayName: String?
  /// Run without a shell; start one for `|`, `>` and variables.
  public var commandLine: String
  /// The container that it runs in; the node itself unless given.
  public var containerSettings: TaskContainerSettings?
  /// Files that are fetched to the node before it begins.
  public var resourceFiles: [ResourceFile]?
  /// Files that are uploaded when it has ended.
  public var outputFiles: [OutputFile]?
  /// Variables of the environment.
  public var environmentSettings: [NameValue]?
  /// The node that it would best run on.
  public var affinityInfo: AffinityInformation?
  /// How long it may take and how often it may be tried.
  public var constraints: TaskConstraints?
  /// 1 unless given; a task that wants more than a node has never runs.
  public var requiredSlots: Int?
  /// As whom it runs; a user of the service's own unless given.
  public var userIdentity: UserIdentity?
  /// The tasks it waits for.
  public var dependsOn: TaskDependencies?
  /// What is done about its end, by how it ended.
  public var exitConditions: ExitConditions?
  /// How the task runs on several nodes at once, as the service writes it.
  public var multiInstanceSettings: JSONValue?
  /// Packages that are unpacked on the node before.
  public var applicationPackageReferences: [ApplicationPackageReference]?

  public init(id: String, commandLine: String) {
    self.id = id
    self.commandLine = commandLine
  }
}
