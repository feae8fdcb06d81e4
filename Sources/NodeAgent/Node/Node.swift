package import AzureWire
import CTaskSupervisor
import Glibc
package import Logging

/// One node: its runs, its journal and its processes. The only actor of the
/// agent; it runs on a thread of its own and is never busy for long but for
/// the disk.
///
/// The order of things is what makes a run start once: a run is in the
/// journal before anything of it is done, its file is created and locked
/// before its supervisor hears of it, and its end is in the journal before
/// it is told.
package actor Node {
  nonisolated let thread: NodeThread
  nonisolated package var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  let arguments: NodeAgentArguments
  let paths: NodePaths
  let timings: NodeTimings
  let clock: SystemClock
  let logger: Logger
  let boot: String
  let inheritedEnvironment: [String: String]
  let fetcher: ResourceFetcher
  let uploader: OutputUploader
  let replier: FileReplier
  /// Waits for the disk; tests give it their own outcome.
  let awaitSync: @Sendable (JournalSync) async throws -> Void

  var journal: Journal
  var runs: RunTable
  var preparations: PreparationTable
  var supervisors = SupervisorPool()
  var spareRunFiles = SpareRunFiles()
  /// The descriptors (pidfd) of supervisors of an earlier agent, by what they run.
  var adopted: [String: Int32] = [:]
  /// Downloads and uploads under way.
  var transfers: [String: Task<Void, Never>] = [:]
  /// What goes on beside all this, by a number that each has for itself.
  var errands: [Int: Task<Void, Never>] = [:]
  var lastErrand = 0
  /// Task directories' parents that are known to exist.
  var jobDirectories: Set<String> = []

  var foresight = Foresight()
  var isReturnScheduled = false
  var stale = StaleAnswers()
  var news = News()
  /// Told to go, once nothing of them lives.
  var jobsToRemove: Set<String> = []
  /// Gone, and still asked about by the service.
  var removedJobs: Set<String> = []
  var answeredFiles: Set<String> = []
  var isShuttingDown = false
  /// Whether what is here belongs to the next agent.
  var hasLeft = false
  /// What the service is told of a node that cannot write.
  var trouble: NodeTrouble?
  var isSyncScheduled = false
  var isPressScheduled = false
  /// Woken at every change that someone may wait for.
  var waiters: [CheckedContinuation<Void, Never>] = []

  package init(
    arguments: NodeAgentArguments, environment: [String: String], fetcher: ResourceFetcher, uploader: OutputUploader,
    replier: FileReplier, timings: NodeTimings, clock: SystemClock = .real, logger: Logger,
    awaitSync: @escaping @Sendable (JournalSync) async throws -> Void = { try $0.wait() }
  ) throws {
    thread = try NodeThread()
    self.arguments = arguments
    paths = NodePaths(root: arguments.root)
    self.timings = timings
    self.clock = clock
    self.logger = logger
    self.fetcher = fetcher
    self.uploader = uploader
    self.replier = replier
    self.awaitSync = awaitSync
    inheritedEnvironment = TaskEnvironment.inherited(from: environment)
    runs = RunTable(slots: arguments.slots)
    preparations = PreparationTable(nodeBoot: arguments.boot)
    boot = try BootID.current()
    journal = try Journal(paths.journal, boot: boot)
    let damaged = journal.damagedBytes
    if damaged > 0 {
      let copy = paths.journal + ".damaged"
      logger.warning("The journal ended in \(damaged) bytes that are no record; a copy is at \(copy).")
    }
  }

  // MARK: Actions

  /// Performs what the table of runs asks for, and what comes of it at once.
  func perform(_ actions: [RunTable.Action]) {
    var actions = actions[...]
    while let action = actions.popFirst() {
      switch action {
      case .prepare(let runID):
        if let run = runs.run(runID) { perform(preparations.prepare(for: run)) }
      case .fetch(let runID):
        if let run = runs.run(runID) { actions += fetch(run, as: runID) }
      case .launch(let runID):
        guard let run = runs.run(runID) else { continue }
        let now = clock.now()
        switch launch(run, as: runID, at: now) {
        case nil: actions += runs.launched(runID, at: now)
        case let failure?: actions += runs.launchFailed(runID, failure, at: clock.now())
        }
        noteNews(isUrgent: false)
      case .terminate(let runID): terminate(runID)
      case .upload(let runID, let exitCode): upload(runID, exitCode: exitCode)
      case .cancelTransfer(let runID): transfers[runID]?.cancel()
      case .settle(let runID, let end):
        foresight.note(end)
        // With enough at hand to go on, ends are told in company.
        let canWait = 2 * runs.waitingRunIDs.count > foresight.ahead(slots: runs.slots)
        settle([.ended(runID: runID, end)], isUrgent: !canWait)
      }
    }
    finishRemovals()
  }

  /// Performs what the table of preparations asks for.
  func perform(_ actions: [PreparationTable.Action]) {
    var actions = actions[...]
    while let action = actions.popFirst() {
      switch action {
      case .fetch(let launchID):
        guard let attempt = preparations.attempt(launchID) else { continue }
        do {
          try journal.append([.preparing(attempt)], durably: false)
        } catch {
          actions += preparations.fetched(launchID, failure: journalFailure(error), at: clock.now())
          continue
        }
        actions += fetchPreparation(attempt)
      case .launch(let launchID):
        guard let attempt = preparations.attempt(launchID) else { continue }
        switch launch(attempt.run, as: launchID, at: clock.now()) {
        case nil: actions += preparations.launched(launchID)
        case let failure?: actions += preparations.launchFailed(launchID, failure, at: clock.now())
        }
      case .terminate(let launchID): terminate(launchID)
      case .cancelTransfer(let launchID): transfers[launchID]?.cancel()
      case .settle(let incarnation, let hasSucceeded):
        if let report = preparations.report(incarnation) { settle([.prepared(report)], isUrgent: true) }
        perform(runs.preparationEnded(incarnation, hasSucceeded: hasSucceeded, at: clock.now()))
      }
    }
    finishRemovals()
  }

  /// Writes an end down and makes it known. A journal that cannot be written
  /// is no reason to keep the end from the service: an agent that takes over
  /// reads it from the run's file.
  private func settle(_ records: [JournalRecord], isUrgent: Bool) {
    do {
      try journal.append(records, durably: false)
    } catch {
      logger.error("An end is not in the journal. \(error)")
    }
    scheduleSync()
    noteNews(isUrgent: isUrgent)
  }

  func journalFailure(_ error: any Error) -> TaskFailureInformation {
    logger.error("The journal cannot be written. \(error)")
    if let error = error as? SystemError {
      return RunOutcomes.failure(error, orElse: "Unknown", "The node's journal cannot be written.")
    }
    return TaskFailureInformation(
      category: .serverError, code: "Unknown", message: "The node's journal cannot be written.")
  }

  // MARK: News

  func noteNews(isUrgent: Bool) {
    news.add(isUrgent: isUrgent)
    wake()
    if !isUrgent, !isPressScheduled {
      isPressScheduled = true
      beginErrand { node in
        // Cut short only when the node leaves.
        try? await Task.sleep(for: node.timings.company)
        node.isPressScheduled = false
        node.news.press(node.news.latest)
        node.wake()
      }
    }
  }

  func sync() {
    do {
      try journal.sync()
    } catch {
      logger.error("The journal may be lost with the machine. \(error)")
    }
  }

  func wake() {
    let woken = waiters
    waiters = []
    for waiter in woken { waiter.resume() }
  }

  /// Ends reach the disk together, a moment later: should the machine lose
  /// power before, the run is reported lost, and the service decides.
  func scheduleSync() {
    guard !isSyncScheduled, !hasLeft else { return }
    isSyncScheduled = true
    beginErrand { node in
      // Cut short when the node leaves, which syncs itself.
      try? await Task.sleep(for: node.timings.syncDelay)
      node.isSyncScheduled = false
      node.sync()
    }
  }
}
