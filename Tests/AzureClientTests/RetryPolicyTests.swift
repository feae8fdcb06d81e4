import AzureClient
import Testing

@Suite("Retry policy")
struct RetryPolicyTests {
  private let policy = RetryPolicy()

  private func decision(
    _ kind: AzureError.Kind, tries: Int = 1, elapsed: Duration = .zero, retryAfter: Duration? = nil, jitter: Double = 1
  ) -> RetryPolicy.Decision {
    policy.decision(after: kind, retryAfter: retryAfter, tries: tries, elapsed: elapsed, jitter: jitter)
  }

  @Test(
    "what another try does not mend is not tried again",
    arguments: [
      AzureError.Kind.notFound, .conflict, .authentication, .invalidRequest, .tooLarge, .preconditionFailed, .protocol,
    ])
  func permanent(kind: AzureError.Kind) {
    #expect(decision(kind) == .stop)
  }

  @Test("waits double up to the longest one", arguments: zip(1...7, [500, 1000, 2000, 4000, 8000, 16_000, 30_000]))
  func doubling(tries: Int, milliseconds: Int) {
    #expect(decision(.throttled, tries: tries) == .retry(after: .milliseconds(milliseconds)))
  }

  @Test("chance shortens a wait by no more than half")
  func jitter() {
    #expect(decision(.service, jitter: 0) == .retry(after: .milliseconds(250)))
    #expect(decision(.service, jitter: 0.5) == .retry(after: .milliseconds(375)))
  }

  @Test("the service's own wish is waited for in full")
  func retryAfter() {
    #expect(decision(.throttled, retryAfter: .seconds(7), jitter: 0) == .retry(after: .seconds(7)))
  }

  @Test("a wish beyond the time limit ends the tries at once")
  func longRetryAfter() {
    #expect(decision(.throttled, retryAfter: .seconds(121), jitter: 0) == .stop)
  }

  @Test("after the last try, and beyond the time limit, it is given up")
  func limits() {
    #expect(decision(.timeout, tries: 8) == .stop)
    #expect(decision(.timeout, elapsed: .seconds(119.9)) == .stop)
  }

  @Test("a service that is not there is tried for a second, not for minutes")
  func unreachable() {
    #expect(decision(.unreachable) == .retry(after: .milliseconds(50)))
    #expect(decision(.unreachable, tries: 5, elapsed: .milliseconds(750)) == .stop)
  }

  @Test("any number of tries gives a wait without overflow")
  func manyTries() {
    var policy = RetryPolicy()
    policy.maximumTries = .max
    #expect(
      policy.decision(after: .service, tries: 1_000_000, elapsed: .zero, jitter: 1) == .retry(after: .seconds(30)))
  }

  @Test("the policy that never repeats does not")
  func never() {
    #expect(RetryPolicy.never.decision(after: .throttled, tries: 1, elapsed: .zero, jitter: 0) == .stop)
  }
}
