/// The number of tasks of a job by state (Batch API, Job - Get Task Counts).
/// Preparing tasks count as running.
public struct TaskCounts: Codable, Sendable, Equatable {
  /// Tasks that wait.
  public var active: Int
  /// Tasks that run or are about to.
  public var running: Int
  /// Tasks that are over, whatever came of them.
  public var completed: Int
  /// Those of the completed that did what they were to do.
  public var succeeded: Int
  /// Those of the completed that did not.
  public var failed: Int

  public init(active: Int = 0, running: Int = 0, completed: Int = 0, succeeded: Int = 0, failed: Int = 0) {
    self.active = active
    self.running = running
    self.completed = completed
    self.succeeded = succeeded
    self.failed = failed
  }

  /// All tasks of the job.
  public var total: Int { active + running + completed }
}

/// The answer since 2020-09-01.12.0; older versions answer the counts alone.
public struct TaskCountsResult: Codable, Sendable {
  /// Tasks by their state.
  public var taskCounts: TaskCounts
  /// Slots that the tasks take, by their state.
  public var taskSlotCounts: TaskCounts

  public init(taskCounts: TaskCounts, taskSlotCounts: TaskCounts) {
    self.taskCounts = taskCounts
    self.taskSlotCounts = taskSlotCounts
  }
}
