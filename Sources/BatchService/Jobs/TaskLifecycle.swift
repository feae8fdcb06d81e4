package import AzureWire
import GRDB

/// The transitions of a task, each inside the transaction that causes it.
package enum TaskLifecycle {
  /// The final word on a task.
  package enum Completion: Equatable {
    case success
    case failure(TaskFailureInformation, exitCode: Int?)
  }

  /// What follows from the end of a run.
  package enum Consequence: Equatable {
    case complete
    /// The task's own policy runs it again.
    case retry
    /// The run counts for nothing, and the task waits for another node.
    case requeue
  }

  /// Decides what follows; pure, so that each case can be read here.
  ///
  /// Source: Batch API, TaskConstraints: only a non-zero exit code is
  /// retried, and never after the job was told to end.
  package static func consequence(of outcome: RunEnd.Outcome, tries: Tries, job: JobState) -> Consequence {
    switch outcome {
    case .exited(code: 0): return .complete
    case .exited:
      let mayRetry = tries.allowed == -1 || tries.done < tries.allowed
      return mayRetry && !tries.isEnding && job == .active ? .retry : .complete
    case .failed, .terminated: return .complete
    case .preparationFailed, .lost:
      return tries.isEnding ? .complete : .requeue
    }
  }

  /// How often a task was and may be tried again.
  package struct Tries {
    package var done: Int
    /// -1 without end.
    package var allowed: Int
    /// Whether somebody has asked for the task's end.
    package var isEnding: Bool

    package init(done: Int, allowed: Int, isEnding: Bool) {
      self.done = done
      self.allowed = allowed
      self.isEnding = isEnding
    }
  }

  /// Records the end of a run. A run that is not the task's current one was
  /// recorded before, and is no news.
  static func record(_ db: Database, runID: String, end: RunEnd, now: Timestamp) throws {
    guard
      let task = try Row.fetchOne(db, sql: "SELECT * FROM tasks WHERE runId = ?", arguments: [runID])
        .map(TaskRecord.init), task.state == .preparing || task.state == .running,
      let job = try JobRecord.fetch(db, id: task.jobID)
    else { return }
    let tries = Tries(done: task.retryCount, allowed: task.maxTaskRetryCount, isEnding: task.endRequest != nil)
    switch consequence(of: end.outcome, tries: tries, job: job.state) {
    case .complete:
      try complete(
        db, task: task, with: completion(of: end.outcome, task: task), start: end.start, end: end.end, now: now)
    case .retry:
      try reactivate(db, task: task, counter: "retryCount", now: now)
    case .requeue:
      try reactivate(db, task: task, counter: "requeueCount", now: now)
    }
    try JobLifecycle.finishIfDone(db, id: task.jobID, now: now)
  }

  /// The process of a run was started.
  static func started(_ db: Database, runID: String, start: Timestamp) throws {
    try db.execute(
      literal: """
        UPDATE tasks SET state = 'running', previousState = state, previousStateTime = stateTime, stateTime = \(start),
          startTime = \(start) WHERE runId = \(runID) AND state = 'preparing'
        """)
  }

  static func complete(
    _ db: Database, task: TaskRecord, with completion: Completion, start: Timestamp?, end: Timestamp, now: Timestamp
  ) throws {
    let exitCode: Int?
    let info: TaskFailureInformation?
    switch completion {
    case .success: (exitCode, info) = (0, nil)
    case .failure(let failure, let code): (exitCode, info) = (code, failure)
    }
    let isSatisfied = try conditions(of: task).map { $0.isSatisfied(by: completion) } ?? (info == nil)
    try db.execute(
      literal: """
        UPDATE tasks SET state = 'completed', previousState = state, previousStateTime = stateTime,
          stateTime = \(now), result = \((info == nil ? TaskResult.success : .failure).rawValue),
          exitCode = \(exitCode), failureInfo = \(try info.map { try JSONText.encode($0) }),
          startTime = \(start ?? task.startTime), endTime = \(end), satisfied = \(isSatisfied), endRequest = NULL
        WHERE sequence = \(task.sequence)
        """)
    if let node = task.nodeID, task.state != .active {
      try db.execute(
        literal: """
          UPDATE nodes SET totalTasksRun = totalTasksRun + 1,
            totalTasksSucceeded = totalTasksSucceeded + \(info == nil) WHERE id = \(node)
          """)
    }
    if isSatisfied { try Dependencies.release(db, jobID: task.jobID) }
  }

  private static func reactivate(_ db: Database, task: TaskRecord, counter: String, now: Timestamp) throws {
    try db.execute(
      literal: """
        UPDATE tasks SET state = 'active', previousState = state, previousStateTime = stateTime, stateTime = \(now),
          \(sql: counter) = \(sql: counter) + 1, lastRetryTime = \(now), startTime = NULL, runId = NULL, nodeId = NULL
        WHERE sequence = \(task.sequence)
        """)
  }

  private static func completion(of outcome: RunEnd.Outcome, task: TaskRecord) -> Completion {
    switch outcome {
    case .exited(code: 0): return .success
    case .exited(let code):
      return .failure(
        TaskFailureInformation(
          code: "FailureExitCode", message: "The task exited with an exit code representing a failure.",
          details: [NameValue(name: "ExitCode", value: String(code))]), exitCode: code)
    case .failed(let info, let code): return .failure(info, exitCode: code)
    case .terminated(let info, let code): return .failure(info, exitCode: code)
    case .preparationFailed, .lost:
      return .failure(
        TaskFailureInformation(code: "TaskEnded", message: "The task was ended by user request."), exitCode: nil)
    }
  }

  private static func conditions(of task: TaskRecord) throws -> ExitConditions? {
    struct Part: Decodable {
      var exitConditions: ExitConditions?
    }
    return try JSONText.decode(Part.self, task.spec).exitConditions
  }
}
