/// The body of a disabling: what becomes of the tasks that run.
public struct JobDisableParameters: Codable, Sendable {
  /// What becomes of the tasks that run.
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
  /// Whether tasks of a job of higher priority may push running ones aside.
  public var allowTaskPreemption: Bool?
  /// -1 for no limit.
  public var maxParallelTasks: Int?
  /// How long it may take and how often it may be tried.
  public var constraints: JobConstraints?
  /// May differ from the job's only while that is disabled.
  public var poolInfo: PoolInformation
  /// What becomes of the job when all its tasks have ended.
  public var onAllTasksComplete: OnAllTasksComplete?
  /// Names and values of the user's own, which the service only keeps.
  public var metadata: [NameValue]?

  public init(poolInfo: PoolInformation) {
    self.poolInfo = poolInfo
  }
}
