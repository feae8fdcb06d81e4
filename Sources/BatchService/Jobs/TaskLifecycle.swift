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
    /// There was no run, and the task waits as before.
    case restore
  }

  /// Decides what follows; pure, so that each case can be read here.
  ///
  /// Source: Batch API, TaskConstraints: only a non-zero exit code is
  /// retried, and never after the job was told to end; Job - Disable: tasks
  /// that are requeued wait again.
  package static func consequence(of outcome: RunEnd.Outcome, tries: Tries, job: JobState) -> Consequence {
    switch outcome {
    case .exited(code: 0): return .complete
    case .exited:
      let mayRetry = tries.allowed == -1 || tries.done < tries.allowed
      let goesOn = [.active, .disabling, .disabled, .enabling].contains(job)
      return mayRetry && !tries.isEnding && goesOn ? .retry : .complete
    case .terminated: return tries.isRequeued && !tries.isEnding ? .requeue : .complete
    case .failed: return .complete
    case .preparationFailed, .lost:
      return tries.isEnding ? .complete : .requeue
    case .returned:
      if tries.isEnding { return .complete }
      return tries.isRequeued ? .requeue : .restore
    }
  }

  /// How often a task was and may be tried again.
  package struct Tries {
    package var done: Int
    /// -1 without end.
    package var allowed: Int
    /// Whether somebody has asked for the task's end.
    package var isEnding: Bool
    /// Whether the run was to be ended so that the task waits again.
    package var isRequeued: Bool

    package init(done: Int, allowed: Int, isEnding: Bool, isRequeued: Bool = false) {
      self.done = done
      self.allowed = allowed
      self.isEnding = isEnding
      self.isRequeued = isRequeued
    }
  }

  /// Records the end of a run. A run that is not the task's current one was
  /// recorded before, and is no news.
  ///
  /// - Returns: what of the task may matter to its schedule and its files;
  ///   nil when there is no such task.
  @discardableResult
  static func record(
    _ db: Database, runID: String, end: RunEnd, now: Timestamp
  ) throws -> (isScheduled: Bool, retention: WireDuration)? {
    guard
      let task = try TaskRecord.fetch(db, runID: runID), task.state == .preparing || task.state == .running,
      let job = try JobRecord.fetch(db, id: task.jobID)
    else { return nil }
    let tries = Tries(
      done: task.retryCount, allowed: task.maxTaskRetryCount, isEnding: task.endRequest != nil && !task.isRequeued,
      isRequeued: task.isRequeued)
    switch consequence(of: end.outcome, tries: tries, job: job.state) {
    case .complete:
      let completion = completion(of: end)
      try complete(db, task: task, with: completion, start: end.start, end: end.end, now: now)
      try JobConsequences.follow(db, task, in: job, completion, now: now)
    case .retry:
      try reactivate(db, task: task, counter: "retryCount", time: "lastRetryTime", now: now)
    case .requeue:
      try reactivate(db, task: task, counter: "requeueCount", time: "lastRequeueTime", now: now)
    case .restore:
      try db.run(
        literal: """
          UPDATE tasks SET state = 'active', previousState = state, previousStateTime = stateTime, stateTime = \(now),
            startTime = NULL, runId = NULL, nodeId = NULL WHERE sequence = \(task.sequence)
          """)
    }
    try JobLifecycle.finishIfDone(db, id: task.jobID, now: now)
    return (job.scheduleID != nil, task.retention)
  }

  /// The process of a run was started.
  static func started(_ db: Database, runID: String, start: Timestamp) throws {
    try db.run(
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
    try db.run(
      literal: """
        UPDATE tasks SET state = 'completed', previousState = state, previousStateTime = stateTime,
          stateTime = \(now), result = \((info == nil ? TaskResult.success : .failure).rawValue),
          exitCode = \(exitCode), failureInfo = \(try info.map { try JSONText.encode($0) }),
          startTime = \(start ?? task.startTime), endTime = \(end), satisfied = \(isSatisfied), endRequest = NULL,
          isRequeued = 0, blocked = 0,
          filesUntil = \(task.nodeID == nil ? nil : filesUntil(after: end, task.retention))
        WHERE sequence = \(task.sequence)
        """)
    if let node = task.nodeID, task.state != .active {
      try db.run(
        literal: """
          UPDATE nodes SET totalTasksRun = totalTasksRun + 1,
            totalTasksSucceeded = totalTasksSucceeded + \(info == nil) WHERE id = \(node)
          """)
    }
    if isSatisfied { try Dependencies.release(db, watching: task) }
  }

  private static func reactivate(
    _ db: Database, task: TaskRecord, counter: String, time: String, now: Timestamp
  ) throws {
    try db.run(
      literal: """
        UPDATE tasks SET state = 'active', previousState = state, previousStateTime = stateTime, stateTime = \(now),
          \(sql: counter) = \(sql: counter) + 1, \(sql: time) = \(now), startTime = NULL, runId = NULL, nodeId = NULL,
          endRequest = NULL, isRequeued = 0
        WHERE sequence = \(task.sequence)
        """)
  }

  /// Why a task has ended that somebody wanted to end.
  static let endedByRequest = TaskFailureInformation(
    code: "TaskEnded", message: "The task was ended by user request.")

  /// When a directory that is kept so long goes; nil for never.
  static func filesUntil(after end: Timestamp, _ retention: WireDuration) -> Timestamp? {
    retention.isUnlimited ? nil : end.advanced(bySeconds: retention.seconds)
  }

  private static func completion(of end: RunEnd) -> Completion {
    let (exitCode, info) = parts(of: end)
    return info.map { .failure($0, exitCode: exitCode) } ?? .success
  }

  /// The exit code of a run, and why it is a failure if it is one.
  static func parts(of end: RunEnd) -> (exitCode: Int?, failure: TaskFailureInformation?) {
    var (exitCode, failure) = parts(of: end.outcome)
    if let remark = end.remark, let details = failure?.details {
      failure?.details = details + [NameValue(name: "Message", value: remark)]
    }
    return (exitCode, failure)
  }

  private static func parts(of outcome: RunEnd.Outcome) -> (exitCode: Int?, failure: TaskFailureInformation?) {
    switch outcome {
    case .exited(code: 0): (0, nil)
    case .exited(let code):
      (
        code,
        TaskFailureInformation(
          code: "FailureExitCode", message: "The task exited with an exit code representing a failure.",
          details: [NameValue(name: "ExitCode", value: String(code))])
      )
    case .failed(let info, let code), .terminated(let info, let code): (code, info)
    case .preparationFailed, .returned, .lost: (nil, endedByRequest)
    }
  }

  /// What the task's description says of its end.
  static func conditions(of task: TaskRecord) throws -> ExitConditions? {
    struct Part: Decodable {
      var exitConditions: ExitConditions?
    }
    return try JSONText.decode(Part.self, task.spec).exitConditions
  }
}
