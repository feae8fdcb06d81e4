/// A job as the service describes it (Batch API, Job). Members that a
/// `$select` left out are nil.
public struct BatchJob: Codable, Sendable {
  /// Unique in what it belongs to, whatever the case of its letters.
  public var id: String
  /// How far the job is.
  public var state: JobState?
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
  /// When it came into that state.
  public var stateTransitionTime: Timestamp?
  /// Absent until the first change of state.
  public var previousState: JobState?
  /// When it came into the state before.
  public var previousStateTransitionTime: Timestamp?
  /// -1000 to 1000; higher goes first.
  public var priority: Int?
  /// Whether tasks of a job of higher priority may push running ones aside.
  public var allowTaskPreemption: Bool?
  /// -1 for no limit.
  public var maxParallelTasks: Int?
  /// How long it may take and how often it may be tried.
  public var constraints: JobConstraints?
  /// The task that is to make the others.
  public var jobManagerTask: JobManagerTask?
  /// What a node runs before its first task of the job.
  public var jobPreparationTask: JobPreparationTask?
  /// What each node of the job runs when the job has ended.
  public var jobReleaseTask: JobReleaseTask?
  /// Variables for every task of the job.
  public var commonEnvironmentSettings: [NameValue]?
  /// Whether tasks may wait for others.
  public var usesTaskDependencies: Bool?
  /// What becomes of the job when all its tasks have ended.
  public var onAllTasksComplete: OnAllTasksComplete?
  /// What becomes of the job when a task has failed.
  public var onTaskFailure: OnTaskFailure?
  /// The subnet and the like, as the service writes it.
  public var networkConfiguration: JSONValue?
  /// The pool it runs in, or how one is made for it.
  public var poolInfo: PoolInformation?
  /// Names and values of the user's own, which the service only keeps.
  public var metadata: [NameValue]?
  /// When it ran and how that ended.
  public var executionInfo: JobExecutionInformation?
  /// Only with `$expand=stats`.
  public var stats: JSONValue?

  /// The metadata item of that name.
  public func metadata(_ name: String) -> String? { metadata?.first { $0.name == name }?.value }
}

/// Where a job's tasks run: on a pool that exists, or on one of their own.
public struct PoolInformation: Codable, Sendable, Equatable {
  /// The pool it runs in.
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
  /// When it began; nil until then.
  public var startTime: Timestamp?
  /// When it ended; nil until then.
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
  /// Unique in what it belongs to, whatever the case of its letters.
  public var id: String
  /// What people call it; nothing is found by it.
  public var displayName: String?
  /// -1000 to 1000; higher goes first.
  public var priority: Int?
  /// Whether tasks of a job of higher priority may push running ones aside.
  public var allowTaskPreemption: Bool?
  /// -1 for no limit.
  public var maxParallelTasks: Int?
  /// How long it may take and how often it may be tried.
  public var constraints: JobConstraints?
  /// Variables for every task of the job.
  public var commonEnvironmentSettings: [NameValue]?
  /// The task that is to make the others.
  public var jobManagerTask: JobManagerTask?
  /// What a node runs before its first task of the job.
  public var jobPreparationTask: JobPreparationTask?
  /// What each node of the job runs when the job has ended.
  public var jobReleaseTask: JobReleaseTask?
  /// The pool it runs in, or how one is made for it.
  public var poolInfo: PoolInformation
  /// Whether tasks may wait for others.
  public var usesTaskDependencies: Bool?
  /// A job without tasks counts as complete: set it after they were added.
  public var onAllTasksComplete: OnAllTasksComplete?
  /// What becomes of the job when a task has failed.
  public var onTaskFailure: OnTaskFailure?
  /// The subnet and the like, as the service writes it.
  public var networkConfiguration: JSONValue?
  /// Names and values of the user's own, which the service only keeps.
  public var metadata: [NameValue]?

  public init(id: String, poolInfo: PoolInformation) {
    self.id = id
    self.poolInfo = poolInfo
  }
}

/// Limits of a job and of its tasks.
public struct JobConstraints: Codable, Sendable, Equatable {
  /// How long it may take; it is ended then.
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
  /// Whether tasks of a job of higher priority may push running ones aside.
  public var allowTaskPreemption: Bool?
  /// -1 for no limit.
  public var maxParallelTasks: Int?
  /// How long it may take and how often it may be tried.
  public var constraints: JobConstraints?
  /// Only while the job is disabled.
  public var poolInfo: PoolInformation?
  /// The subnet and the like, as the service writes it.
  public var networkConfiguration: JSONValue?
  /// What becomes of the job when all its tasks have ended.
  public var onAllTasksComplete: OnAllTasksComplete?
  /// Names and values of the user's own, which the service only keeps.
  public var metadata: [NameValue]?

  public init(onAllTasksComplete: OnAllTasksComplete? = nil, metadata: [NameValue]? = nil) {
    self.onAllTasksComplete = onAllTasksComplete
    self.metadata = metadata
  }
}

/// The body of a termination.
public struct JobTerminateParameters: Codable, Sendable {
  /// Why it ended, in a word of the service or the user's own.
  public var terminateReason: String?

  public init(terminateReason: String?) {
    self.terminateReason = terminateReason
  }
}
