/// The tasks that must have ended before a task starts.
public struct TaskDependencies: Codable, Sendable, Equatable {
  /// The ids of single tasks.
  public var taskIds: [String]?
  /// Ranges of tasks whose ids are numbers.
  public var taskIdRanges: [TaskIDRange]?

  public init(taskIds: [String]? = nil, taskIdRanges: [TaskIDRange]? = nil) {
    self.taskIds = taskIds
    self.taskIdRanges = taskIdRanges
  }
}

/// Whole numbers from start to end, both included, as task ids.
public struct TaskIDRange: Codable, Sendable, Equatable {
  /// The first id.
  public var start: Int
  /// The last id.
  public var end: Int

  public init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }
}
