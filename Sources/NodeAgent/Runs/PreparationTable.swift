package import AzureWire

/// The job preparations of a node: once for each job, repeated only as the
/// job's retry count allows. A state machine without I/O or clock, like
/// ``RunTable``.
package struct PreparationTable: Sendable {
  /// What the node has to do for a preparation.
  package enum Action: Sendable, Equatable {
    /// Write the attempt down, then empty its directory and download.
    case fetch(launchID: String)
    case launch(launchID: String)
    case terminate(launchID: String)
    case cancelTransfer(launchID: String)
    /// Write the report down, then tell it and release the runs.
    case settle(incarnation: String, hasSucceeded: Bool)
  }

  private enum Phase: Sendable {
    case fetching
    case launching
    case running
    case ended(PreparationReport, isTold: Bool)
  }

  private struct Entry: Sendable {
    var attempt: PreparationAttempt
    var phase: Phase
    /// Its job is being deleted.
    var isUnwanted = false

    var hasEnded: Bool { if case .ended = phase { true } else { false } }
  }

  private var entries: [String: Entry] = [:]
  private let nodeBoot: Int

  /// - Parameter nodeBoot: the start of the node that attempts belong to.
  package init(nodeBoot: Int = 1) {
    self.nodeBoot = nodeBoot
  }

  // MARK: What is known

  /// The attempt that is under way under that name.
  package func attempt(_ launchID: String) -> PreparationAttempt? {
    entry(launchID)?.attempt
  }

  /// Whether the preparation was begun here, even if it has ended.
  package func isKnown(_ incarnation: String) -> Bool { entries[incarnation] != nil }

  /// Whether a preparation of the job is under way.
  package func isLive(jobID: String) -> Bool {
    entries.values.contains { $0.attempt.jobID == jobID && !$0.hasEnded }
  }

  /// Whether a preparation of any job is under way.
  package var isAnyLive: Bool { entries.values.contains { !$0.hasEnded } }

  /// The preparations that are known of a job, one for each time it was made.
  package func incarnations(ofJob jobID: String) -> [String] {
    entries.filter { $0.value.attempt.jobID == jobID }.keys.sorted()
  }

  /// How a preparation ended; nil while it is under way, or is not known.
  package func report(_ incarnation: String) -> PreparationReport? {
    if case .ended(let report, _) = entries[incarnation]?.phase { report } else { nil }
  }

  /// The ends that the service has not yet told the node to forget.
  package var reports: [PreparationReport] {
    entries.keys.sorted().compactMap { incarnation in
      if case .ended(let report, false) = entries[incarnation]?.phase { report } else { nil }
    }
  }

  /// For a journal that is written anew.
  package func state(boot: String) -> [JournalState.Preparation] {
    entries.keys.sorted().compactMap { incarnation in
      entries[incarnation].map { entry in
        var state = JournalState.Preparation(attempt: entry.attempt, boot: boot)
        if case .ended(let report, let isTold) = entry.phase {
          state.report = report
          state.isTold = isTold
        }
        return state
      }
    }
  }

  // MARK: Events

  /// A run wants its job prepared; done or under way, there is nothing to do.
  package mutating func prepare(for run: TaskRun) -> [Action] {
    guard let preparation = run.preparation, entries[run.jobIncarnation] == nil else { return [] }
    return begin(
      PreparationAttempt(
        jobID: run.jobID, jobIncarnation: run.jobIncarnation, preparation: preparation, number: 1, retryCount: 0,
        nodeBoot: nodeBoot))
  }

  /// Its files are there, or could not be fetched.
  package mutating func fetched(
    _ launchID: String, failure: TaskFailureInformation?, at now: Timestamp
  ) -> [Action] {
    guard let entry = entry(launchID), case .fetching = entry.phase else { return [] }
    if entry.isUnwanted { return end(entry, Self.unwanted, start: nil, at: now) }
    if let failure { return end(entry, .failed(failure, exitCode: nil), start: nil, at: now) }
    entries[entry.attempt.jobIncarnation]?.phase = .launching
    return [.launch(launchID: launchID)]
  }

  /// Its process was started.
  package mutating func launched(_ launchID: String) -> [Action] {
    guard let entry = entry(launchID), case .launching = entry.phase else { return [] }
    entries[entry.attempt.jobIncarnation]?.phase = .running
    return entry.isUnwanted ? [.terminate(launchID: launchID)] : []
  }

  /// Its process could not be started.
  package mutating func launchFailed(
    _ launchID: String, _ failure: TaskFailureInformation, at now: Timestamp
  ) -> [Action] {
    guard let entry = entry(launchID), case .launching = entry.phase else { return [] }
    return end(entry, .failed(failure, exitCode: nil), start: nil, at: now)
  }

  /// Its process has ended; it may be tried again.
  package mutating func processEnded(_ launchID: String, _ process: ProcessEnd) -> [Action] {
    guard let entry = entry(launchID), case .running = entry.phase else { return [] }
    let attempt = entry.attempt
    let outcome = RunOutcomes.outcome(of: process, of: attempt.run)
    let limit = attempt.preparation.maxTaskRetryCount
    if case .exited(let code) = outcome, code != 0, !entry.isUnwanted, limit < 0 || attempt.retryCount < limit {
      return begin(attempt.next(countsAsRetry: true))
    }
    let wasStarted = process.exitCode != nil
    return end(entry, outcome, start: wasStarted ? process.start : nil, at: process.end, process.remark)
  }

  /// The attempt's supervisor was killed and everything of it is dead: it
  /// begins again, which is no retry.
  package mutating func lost(_ launchID: String, at now: Timestamp) -> [Action] {
    guard let entry = entry(launchID), case .running = entry.phase else { return [] }
    return entry.isUnwanted
      ? end(entry, .lost, start: nil, at: now) : begin(entry.attempt.next(countsAsRetry: false))
  }

  /// The service has the end; runs that come later still go by it.
  package mutating func markTold(_ incarnation: String) -> Bool {
    guard case .ended(let report, false) = entries[incarnation]?.phase else { return false }
    entries[incarnation]?.phase = .ended(report, isTold: true)
    return true
  }

  /// Its job is being deleted: break off what is under way.
  package mutating func stop(_ incarnation: String) -> [Action] {
    guard let entry = entries[incarnation], !entry.isUnwanted else { return [] }
    entries[incarnation]?.isUnwanted = true
    return switch entry.phase {
    case .fetching: [.cancelTransfer(launchID: entry.attempt.launchID)]
    case .running: [.terminate(launchID: entry.attempt.launchID)]
    case .launching, .ended: []
    }
  }

  /// Ends all that are under way.
  package mutating func stopAll() -> [Action] { entries.keys.sorted().flatMap { stop($0) } }

  /// Drops a preparation that has ended.
  package mutating func remove(_ incarnation: String) {
    if report(incarnation) != nil { entries[incarnation] = nil }
  }

  // MARK: From an earlier agent's journal

  /// One that had ended before this agent was started.
  package mutating func restore(_ attempt: PreparationAttempt, _ report: PreparationReport, isTold: Bool) {
    entries[attempt.jobIncarnation] = Entry(attempt: attempt, phase: .ended(report, isTold: isTold))
  }

  /// Its process was started; its end may follow at once.
  package mutating func restoreRunning(_ attempt: PreparationAttempt) {
    entries[attempt.jobIncarnation] = Entry(attempt: attempt, phase: .running)
  }

  /// It was written down, yet no process was started.
  package mutating func resume(_ attempt: PreparationAttempt) -> [Action] { begin(attempt) }

  // MARK: Steps

  private static let unwanted = RunEnd.Outcome.terminated(RunOutcomes.endedByRequest, exitCode: nil)

  private func entry(_ launchID: String) -> Entry? {
    entries.values.first { !$0.hasEnded && $0.attempt.launchID == launchID }
  }

  private mutating func begin(_ attempt: PreparationAttempt) -> [Action] {
    let isUnwanted = entries[attempt.jobIncarnation]?.isUnwanted ?? false
    entries[attempt.jobIncarnation] = Entry(attempt: attempt, phase: .fetching, isUnwanted: isUnwanted)
    return [.fetch(launchID: attempt.launchID)]
  }

  private mutating func end(
    _ entry: Entry, _ outcome: RunEnd.Outcome, start: Timestamp?, at end: Timestamp, _ remark: String? = nil
  ) -> [Action] {
    let attempt = entry.attempt
    let report = PreparationReport(
      jobID: attempt.jobID, jobIncarnation: attempt.jobIncarnation,
      end: RunEnd(outcome: outcome, start: start, end: end, remark: remark), retryCount: attempt.retryCount)
    entries[attempt.jobIncarnation]?.phase = .ended(report, isTold: false)
    return [.settle(incarnation: attempt.jobIncarnation, hasSucceeded: report.hasSucceeded)]
  }
}

extension PreparationAttempt {
  /// The attempt after this one.
  func next(countsAsRetry: Bool) -> PreparationAttempt {
    var next = self
    next.number += 1
    if countsAsRetry { next.retryCount += 1 }
    return next
  }
}

extension PreparationReport {
  /// Whether runs that insist on the preparation may go on.
  package var hasSucceeded: Bool { end.outcome == .exited(code: 0) }
}
