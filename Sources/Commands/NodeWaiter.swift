import Clusters
import Rendering
import SessionLanguage
import Synchronization

/// Waits for the nodes of a cluster and shows how far they are, for every
/// command that waits for them.
struct NodeWaiter: Sendable {
  let context: CommandContext

  /// - Parameter timeout: seconds.
  /// - Throws: ``WaitTimeout``; ``ClusterError`` when there are fewer nodes
  ///   than there should be, or none of them can work; `CancellationError`
  ///   when the user detaches, after saying so.
  func wait(for id: String, timeout: Double) async throws {
    let console = context.console
    let bar = Mutex(ProgressBar(label: id, repaints: console.terminal.repaintsProgress))
    let changes = Mutex(ChangeNews<String>(terminal: console.terminal))
    let start = context.now()
    do {
      let last = try await context.withClusters { clusters in
        try await clusters.waitForNodes(of: id) { progress in
          let width = console.terminal.width
          let text = bar.withLock { $0.update(progress.fraction, detail: progress.summary, width: width) }
          if let text {
            console.note(text)
          } else if !console.terminal.repaintsProgress,
            changes.withLock({ $0.news(progress.summary, now: context.now()) }) == .heartbeat
          {
            console.note("\(id): \(progress.summary)\n")
          }
          if context.now() - start > timeout, !progress.isOver { throw timedOut(id, progress, after: timeout) }
        }
      }
      console.note(bar.withLock { $0.end() })
      try await tellFailures(last, of: id)
    } catch is CancellationError {
      console.say("Detached. The nodes of `\(id)` go on; `getCluster(\"\(id)\")` shows them and takes the cluster.\n")
      throw CancellationError()
    } catch {
      console.note(bar.withLock { $0.end() })
      throw error
    }
  }

  /// Says which nodes failed, and what the first of them wrote.
  private func tellFailures(_ progress: NodeProgress, of id: String) async throws {
    guard let first = progress.failedNodes.first else { return }
    let output = try await context.withClusters { try await $0.startTaskOutput(node: first, of: id) }
    let text = FailedNodesText.text(of: progress.failedNodes, cluster: id, output: output)
    guard progress.ready > 0 else { throw ClusterError(.failed, text) }
    context.console.say(text + "\n")
  }

  private func timedOut(_ id: String, _ progress: NodeProgress, after timeout: Double) -> WaitTimeout {
    WaitTimeout(
      description: "The nodes of the cluster `\(id)` are not ready after \(DurationText.text(seconds: timeout)): "
        + "\(progress.summary), of \(progress.target). They go on; `getCluster(\"\(id)\")` shows them.")
  }
}
