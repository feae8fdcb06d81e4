/// The number of tasks of a job by state (Batch API, Job - Get Task Counts).
/// Preparing tasks count as running.
package struct TaskCounts: Codable, Sendable, Equatable {
  package var active: Int
  package var running: Int
  package var completed: Int
  package var succeeded: Int
  package var failed: Int

  package init(active: Int = 0, running: Int = 0, completed: Int = 0, succeeded: Int = 0, failed: Int = 0) {
    self.active = active
    self.running = running
    self.completed = completed
    self.succeeded = succeeded
    self.failed = failed
  }

  package var total: Int { active + running + completed }
}

/// The answer since 2020-09-01.12.0; older versions answer the counts alone.
package struct TaskCountsResult: Codable, Sendable {
  package var taskCounts: TaskCounts
  package var taskSlotCounts: TaskCounts

  package init(taskCounts: TaskCounts, taskSlotCounts: TaskCounts) {
    self.taskCounts = taskCounts
    self.taskSlotCounts = taskSlotCounts
  }
}
