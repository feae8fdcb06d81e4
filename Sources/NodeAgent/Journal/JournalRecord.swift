package import AzureWire

/// One fact in a node's journal.
package enum JournalRecord: Codable, Sendable {
  /// What follows was written while the machine was up for the time that the
  /// kernel gave this id.
  case boot(String)
  /// The node has taken this run; nothing of it may be started before.
  case accepted(TaskRun)
  case ended(runID: String, RunEnd)
  /// The service has the run's end.
  case forgotten(runID: String)
  /// An attempt of a job's preparation is about to begin.
  case preparing(PreparationAttempt)
  case prepared(PreparationReport)
  /// The service has the preparation's end; the node still goes by it.
  case preparationTold(incarnation: String)
  /// The job is deleted.
  case preparationRemoved(incarnation: String)
}

/// One of the attempts to run a job's preparation on this node.
package struct PreparationAttempt: Codable, Sendable {
  package var jobID: String
  package var jobIncarnation: String
  /// What is to be run.
  package var preparation: JobPreparation
  /// Counts the attempts from 1; names the process.
  package var number: Int
  /// Attempts after a failure; one lost with its supervisor does not count.
  package var retryCount: Int
  /// The start of the node that it belongs to; the first where nothing is
  /// said.
  package var nodeBoot: Int?

  package init(
    jobID: String, jobIncarnation: String, preparation: JobPreparation, number: Int, retryCount: Int,
    nodeBoot: Int? = nil
  ) {
    self.jobID = jobID
    self.jobIncarnation = jobIncarnation
    self.preparation = preparation
    self.number = number
    self.retryCount = retryCount
    self.nodeBoot = nodeBoot
  }

  /// The attempt's name among all that the node launches.
  package var launchID: String { "\(jobIncarnation).prep.\(number)" }

  /// The attempt in the shape of a task's run.
  package var run: TaskRun {
    TaskRun(
      runID: launchID, jobID: jobID, jobIncarnation: jobIncarnation, taskID: preparation.id,
      commandLine: preparation.commandLine, environment: preparation.environment,
      resourceFiles: preparation.resourceFiles, outputFiles: [], maxWallClockSeconds: preparation.maxWallClockSeconds,
      preparation: preparation)
  }
}
