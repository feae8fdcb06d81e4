/// The number of tasks of a job by state (Batch API, Job - Get Task Counts).
/// Preparing tasks count as running.
public struct TaskCounts: Codable, Sendable, Equatable {
  public var active: Int
  public var running: Int
  public var completed: Int
  public var succeeded: Int
  public var failed: Int

  public init(active: Int = 0, running: Int = 0, completed: Int = 0, succeeded: Int = 0, failed: Int = 0) {
    self.active = active
    self.running = running
    self.completed = completed
    self.succeeded = succeeded
    self.failed = failed
  }

  public var total: Int { active + running + completed }
}

/// The answer since 2020-09-01.12.0; older versions answer the counts alone.
public struct TaskCountsResult: Codable, Sendable {
  public var taskCounts: TaskCounts
  public var taskSlotCounts: TaskCounts

  public init(taskCounts: TaskCounts, taskSlotCounts: TaskCounts) {
    self.taskCounts = taskCounts
    self.taskSlotCounts = taskSlotCounts
  }
}
