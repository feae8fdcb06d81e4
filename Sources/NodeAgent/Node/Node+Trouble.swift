import AzureWire
import Logging

/// A node that cannot write, since its disk is full or broken: it says so,
/// takes nothing on, and tries again by itself.
extension Node {
  package var isTroubled: Bool { trouble != nil }

  /// Tells the service what is wrong.
  func note(_ new: NodeTrouble) {
    guard trouble == nil else { return }
    trouble = new
    logger.error("The node takes no tasks. \(new.message)")
    noteNews(isUrgent: true)
    Task { await awaitRecovery() }
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

  private func awaitRecovery() async {
    while trouble != nil {
      // Cut short only when the agent ends.
      guard (try? await Task.sleep(for: timings.troubledPause)) != nil else { return }
      guard DiskSpace.shortage(at: paths.root) == nil else { continue }
      do {
        try journal.append([.boot(boot)], durably: true)
      } catch {
        continue
      }
      trouble = nil
      logger.notice("The node can write again.")
      noteNews(isUrgent: true)
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
