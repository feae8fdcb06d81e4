package import AzureWire
import Logging

/// What the service tells, and what it is told.
extension Node {
  /// An exchange that is about to be sent.
  package struct Exchange: Sendable {
    let number: Int
    /// What the service is told.
    package let report: NodeReport
  }

  /// What the service is told next.
  ///
  /// - Parameter wantsAnswerNow: the service answers even when it has nothing for
  ///   the node.
  package func makeExchange(wantsAnswerNow: Bool) -> Exchange {
    news.tell()
    return Exchange(
      number: stale.begin(),
      report: NodeReport(
        runs: runs.reports, preparations: preparations.reports, removedJobs: removedJobs.sorted(),
        startTaskBoot: knowsStartTask ? arguments.boot : nil, ahead: foresight.ahead(slots: arguments.slots),
        wantsAnswerNow: wantsAnswerNow, trouble: trouble))
  }

  /// The exchange came to nothing; all it told will be told again.
  package func abandon(_ exchange: Exchange) {
    stale.end(exchange.number)
    news.untell()
    wake()
  }

  /// Does what an answer asks for, as far as it is news.
  package func apply(_ instructions: NodeInstructions, to exchange: Exchange) {
    // An answer knows of this exchange's removals; by the time it came,
    // others may have been told.
    let told = Set(exchange.report.removedJobs)
    removedJobs.subtract(told.subtracting(instructions.removeJobs))

    let isStale = stale
    forget(instructions)
    let starts = instructions.start.filter { run in
      !runs.isKnown(run.runID) && isStale.mayStart(run.runID, ofJob: run.jobID, in: exchange.number)
    }
    // Before the starts: those may be of a new job of the same id.
    remove(instructions.removeJobs.filter { isStale.mayRemove($0, in: exchange.number) })
    for runID in instructions.terminate { perform(runs.terminate(runID, at: clock.now())) }
    if let order = instructions.startTask { begin(order) }
    accept(starts, askedAhead: exchange.report.ahead ?? 0 > 0)
    answer(instructions.files)
    if instructions.shutdown { shutDown() }
    stale.end(exchange.number)
    compactJournal()
    wake()
  }

  /// - Parameter askedAhead: whether some of them may have to wait for a slot.
  private func accept(_ starts: [TaskRun], askedAhead: Bool) {
    guard !starts.isEmpty, !isShuttingDown else { return }
    // Deleting must be over before a job of the same id comes to life.
    let starts = starts.filter { !jobsToRemove.contains($0.jobID) }
    let (valid, invalid) = (starts.filter { NodePaths.isSafe($0.runID) }, starts.filter { !NodePaths.isSafe($0.runID) })
    for run in invalid { logger.error("The run id \(run.runID) cannot be the name of a file; it is ignored.") }
    do {
      try journal.append(valid.map { .accepted($0) }, durably: false)
    } catch {
      decline(valid, because: error)
      return
    }
    for run in valid { runs.accept(run, isRecorded: false) }
    let sync: JournalSync
    do {
      sync = try journal.syncElsewhere()
    } catch {
      withdraw(valid, because: error)
      return
    }
    noteNews(isUrgent: false)
    // Meanwhile what ran before may end and be followed by what was ready.
    beginErrand { node in
      do {
        try await node.awaitSync(sync)
        // The next agent begins them.
        guard !node.hasLeft else { return }
        node.perform(node.runs.recorded(valid.map(\.runID), at: node.clock.now()))
        // What was asked for is long past where a run has shown since that it is a long one.
        if askedAhead || node.foresight.ahead(slots: node.arguments.slots) > 0 { node.scheduleReturn() }
      } catch {
        if !node.hasLeft { node.withdraw(valid, because: error) }
      }
    }
  }

