import Testing

/// Gives all tests of a suite, and of the suites in it, one service with a
/// pool of one wide node.
struct SharedEngine: SuiteTrait, TestScoping {
  @TaskLocal private static var engine: Engine?

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await Home.use { home in
      let engine = try await Engine(starting: home)
      try await engine.addPool(Engine.pool, slots: Engine.slots)
      try await Self.$engine.withValue(engine, operation: function)
    }
  }

  /// The service of the suite that runs.
  static var current: Engine {
    get throws {
      guard let engine else { throw Failure("The suite has no engine; give it the trait `.sharedEngine`.") }
      return engine
    }
  }
}

extension Trait where Self == SharedEngine {
  static var sharedEngine: SharedEngine { SharedEngine() }
}
