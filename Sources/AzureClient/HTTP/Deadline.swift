/// A limit in time for an operation.
enum Deadline {
  /// Runs the operation; when the time is up it is cancelled and the error
  /// thrown in its place.
  static func run<Result: Sendable>(
    within limit: Duration, onTimeout error: AzureError, _ operation: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await operation() }
      group.addTask {
        try await ContinuousClock().sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      guard let result = try await group.next() ?? nil else { throw error }
      return result
    }
  }
}