  /// Hands back what waits for a slot when none has become free for long: the
  /// runs are longer than thought, and the service may know better what to do
  /// with the tasks.
  func scheduleReturn() {
    let waiting = runs.waitingRunIDs
    guard !isReturnScheduled, !waiting.isEmpty else { return }
    isReturnScheduled = true
    beginErrand { node in
      // Cut short only when the node leaves.
      try? await Task.sleep(for: node.timings.returnDelay)
      node.isReturnScheduled = false
      guard !node.hasLeft else { return }
      if node.runs.waitingRunIDs.first == waiting.first {
        node.foresight.disappoint()
        node.returnWaiting()
      }
      node.scheduleReturn()
    }
  }

  private func forget(_ instructions: NodeInstructions) {
    let forgotten = instructions.forgetRuns.filter { runs.forget($0) }
    let told = instructions.forgetPreparations.filter { preparations.markTold($0) }
    for runID in forgotten { stale.forgot(runID) }
    let isNoted = note(
      forgotten.map { .forgotten(runID: $0) } + told.map { .preparationTold(incarnation: $0) })
    // To an agent that reads of such a run in the journal, its file says that it has ended.
    guard isNoted else { return }
    for runID in forgotten { spareRunFiles.retire(paths.runFile(runID)) }
  }

  /// Appends what may be lost: the service would only tell it again.
  /// - Returns: whether the journal has it.
  @discardableResult
  func note(_ records: [JournalRecord]) -> Bool {
    do {
      try journal.append(records, durably: false)
      return true
    } catch {
      logger.error("The journal cannot be written. \(error)")
      return false
    }
  }

  // MARK: Removal of jobs

  private func remove(_ jobs: [String]) {
    for jobID in jobs where NodePaths.isSafe(jobID) && jobsToRemove.insert(jobID).inserted {
      removedJobs.remove(jobID)
      for runID in runs.liveRunIDs(ofJob: jobID) { perform(runs.terminate(runID, at: clock.now())) }
      for incarnation in preparations.incarnations(ofJob: jobID) { perform(preparations.stop(incarnation)) }
    }
    finishRemovals()
  }

  /// Deletes what is left of jobs of which nothing lives any more.
  func finishRemovals() {
    for jobID in jobsToRemove where runs.liveRunIDs(ofJob: jobID).isEmpty && !preparations.isLive(jobID: jobID) {
      do {
        try Directories.setAside(paths.job(jobID), trash: paths.trash)
      } catch {
        logger.error("The directory of the job \(jobID) cannot be deleted. \(error)")
        continue
      }
      emptyTrash()
      let incarnations = preparations.incarnations(ofJob: jobID)
      for incarnation in incarnations {
        preparations.remove(incarnation)
        runs.forgetPreparation(incarnation)
      }
      note(incarnations.map { .preparationRemoved(incarnation: $0) })
      jobDirectories.remove(jobID)
      jobsToRemove.remove(jobID)
      removedJobs.insert(jobID)
      stale.removed(jobID)
      noteNews(isUrgent: true)
    }
  }

  /// Deletes in the background what was set aside.
  func emptyTrash() {
    beginErrand(priority: .background) { await Self.clear($0.paths.trash) }
  }

  private nonisolated static func clear(_ trash: String) async { Directories.clear(trash) }

  // MARK: Files

  private func answer(_ requests: [NodeFileRequest]) {
    for request in requests where answeredFiles.insert(request.requestID).inserted {
      beginErrand { await $0.replier.reply(to: request, paths: $0.paths) }
    }
    // An answer that comes late cannot be older than the last few.
    if answeredFiles.count > 4096 { answeredFiles = Set(requests.map(\.requestID)) }
  }

  // MARK: Journal

  /// Writes the journal anew when it has grown long.
  private func compactJournal() {
    guard journal.isLong else { return }
    do {
      try rewriteJournal()
    } catch {
      logger.error("The journal cannot be shortened. \(error)")
    }
  }

  /// Writes down all that is known, also what could not be written before.
  func rewriteJournal() throws {
    var records: [JournalRecord] = [.boot(boot)]
    for report in runs.reports {
      guard let run = runs.run(report.runID) else { continue }
      records.append(.accepted(run))
      if case .ended(let end) = report.state { records.append(.ended(runID: run.runID, end)) }
    }
    for state in preparations.state(boot: boot) { records += state.records }
    try journal.rewrite(records)
  }
}
