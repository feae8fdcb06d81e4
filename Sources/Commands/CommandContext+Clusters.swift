import Clusters
import Rendering
import Session

extension CommandContext {
  /// Works with the clusters of the session's account; see
  /// ``Session/withClusters(_:)``.
  func withClusters<Result: Sendable>(
    _ work: @Sendable (Clusters) async throws -> Result
  ) async throws -> Result {
    try await session.withClusters(work)
  }

  /// A rule as wide as the output.
  var rule: String { String(repeating: "=", count: console.terminal.width) + "\n" }
}
