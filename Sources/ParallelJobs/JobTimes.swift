package import AzureWire

/// When and where one task of a job ran.
package struct TaskTime: Sendable, Equatable {
  /// How far a task has come.
  package enum Outcome: Sendable {
    case running, succeeded, failed
  }

  package var id: String
  /// The node that ran it.
  package var node: String
  /// Of its last try, where there were several.
  package var start: Timestamp
  /// Nil while it runs.
  package var end: Timestamp?
  /// How far it has come.
  package var outcome: Outcome

  /// How long it ran; nil while it does.
  package var seconds: Double? { end.map { $0.secondsSince1970 - start.secondsSince1970 } }
}

extension ParallelJobs {
  /// When and where the tasks of a job ran, in the order of their starts;
  /// tasks that have not started are left out.
  ///
  /// - Throws: ``JobError`` of kind `notFound`.
  package func times(of id: String) async throws -> [TaskTime] {
    try await tasks(of: id).compactMap { task in
      guard let start = task.executionInfo?.startTime, let node = task.nodeInfo?.nodeId else { return nil }
      let isOver = task.state == .completed
      return TaskTime(
        id: task.id, node: node, start: start, end: isOver ? task.executionInfo?.endTime : nil,
        outcome: isOver ? (task.executionInfo?.result == .success ? .succeeded : .failed) : .running)
    }.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
  }
}
