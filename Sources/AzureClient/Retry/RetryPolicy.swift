/// When a failed request is sent again, and how long after.
///
/// Pure: it is told what happened and answers; the caller waits.
public struct RetryPolicy: Sendable, Equatable {
  /// What becomes of a request that failed.
  public enum Decision: Sendable, Equatable {
    case retry(after: Duration)
    case stop
  }

  /// How often a request is sent, the first time included.
  public var maximumTries = 8
  /// Before the second try where the service refused or did not answer;
  /// doubled for each further one, and shortened by up to half by chance.
  public var firstDelay: Duration = .milliseconds(500)
  /// The same where a connection broke, which is mostly an idle one that
  /// the service had closed.
  public var firstReconnectDelay: Duration = .milliseconds(50)
  /// Waits grow no longer than this.
  public var longestDelay: Duration = .seconds(30)
  /// How long a service where nothing answers is tried; the time a restart
  /// takes.
  public var unreachableLimit: Duration = .seconds(1)
  /// All tries and the waits between them end within this; uploads get more
  /// as they are larger, and a download only has to begin by then.
  public var timeLimit: Duration = .seconds(120)
  /// How long one try may take until its answer is complete; uploads get
  /// more as they are larger, and a download only has to begin by then.
  public var tryLimit: Duration = .seconds(60)

  /// The policy that clients have unless given another.
  public init() {}

  /// Sends everything once.
  public static let never: RetryPolicy = {
    var policy = RetryPolicy()
    policy.maximumTries = 1
    return policy
  }()

  /// - Parameters:
  ///   - tries: how often the request was sent so far, from 1.
  ///   - elapsed: since the first try began.
  ///   - retryAfter: what the service asked for; it is waited for in full,
  ///     or not at all when it goes beyond ``timeLimit``.
  ///   - jitter: chance, from 0 to 1.
  public func decision(
    after kind: AzureError.Kind, retryAfter: Duration? = nil, tries: Int, elapsed: Duration, jitter: Double
  ) -> Decision {
    guard tries < maximumTries, let first = firstDelay(after: kind) else { return .stop }
    // Doubled no more than 20 times, so that nothing overflows.
    let growing = min(longestDelay, first * (1 << min(tries - 1, 20)))
    var delay = growing / 2 + growing / 2 * min(max(jitter, 0), 1)
    if let retryAfter { delay = retryAfter + first / 2 * min(max(jitter, 0), 1) }
    let limit = kind == .unreachable ? min(unreachableLimit, timeLimit) : timeLimit
    return elapsed + delay < limit ? .retry(after: delay) : .stop
  }

  /// Nil for failures that another try does not mend.
  private func firstDelay(after kind: AzureError.Kind) -> Duration? {
    switch kind {
    case .throttled, .service, .timeout: firstDelay
    case .connectionLost, .unreachable: firstReconnectDelay
    case .notFound, .conflict, .authentication, .invalidRequest, .tooLarge, .preconditionFailed, .protocol: nil
    }
  }
}
