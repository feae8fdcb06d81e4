/// The body of a disabling: what becomes of the tasks that run.
public struct JobDisableParameters: Codable, Sendable {
  public var disableTasks: DisableTasks

  public init(disableTasks: DisableTasks) {
    self.disableTasks = disableTasks
  }
}

/// What a job is from now on (Batch API, Job - Update); what is nil gets the
/// service's default.
public struct JobReplaceParameters: Codable, Sendable {
  /// -1000 to 1000; higher goes first.
  public var priority: Int?
  public var allowTaskPreemption: Bool?
  /// -1 for no limit.
  public var maxParallelTasks: Int?
  public var constraints: JobConstraints?
  /// May differ from the job's only while that is disabled.
  public var poolInfo: PoolInformation
  public var onAllTasksComplete: OnAllTasksComplete?
  public var metadata: [NameValue]?

  public init(poolInfo: PoolInformation) {
    self.poolInfo = poolInfo
  }
}
