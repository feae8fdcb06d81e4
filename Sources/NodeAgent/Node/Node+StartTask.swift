import AzureWire
import Logging

/// What a node does when it starts, and starts again.
///
/// A start task runs like the preparation of a job: outside the slots, once,
/// with retries, its end told until the service has it. It is of no job, and
/// each start of the node has one of its own.
extension Node {
  var knowsStartTask: Bool {
    preparations.isKnown(StartTaskOrder.incarnation(boot: arguments.boot))
  }

  /// Begins the start task of this start; another one's is none of ours.
  func begin(_ order: StartTaskOrder) {
    guard order.boot == arguments.boot, !isShuttingDown else { return }
    let preparation = JobPreparation(
      id: "starttask", commandLine: order.commandLine, environment: order.environment,
      resourceFiles: order.resourceFiles, maxTaskRetryCount: order.maxTaskRetryCount, waitForSuccess: true)
    let attempt = PreparationAttempt(
      jobID: "", jobIncarnation: StartTaskOrder.incarnation(boot: order.boot), preparation: preparation, number: 1,
      retryCount: 0, nodeBoot: order.boot)
    perform(preparations.prepare(for: attempt.run))
    noteNews(isUrgent: false)
  }

  /// Drops what an earlier start of the node has prepared, when it is to be
  /// done again.
  ///
  /// - Returns: whether it was dropped.
  func forget(_ entry: JournalState.Preparation) -> Bool {
    let attempt = entry.attempt
    guard entry.report != nil, isEarlier(attempt), attempt.preparation.rerunsOnReboot ?? true else { return false }
    note([.preparationRemoved(incarnation: attempt.jobIncarnation)])
    return true
  }

  /// An agent that was killed while the node restarted may have left one.
  func endEarlierStartTasks() {
    for incarnation in preparations.incarnations(ofJob: "")
    where incarnation != StartTaskOrder.incarnation(boot: arguments.boot) {
      perform(preparations.stop(incarnation))
    }
  }

  private func isEarlier(_ attempt: PreparationAttempt) -> Bool { (attempt.nodeBoot ?? 1) < arguments.boot }
}

extension TaskRun {
  /// Whether it is no task of a job, but the node's own.
  var isStartTask: Bool { jobID.isEmpty }
}
