/// A job as the service describes it (Batch API, Job). Members that a
/// `$select` left out are nil.
public struct BatchJob: Codable, Sendable {
  public var id: String
  public var state: JobState?
  public var displayName: String?
  public var url: String?
  public var eTag: String?
  public var creationTime: Timestamp?
  public var lastModified: Timestamp?
  public var stateTransitionTime: Timestamp?
  /// Absent until the first change of state.
  public var previousState: JobState?
  public var previousStateTransitionTime: Timestamp?
  /// -1000 to 1000; higher goes first.
  public var priority: Int?
  public var allowTaskPreemption: Bool?
  /// -1 for no limit.
  public var maxParallelTasks: Int?
  public var constraints: JobConstraints?
  public var jobManagerTask: JobManagerTask?
  public var jobPreparationTask: JobPreparationTask?
  public var jobReleaseTask: JobReleaseTask?
  public var commonEnvironmentSettings: [NameValue]?
  public var usesTaskDependencies: Bool?
  public var onAllTasksComplete: OnAllTasksComplete?
  public var onTaskFailure: OnTaskFailure?
  public var networkConfiguration: JSONValue?
  public var poolInfo: PoolInformation?
  public var metadata: [NameValue]?
  public var executionInfo: JobExecutionInformation?
  /// Only with `$expand=stats`.
  public var stats: JSONValue?

  /// The metadata item of that name.
  public func metadata(_ name: String) -> String? { metadata?.first { $0.name == name }?.value }
}

/// Where a job's tasks run: on a pool that exists, or on one of their own.
public struct PoolInformation: Codable, Sendable, Equatable {
  public var poolId: String?
  /// A pool that the service makes for the job and deletes with it.
  public var autoPoolSpecification: AutoPoolSpecification?

  public init(poolId: String?, autoPoolSpecification: AutoPoolSpecification? = nil) {
    self.poolId = poolId
    self.autoPoolSpecification = autoPoolSpecification
  }
}

/// The course of a job (Batch API, JobExecutionInformation).
public struct JobExecutionInformation: Codable, Sendable {
  public var startTime: Timestamp?
  public var endTime: Timestamp?
  /// The pool in use, also where the service made it.
  public var poolId: String?
  /// Why the job could not be started.
  public var schedulingError: TaskFailureInformation?
  /// `AllTasksComplete`, `UserTerminate`, `TaskFailed`, ... or a user's text.
  public var terminateReason: String?
}

/// What a client says of a new job (Batch API, Job - Add).
public struct JobAddParameters: Codable, Sendable {
  public var id: String
  public var displayName: String?
  /// -1000 to 1000; higher goes first.
  public var priority: Int?
  public var allowTaskPreemption: Bool?
  /// -1 for no limit.
  public var maxParallelTasks: Int?
  public var constraints: JobConstraints?
  public var commonEnvironmentSettings: [NameValue]?
  public var jobManagerTask: JobManagerTask?
  public var jobPreparationTask: JobPreparationTask?
  public var jobReleaseTask: JobReleaseTask?
  public var poolInfo: PoolInformation
  public var usesTaskDependencies: Bool?
  /// A job without tasks counts as complete: set it after they were added.
  public var onAllTasksComplete: OnAllTasksComplete?
  public var onTaskFailure: OnTaskFailure?
  public var networkConfiguration: JSONValue?
  public var metadata: [NameValue]?

  public init(id: String, poolInfo: PoolInformation) {
    self.id = id
    self.poolInfo = poolInfo
  }
}

/// Limits of a job and of its tasks.
public struct JobConstraints: Codable, Sendable, Equatable {
  public var maxWallClockTime: WireDuration?
  /// Tries of each task after the first; -1 without end.
  public var maxTaskRetryCount: Int?

  public init(maxWallClockTime: WireDuration? = nil, maxTaskRetryCount: Int? = nil) {
    self.maxWallClockTime = maxWallClockTime
    self.maxTaskRetryCount = maxTaskRetryCount
  }
}

/// What a client changes of a job (Batch API, Job - Patch); nil stays as it is.
public struct JobPatchParameters: Codable, Sendable {
  /// -1000 to 1000; higher goes first.
  public var priority: Int?
  public var allowTaskPreemption: Bool?
  /// -1 for no limit.
  public var maxParallelTasks: Int?
  public var constraints: JobConstraints?
  /// Only while the job is disabled.
  public var poolInfo: PoolInformation?
  public var networkConfiguration: JSONValue?
  public var onAllTasksComplete: OnAllTasksComplete?
  public var metadata: [NameValue]?

  public init(onAllTasksComplete: OnAllTasksComplete? = nil, metadata: [NameValue]? = nil) {
    self.onAllTasksComplete = onAllTasksComplete
    self.metadata = metadata
  }
}

/// The body of a termination.
public struct JobTerminateParameters: Codable, Sendable {
  public var terminateReason: String?

  public init(terminateReason: String?) {
    self.terminateReason = terminateReason
  }
}
