/// The jobs that a schedule makes (Batch API, JobSpecification).
public struct JobSpecification: Codable, Sendable {
  public var displayName: String?
  /// -1000 to 1000; higher goes first.
  public var priority: Int?
  public var allowTaskPreemption: Bool?
  /// -1 for no limit.
  public var maxParallelTasks: Int?
  public var usesTaskDependencies: Bool?
  public var onAllTasksComplete: OnAllTasksComplete?
  public var onTaskFailure: OnTaskFailure?
  public var networkConfiguration: JSONValue?
  public var constraints: JobConstraints?
  /// Adds the tasks; without it each job waits for somebody to add them.
  public var jobManagerTask: JobManagerTask?
  public var jobPreparationTask: JobPreparationTask?
  public var jobReleaseTask: JobReleaseTask?
  public var commonEnvironmentSettings: [NameValue]?
  public var poolInfo: PoolInformation
  public var metadata: [NameValue]?

  public init(poolInfo: PoolInformation) {
    self.poolInfo = poolInfo
  }
}
