import AzureClient
import AzureWire
import Wording

extension Clusters {
  /// Waits until the nodes of a cluster work or have failed to.
  ///
  /// - Parameter look: is told how the nodes stand, at each look.
  /// - Returns: the last look.
  /// - Throws: ``ClusterError`` when the service gives the cluster fewer nodes
  ///   than it was to have; `CancellationError` when the task is cancelled:
  ///   the nodes go on.
  package func waitForNodes(
    of id: String, clock: any Clock<Duration> = ContinuousClock(), look: (NodeProgress) async throws -> Void
  ) async throws -> NodeProgress {
    var pause = Duration.milliseconds(250)
    while true {
      async let nodes = nodes(of: id)
      let pool = try await pool(id)
      let progress = NodeProgress(pool: pool, nodes: try await nodes)
      try await look(progress)
      if progress.isOver { return progress }
      if !progress.isResizing, let error = pool.resizeErrors?.first {
        let code = error.code ?? "ResizeFailed"
        let message = error.message ?? "the service does not say why"
        throw ClusterError(
          .failed,
          "The cluster `\(id)` does not get all of its \(Words.counted(progress.target, "node")) (\(progress.summary)). "
            + "Code: \(code) - Message: \(message)")
      }
      try await clock.sleep(for: pause)
      pause = min(pause * 3 / 2, .seconds(10))
    }
  }
}
