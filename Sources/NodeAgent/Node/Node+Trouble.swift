import AzureWire
import Logging

/// A node that cannot write, since its disk is full or broken: it says so,
/// takes nothing on, and tries again by itself.
extension Node {
  /// Whether something keeps the node from working.
  package var isTroubled: Bool { trouble != nil }

  /// Tells the service what is wrong.
  func note(_ new: NodeTrouble) {
    guard trouble == nil else { return }
    trouble = new
    logger.error("The node takes no tasks. \(new.message)")
    noteNews(isUrgent: true)
    // They would begin on a node that cannot write, and fail.
    returnWaiting()
    beginErrand { await $0.awaitRecovery() }
  }

  /// A disk without space is worth telling before it keeps runs from starting.
  func noteShortage() {
    if let shortage = DiskSpace.shortage(at: paths.root) {
      note(NodeTrouble(code: NodeTrouble.diskFull, message: shortage))
    }
  }

  /// Nothing was written down of these runs, and nothing of them will start
  /// here: they may wait for another node, or for this one.
  func decline(_ runs: [TaskRun], because error: any Error) {
    for run in runs { self.runs.decline(run, at: clock.now()) }
    noteNews(isUrgent: true)
    note(NodeTrouble(error, at: paths))
  }

  /// The journal's word of these runs may go with the machine, so nothing of
  /// them begins here. The next agent reads that word, and must not begin them
  /// either: the service hears of it only when the journal says so too. Until
  /// it can, they wait.
  func withdraw(_ runs: [TaskRun], because error: any Error) {
    let end = RunEnd(outcome: .returned, start: nil, end: clock.now())
    let unbegun = runs.filter { self.runs.isUnrecorded($0.runID) }
    do {
      try journal.append(unbegun.map { .ended(runID: $0.runID, end) }, durably: false)
    } catch {
      note(NodeTrouble(error, at: paths))
      return
    }
    self.runs.dropUnrecorded(unbegun.map(\.runID))
    decline(unbegun, because: error)
  }

  /// Hands back what waits for a slot, once the journal says so: the next
  /// agent would begin what the service has given to another node.
  func returnWaiting() {
    var returned = runs
    let ends: [JournalRecord] = returned.returnWaiting(at: clock.now()).compactMap { action in
      if case .settle(let runID, let end) = action { .ended(runID: runID, end) } else { nil }
    }
    guard !ends.isEmpty else { return }
    do {
      try journal.append(ends, durably: false)
    } catch {
      logger.error("What waits cannot be handed back. \(error)")
      return
    }
    runs = returned
    scheduleSync()
    noteNews(isUrgent: true)
    finishRemovals()
  }

  private func awaitRecovery() async {
    while trouble != nil {
      // Cut short only when the agent ends.
      guard (try? await Task.sleep(for: timings.troubledPause)) != nil else { return }
      guard DiskSpace.shortage(at: paths.root) == nil else { continue }
      guard !hasLeft else { return }
      do {
        try rewriteJournal()
      } catch {
        continue
      }
      trouble = nil
      logger.notice("The node can write again.")
      noteNews(isUrgent: true)
      perform(runs.recorded(runs.waitingRunIDs, at: clock.now()))
    }
  }
}

extension NodeTrouble {
  init(_ error: any Error, at paths: NodePaths) {
    let isDiskFull = (error as? SystemError)?.isDiskFull ?? false
    self.init(
      code: isDiskFull ? Self.diskFull : "AllocationFailed",
      message: (isDiskFull ? DiskSpace.shortage(at: paths.root) : nil) ?? "The node cannot work. \(error)")
  }
}
