import AzureWire
import Glibc
import Logging

/// When the node has something to tell, and when it is done.
extension Node {
  /// Returns when there is news that must be told at once; throws
  /// `CancellationError` when cancelled.
  package func awaitUrgentNews() async throws {
    while !news.mustTell { try await awaitChange() }
  }

  /// Returns when an exchange that the service holds for long is not likely
  /// to be overtaken at once by the end of a run.
  /// - Throws: `CancellationError`.
  package func awaitQuiet() async throws {
    while !runs.liveRunIDs.isEmpty {
      let latest = news.latest
      try await Task.sleep(for: timings.quiet)
      if news.latest == latest { return }
    }
  }

  /// Whether anything runs or waits to run.
  package var isIdle: Bool { runs.liveRunIDs.isEmpty && !preparations.isAnyLive }

  /// The node is released: everything ends.
  func shutDown() {
    guard !isShuttingDown else { return }
    isShuttingDown = true
    logger.notice("The service has released the node \(arguments.nodeID).")
    for runID in runs.liveRunIDs { perform(runs.terminate(runID, at: clock.now())) }
    perform(preparations.stopAll())
    noteNews(isUrgent: true)
  }

  /// Returns when the node was released and nothing of it runs.
  /// - Throws: `CancellationError`.
  package func awaitEnd() async throws {
    while !(isShuttingDown && isIdle) { try await awaitChange() }
  }

  /// Leaves processes to their supervisors and the journal to the next agent.
  package func leave() {
    hasLeft = true
    let unfinished = transfers
    transfers = [:]
    for transfer in unfinished.values { transfer.cancel() }
    for descriptor in adopted.values {
      thread.unwatch(descriptor)
      close(descriptor)
    }
    adopted = [:]
    for descriptor in supervisors.descriptors { thread.unwatch(descriptor) }
    supervisors.dismissAll()
    cancelErrands()
    sync()
    wake()
  }

  private func awaitChange() async throws {
    try Task.checkCancellation()
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiters.append($0) }
    } onCancel: {
      Task { await self.wake() }
    }
    try Task.checkCancellation()
  }
}
