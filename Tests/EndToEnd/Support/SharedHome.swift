import Testing

/// Gives all tests of a suite one home, with one service.
struct SharedHome: SuiteTrait, TestScoping {
  @TaskLocal private static var home: Home?

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await Home.use { home in
      try await Self.$home.withValue(home, operation: function)
    }
  }

  /// The home of the suite that runs.
  static var current: Home {
    get throws {
      guard let home else { throw Failure("The suite has no home; give it the trait `.sharedHome`.") }
      return home
    }
  }
}

extension Trait where Self == SharedHome {
  static var sharedHome: SharedHome { SharedHome() }
}
