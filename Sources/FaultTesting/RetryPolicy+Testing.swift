package import AzureClient

extension RetryPolicy {
  /// Short waits, and more tries than chance can use up.
  package static var patient: RetryPolicy {
    var policy = RetryPolicy()
    policy.maximumTries = 40
    policy.firstDelay = .milliseconds(2)
    policy.firstReconnectDelay = .milliseconds(1)
    policy.longestDelay = .milliseconds(50)
    policy.tryLimit = .seconds(2)
    policy.timeLimit = .seconds(240)
    return policy
  }

  /// Short waits, and tries that are soon used up.
  package static var impatient: RetryPolicy {
    var policy = RetryPolicy()
    policy.maximumTries = 3
    policy.firstDelay = .milliseconds(2)
    policy.firstReconnectDelay = .milliseconds(1)
    policy.longestDelay = .milliseconds(5)
    return policy
  }
}
