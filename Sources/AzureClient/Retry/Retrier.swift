/// Carries out what the retry policy decides.
struct Retrier: Sendable {
  let policy: RetryPolicy
  let environment: ClientEnvironment

  /// Runs the operation until it succeeds or the policy gives up.
  ///
  /// - Throws: the last ``AzureError``, which knows whether an earlier try may
  ///   have been carried out; any other error at once.
  func run<Result: Sendable>(
    _ operation: @Sendable (_ attempt: Attempt) async throws -> Result
  ) async throws -> Result {
    let stopwatch = Stopwatch(environment.clock)
    var attempt = Attempt(
      number: 1, followsLostAnswer: false, timeLimit: min(policy.tryLimit, policy.timeLimit))
    while true {
      do {
        return try await operation(attempt)
      } catch var error as AzureError {
        let decision = policy.decision(
          after: error.kind, retryAfter: error.retryAfter, tries: attempt.number, elapsed: stopwatch.elapsed,
          jitter: environment.jitter())
        error.followsLostAnswer = attempt.followsLostAnswer
        guard case .retry(let delay) = decision else { throw error }
        try await environment.clock.sleep(for: delay)
        attempt.number += 1
        attempt.timeLimit = min(policy.tryLimit, policy.timeLimit - stopwatch.elapsed)
        // The wait may have taken longer than it should.
        guard attempt.timeLimit > .zero else { throw error }
        attempt.followsLostAnswer = attempt.followsLostAnswer || error.mayHaveBeenApplied
      }
    }
  }

  struct Attempt: Sendable {
    /// From 1.
    var number: Int
    /// Whether an earlier try may have been carried out unseen.
    var followsLostAnswer: Bool
    /// How long this try may take: what the policy gives one, within what
    /// is left for all.
    var timeLimit: Duration
  }
}
