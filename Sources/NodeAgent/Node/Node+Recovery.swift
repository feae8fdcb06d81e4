import AzureWire
import CTaskSupervisor
import Glibc

/// Taking over from an earlier agent.
extension Node {
  /// Takes up what the journal holds: ends are told, live runs adopted, runs
  /// that were not started go on.
  /// - Throws: ``SystemError`` when a run's file cannot be read, or
  ///   `CancellationError`.
  package func recover() async throws {
    emptyTrash()
    let inherited = journal.inherited
    for entry in inherited.preparations where !forget(entry) { try await recover(entry) }
    for entry in inherited.runs { try await recover(entry) }
    removeStrayFiles()
    endEarlierStartTasks()
    perform(runs.advance(at: clock.now()))
    // Of those taken ahead.
    scheduleReturn()
  }

  private func recover(_ entry: JournalState.Run) async throws {
    let run = entry.run
    if let end = entry.end {
      runs.restore(run, ended: end)
      noteNews(isUrgent: true)
      return
    }
    switch try await standing(run.runID, boot: entry.boot) {
    case .untouched:
      runs.accept(run)
    case .alive(let start, let descriptor):
      runs.restore(run, runningSince: start)
      adopt(run.runID, descriptor: descriptor)
    case .ended(let end):
      runs.restore(run, runningSince: end.start)
      perform(runs.processEnded(run.runID, end, at: clock.now()))
    case .lost(let start):
      let now = clock.now()
      runs.restore(run, runningSince: start ?? now)
      perform(runs.lost(run.runID, at: now))
    }
  }

  private func recover(_ entry: JournalState.Preparation) async throws {
    let attempt = entry.attempt
    if let report = entry.report {
      preparations.restore(attempt, report, isTold: entry.isTold)
      perform(runs.preparationEnded(attempt.jobIncarnation, hasSucceeded: report.hasSucceeded, at: clock.now()))
      return
    }
    switch try await standing(attempt.launchID, boot: entry.boot) {
    case .untouched:
      perform(preparations.resume(attempt))
    case .alive(_, let descriptor):
      preparations.restoreRunning(attempt)
      adopt(attempt.launchID, descriptor: descriptor)
    case .ended(let end):
      preparations.restoreRunning(attempt)
      perform(preparations.processEnded(attempt.launchID, end))
    case .lost:
      preparations.restoreRunning(attempt)
      perform(preparations.lost(attempt.launchID, at: clock.now()))
    }
  }

  private enum Standing {
    case untouched
    /// With a pidfd of the supervisor.
    case alive(start: Timestamp, descriptor: Int32)
    case ended(ProcessEnd)
    case lost(start: Timestamp?)
  }

  /// What became of a launch, with certainty.
  private func standing(_ launchID: String, boot: String) async throws -> Standing {
    let file = paths.runFile(launchID)
    // The disk may have lost the run's file with the machine: whether it was
    // started is not to be known.
    guard boot == self.boot else {
      file.remove()
      return .lost(start: nil)
    }
    while true {
      switch try file.standing() {
      case .untouched:
        file.remove()
        return .untouched
      case .ended(let end): return .ended(end)
      case .orphaned(let start):
        try await LeftoverProcesses.end(marked: TaskEnvironment.mark(launchID, paths))
        return .lost(start: start)
      case .alive(let supervisor?, let start):
        let descriptor = cts_pidfd_open(supervisor)
        guard descriptor >= 0 else {
          if -descriptor == ESRCH { continue }
          throw SystemError("watch the supervisor of \(launchID)", code: -descriptor)
        }
        // Still locked, so the process that the descriptor means is the
        // supervisor and not a later one of the same number.
        if case .alive = try file.standing() { return .alive(start: start, descriptor: descriptor) }
        close(descriptor)
      case .alive(nil, _):
        // On its way to the supervisor, or being taken back.
        try await Task.sleep(for: .milliseconds(2))
      }
    }
  }

  /// Deletes the files of launches that the journal does not know.
  private func removeStrayFiles() {
    guard let directory = opendir(paths.runs) else { return }
    let names = Array(DirectoryEntries(directory))
    closedir(directory)
    for name in names where !runs.isKnown(name) && preparations.attempt(name) == nil {
      paths.runFile(name).remove()
    }
  }
}
