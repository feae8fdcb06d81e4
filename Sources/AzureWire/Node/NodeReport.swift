/// What an agent tells the service in an exchange.
package struct NodeReport: Codable, Sendable {
  /// Every run in the agent's journal that the service has not yet told it
  /// to forget.
  package var runs: [RunReport]
  /// Every job preparation this node has ended, until told to forget.
  package var preparations: [PreparationReport]
  /// Jobs whose directories have been removed since told to.
  package var removedJobs: [String]
  /// The start of the node whose start task it knows; see ``StartTaskOrder``.
  package var startTaskBoot: Int?
  /// How many runs it would take on beyond its slots, because it is through
  /// with each in a moment; none unless given.
  package var ahead: Int?
  /// When true the service answers at once instead of waiting for news.
  package var wantsAnswerNow: Bool
  /// Why the node takes nothing on; nil for one that works.
  package var trouble: NodeTrouble?

  package init(
    runs: [RunReport] = [], preparations: [PreparationReport] = [], removedJobs: [String] = [],
    startTaskBoot: Int? = nil, ahead: Int? = nil, wantsAnswerNow: Bool = false, trouble: NodeTrouble? = nil
  ) {
    self.runs = runs
    self.preparations = preparations
    self.removedJobs = removedJobs
    self.startTaskBoot = startTaskBoot
    self.ahead = ahead
    self.wantsAnswerNow = wantsAnswerNow
    self.trouble = trouble
  }
}

/// What keeps a node from its work, as the node's `errors` tell it (Batch
/// API, ComputeNodeError).
package struct NodeTrouble: Codable, Sendable, Equatable {
  /// The code of a node that has no room on its disk.
  package static let diskFull = "DiskFull"

  /// The kind of trouble, for programs.
  package var code: String
  /// The trouble in a sentence, for people.
  package var message: String

  package init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}

/// Where one run of a task stands on its node.
package struct RunReport: Codable, Sendable {
  /// The states of a run, in order; the agent never goes back.
  package enum State: Codable, Sendable {
    /// In the journal, waiting for a slot, its job's preparation or its files.
    case preparing
    /// Its process was started.
    case running(start: Timestamp)
    case ended(RunEnd)
  }

  /// The run, one of the tries of a task.
  package var runID: String
  /// How far the run is.
  package var state: State
  /// True when the agent sees to its end already, as it was told.
  package var isEnding: Bool?

  package init(runID: String, state: State, isEnding: Bool? = nil) {
    self.runID = runID
    self.state = state
    self.isEnding = isEnding
  }
}

/// How a run of a task ended.
package struct RunEnd: Codable, Sendable, Equatable {
  /// How a run came to its end.
  package enum Outcome: Codable, Sendable, Equatable {
    /// The process ended by itself; 128 + n stands for signal n.
    case exited(code: Int)
    /// The process could not be started, or its files not be fetched or
    /// uploaded; an exit code is present when the process had run.
    case failed(TaskFailureInformation, exitCode: Int?)
    /// The service asked for the end, or the wall clock ran out.
    case terminated(TaskFailureInformation, exitCode: Int?)
    /// The job's preparation failed on this node; the task did not start.
    case preparationFailed
    /// The node has not come to it in time and hands it back: nothing of it
    /// was ever done.
    case returned
    /// The agent died while the run was under way and nobody saw its end;
    /// every process of it is certainly dead.
    case lost
  }

  /// How it ended.
  package var outcome: Outcome
  /// When the process was started; nil when it never was.
  package var start: Timestamp?
  /// When it ended, by the node's clock.
  package var end: Timestamp
  /// What the node saw that may explain a failure, such as a full disk.
  package var remark: String?

  package init(outcome: Outcome, start: Timestamp?, end: Timestamp, remark: String? = nil) {
    self.outcome = outcome
    self.start = start
    self.end = end
    self.remark = remark
  }
}

/// The end of a job's preparation on this node.
package struct PreparationReport: Codable, Sendable {
  package var jobID: String
  /// See ``TaskRun/jobIncarnation``.
  package var jobIncarnation: String
  /// How the last try ended.
  package var end: RunEnd
  /// How often it was tried again.
  package var retryCount: Int

  package init(jobID: String, jobIncarnation: String, end: RunEnd, retryCount: Int) {
    self.jobID = jobID
    self.jobIncarnation = jobIncarnation
    self.end = end
    self.retryCount = retryCount
  }
}
