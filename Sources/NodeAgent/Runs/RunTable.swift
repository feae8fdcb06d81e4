package import AzureWire

/// The runs of a node: what is done next with each of them, and what is told
/// of them. A state machine without I/O or clock; its owner performs the
/// actions that each event returns, in order, and brings back what came of
/// them.
///
/// A run waits for a slot and for an earlier run of the same task, then for
/// its job's preparation and its resource files, then for its process, then
/// for its output files; it has ended once and for all, and is kept until
/// the service has the end.
package struct RunTable: Sendable {
  /// What the node has to do for a run.
  package enum Action: Sendable, Equatable {
    /// See to the job's preparation; see ``preparationEnded(_:hasSucceeded:at:)``.
    case prepare(runID: String)
    /// Empty the task's directory and download; see ``fetched(_:failure:at:)``.
    case fetch(runID: String)
    /// Start the process; see ``launched(_:at:)`` and ``processEnded(_:_:)``.
    case launch(runID: String)
    /// End the process.
    case terminate(runID: String)
    /// See ``uploaded(_:failure:at:)``.
    case upload(runID: String, exitCode: Int)
    /// Break off downloads or uploads; they still report.
    case cancelTransfer(runID: String)
    /// Write the end down, then tell it.
    case settle(runID: String, RunEnd)
  }

  private enum Phase: Sendable {
    case waiting
    case awaitingPreparation
    case fetching
    case launching
    case running(start: Timestamp)
    case uploading(RunEnd)
    case ended(RunEnd)
  }

  private struct Entry: Sendable {
    var run: TaskRun
    var phase: Phase
    /// The service has asked for the end.
    var isUnwanted = false
    /// Whether the journal's word of it is on the disk; nothing of it begins before.
    var isRecorded = true
  }

  /// Runs that may be under way at a time.
  package let slots: Int
  private var entries: [String: Entry] = [:]
  /// Those that have not ended, in order of acceptance.
  private var queue: [String] = []
  /// The preparations that are over, and whether the node may go by them.
  private var preparations: [String: Bool] = [:]

  package init(slots: Int) {
    self.slots = slots
  }

  // MARK: What is known

  /// What was accepted; nil when the run is not known.
  package func run(_ runID: String) -> TaskRun? { entries[runID]?.run }

  /// Whether the run was accepted here, even if it has ended.
  package func isKnown(_ runID: String) -> Bool { entries[runID] != nil }

  /// Whether it has not ended, and waits for ``recorded(_:at:)``.
  package func isUnrecorded(_ runID: String) -> Bool {
    entries[runID]?.isRecorded == false && end(of: runID) == nil
  }

  /// Runs that have not ended.
  package var liveRunIDs: [String] { queue }

  /// Those that wait for a slot, in order of acceptance.
  package var waitingRunIDs: [String] {
    queue.filter { if case .waiting = entries[$0]?.phase { true } else { false } }
  }

  /// A job's runs that have not ended, in order of acceptance.
  package func liveRunIDs(ofJob jobID: String) -> [String] {
    queue.filter { entries[$0]?.run.jobID == jobID }
  }

  /// How a run ended; nil while it has not, or is not known.
  package func end(of runID: String) -> RunEnd? {
    if case .ended(let end) = entries[runID]?.phase { end } else { nil }
  }

  /// All runs, the live ones in order of acceptance, then those that ended.
  package var reports: [RunReport] {
    let ended = entries.filter { if case .ended = $0.value.phase { true } else { false } }.keys.sorted()
    return (queue + ended).compactMap { runID in
      entries[runID].map {
        RunReport(runID: runID, state: Self.state($0.phase), isEnding: $0.isUnwanted ? true : nil)
      }
    }
  }

  private static func state(_ phase: Phase) -> RunReport.State {
    switch phase {
    case .waiting, .awaitingPreparation, .fetching, .launching: .preparing
    case .running(let start): .running(start: start)
    case .uploading(let end): end.start.map { .running(start: $0) } ?? .preparing
    case .ended(let end): .ended(end)
    }
  }

  // MARK: From the service

  /// Takes a run on; one that is known already is left alone. Nothing happens
  /// before ``advance(at:)``.
  ///
  /// - Parameter isRecorded: whether it is in the journal on the disk; if not,
  ///   it waits for ``recorded(_:at:)`` too.
  package mutating func accept(_ run: TaskRun, isRecorded: Bool = true) {
    guard entries[run.runID] == nil else { return }
    entries[run.runID] = Entry(run: run, phase: .waiting, isRecorded: isRecorded)
    queue.append(run.runID)
  }

  /// Refuses a run that is not known, of which nothing was done: it counts
  /// for nothing, and is never begun here.
  package mutating func decline(_ run: TaskRun, at now: Timestamp) {
    guard entries[run.runID] == nil else { return }
    entries[run.runID] = Entry(run: run, phase: .ended(RunEnd(outcome: .returned, start: nil, end: now)))
  }

  /// The journal's word of these runs is on the disk.
  package mutating func recorded(_ runIDs: [String], at now: Timestamp) -> [Action] {
    for runID in runIDs { entries[runID]?.isRecorded = true }
    return advance(at: now)
  }

  /// The runs were not taken on after all; those that have not ended are not
  /// known any more.
  package mutating func dropUnrecorded(_ runIDs: [String]) {
    for runID in runIDs where isUnrecorded(runID) {
      entries[runID] = nil
      queue.removeAll { $0 == runID }
    }
  }

  /// Hands back all runs that wait for a slot.
  package mutating func returnWaiting(at now: Timestamp) -> [Action] {
    waitingRunIDs.flatMap { settle($0, RunEnd(outcome: .returned, start: nil, end: now)) }
  }

  /// The service asks for the end of a run, whatever it is at.
  package mutating func terminate(_ runID: String, at now: Timestamp) -> [Action] {
    guard var entry = entries[runID], !entry.isUnwanted else { return [] }
    entry.isUnwanted = true
    entries[runID] = entry
    switch entry.phase {
    case .waiting, .awaitingPreparation: return end(runID, Self.unwanted, start: nil, at: now)
    case .fetching, .uploading: return [.cancelTransfer(runID: runID)]
    case .running: return [.terminate(runID: runID)]
    case .launching, .ended: return []
    }
  }

  /// Drops a run that has ended; a live one is kept.
  /// - Returns: Whether it was dropped.
  package mutating func forget(_ runID: String) -> Bool {
    guard end(of: runID) != nil else { return false }
    entries[runID] = nil
    return true
  }

  /// How a preparation ended is known no more: runs wait for one again.
  package mutating func forgetPreparation(_ incarnation: String) {
    preparations[incarnation] = nil
  }

  // MARK: From an earlier agent's journal

  /// Takes over a run that has ended.
  package mutating func restore(_ run: TaskRun, ended end: RunEnd) {
    entries[run.runID] = Entry(run: run, phase: .ended(end))
  }

  /// Takes over a run whose process was started; its end may follow at once.
  package mutating func restore(_ run: TaskRun, runningSince start: Timestamp) {
    entries[run.runID] = Entry(run: run, phase: .running(start: start))
    queue.append(run.runID)
  }

  // MARK: What came of actions

  /// - Parameter hasSucceeded: Whether runs that insist on it may start.
  package mutating func preparationEnded(
    _ incarnation: String, hasSucceeded: Bool, at now: Timestamp
  ) -> [Action] {
    preparations[incarnation] = hasSucceeded
    var actions: [Action] = []
    for runID in queue {
      guard let entry = entries[runID], entry.run.jobIncarnation == incarnation,
        case .awaitingPreparation = entry.phase
      else { continue }
      actions += prepared(runID, hasSucceeded, at: now)
    }
    return actions + advance(at: now)
  }

  /// The directory is there and the resource files are in it, or not.
  package mutating func fetched(
    _ runID: String, failure: TaskFailureInformation?, at now: Timestamp
  ) -> [Action] {
    guard let entry = entries[runID], case .fetching = entry.phase else { return [] }
    if entry.isUnwanted { return end(runID, Self.unwanted, start: nil, at: now) }
    if let failure { return end(runID, .failed(failure, exitCode: nil), start: nil, at: now) }
    entries[runID]?.phase = .launching
    return [.launch(runID: runID)]
  }

  /// Its process was started.
  package mutating func launched(_ runID: String, at start: Timestamp) -> [Action] {
    guard let entry = entries[runID], case .launching = entry.phase else { return [] }
    entries[runID]?.phase = .running(start: start)
    return entry.isUnwanted ? [.terminate(runID: runID)] : []
  }

  /// Its process could not be started.
  package mutating func launchFailed(
    _ runID: String, _ failure: TaskFailureInformation, at now: Timestamp
  ) -> [Action] {
    guard case .launching = entries[runID]?.phase else { return [] }
    return end(runID, .failed(failure, exitCode: nil), start: nil, at: now)
  }

  /// Its process has ended; its files are still to be uploaded.
  package mutating func processEnded(_ runID: String, _ process: ProcessEnd, at now: Timestamp) -> [Action] {
    guard let entry = entries[runID], case .running = entry.phase else { return [] }
    let outcome = RunOutcomes.outcome(of: process, of: entry.run)
    if case .notStarted = process.reason { return end(runID, outcome, start: nil, at: now) }
    let end = RunEnd(outcome: outcome, start: process.start, end: process.end, remark: process.remark)
    let exitCode = process.exitCode ?? -1
    let mayUpload = process.reason != .terminated && !entry.isUnwanted
    guard mayUpload, entry.run.outputFiles.contains(where: { $0.uploadOptions.uploadCondition.holds(exitCode) }) else {
      return settle(runID, end) + advance(at: process.end)
    }
    entries[runID]?.phase = .uploading(end)
    return [.upload(runID: runID, exitCode: exitCode)]
  }

  /// The supervisor was killed, and everything of the run is dead.
  package mutating func lost(_ runID: String, at now: Timestamp) -> [Action] {
    guard case .running(let start) = entries[runID]?.phase else { return [] }
    return end(runID, .lost, start: start, at: now)
  }

  /// Its files were uploaded, or could not be.
  package mutating func uploaded(
    _ runID: String, failure: TaskFailureInformation?, at now: Timestamp
  ) -> [Action] {
    guard let entry = entries[runID], case .uploading(let known) = entry.phase else { return [] }
    guard let failure else { return settle(runID, known) + advance(at: known.end) }
    let outcome: RunEnd.Outcome =
      switch known.outcome {
      case .exited(let code):
        entry.isUnwanted
          ? .terminated(RunOutcomes.endedByRequest, exitCode: code) : .failed(failure, exitCode: code)
      default: known.outcome
      }
    return end(runID, outcome, start: known.start, at: known.end)
  }

  /// Gives free slots to those that wait, the first first.
  package mutating func advance(at now: Timestamp) -> [Action] {
    var actions: [Action] = []
    var taken = queue.count { if case .waiting = entries[$0]?.phase { false } else { true } }
    // Also of the ones in the queue before it: the tasks keep their order.
    var tasks: Set<String> = []
    for runID in queue {
      guard taken < slots else { break }
      guard let entry = entries[runID] else { continue }
      let isFirst = tasks.insert("\(entry.run.jobID)/\(entry.run.taskID)").inserted
      guard case .waiting = entry.phase, isFirst, entry.isRecorded else { continue }
      taken += 1
      actions += begin(runID, entry.run, at: now)
      if end(of: runID) != nil { taken -= 1 }
    }
    return actions
  }

  // MARK: Steps

  private static let unwanted = RunEnd.Outcome.terminated(RunOutcomes.endedByRequest, exitCode: nil)

  private mutating func begin(_ runID: String, _ run: TaskRun, at now: Timestamp) -> [Action] {
    guard let preparation = run.preparation else { return fetch(runID) }
    if let hasSucceeded = preparations[run.jobIncarnation] { return prepared(runID, hasSucceeded, at: now) }
    guard preparation.waitForSuccess else { return [.prepare(runID: runID)] + fetch(runID) }
    entries[runID]?.phase = .awaitingPreparation
    return [.prepare(runID: runID)]
  }

  private mutating func prepared(_ runID: String, _ hasSucceeded: Bool, at now: Timestamp) -> [Action] {
    let insists = entries[runID]?.run.preparation?.waitForSuccess ?? false
    if hasSucceeded || !insists { return fetch(runID) }
    // Without `advance`: the callers do that when all are dealt with.
    return settle(runID, RunEnd(outcome: .preparationFailed, start: nil, end: now))
  }

  private mutating func fetch(_ runID: String) -> [Action] {
    entries[runID]?.phase = .fetching
    return [.fetch(runID: runID)]
  }

  private mutating func end(
    _ runID: String, _ outcome: RunEnd.Outcome, start: Timestamp?, at end: Timestamp
  ) -> [Action] {
    settle(runID, RunEnd(outcome: outcome, start: start, end: end)) + advance(at: end)
  }

  private mutating func settle(_ runID: String, _ end: RunEnd) -> [Action] {
    entries[runID]?.phase = .ended(end)
    queue.removeAll { $0 == runID }
    return [.settle(runID: runID, end)]
  }
}
