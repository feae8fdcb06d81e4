/// The jobs that a schedule makes (Batch API, JobSpecification).
public struct JobSpecification: Codable, Sendable {
  /// What people call it; nothing is found by it.
  public var displayName: String?
  /// -1000 to 1000; higher goes first.
  public var priority: Int?
  /// Whether tasks of a job of higher priority may push running ones aside.
  public var allowTaskPreemption: Bool?
  /// -1 for no limit.
  public var maxParallelTasks: Int?
  /// Whether tasks may wait for others.
  public var usesTaskDependencies: Bool?
  /// What becomes of the job when all its tasks have ended.
  public var onAllTasksComplete: OnAllTasksComplete?
  /// What becomes of the job when a task has failed.
  public var onTaskFailure: OnTaskFailure?
  /// The subnet and the like, as the service writes it.
  public var networkConfiguration: JSONValue?
  /// How long it may take and how often it may be tried.
  public var constraints: JobConstraints?
  /// Adds the tasks; without it each job waits for somebody to add them.
  public var jobManagerTask: JobManagerTask?
  /// What a node runs before its first task of the job.
  public var jobPreparationTask: JobPreparationTask?
  /// What each node of the job runs when the job has ended.
  public var jobReleaseTask: JobReleaseTask?
  /// Variables for every task of the job.
  public var commonEnvironmentSettings: [NameValue]?
  /// The pool it runs in, or how one is made for it.
  public var poolInfo: PoolInformation
  /// Names and values of the user's own, which the service only keeps.
  public var metadata: [NameValue]?

  public init(poolInfo: PoolInformation) {
    self.poolInfo = poolInfo
  }
}
