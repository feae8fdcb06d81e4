import Dispatch

extension Task where Success == Never, Failure == Never {
  /// Runs work that blocks on a thread of its own, so that it keeps no other
  /// task waiting. The caller waits for its end: cancelling does not cut it
  /// short.
  package static func detachedOnThread<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Swift.Result { try work() })
      }
    }
  }
}
