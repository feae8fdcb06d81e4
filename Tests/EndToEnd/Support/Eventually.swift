/// Asks again and again until the answer is yes.
///
/// - Parameters:
///   - what: What is waited for, for the error message.
///   - deadline: Generous, for slow machines; nothing waits longer than needed.
/// - Throws: ``Failure`` when time is up, and what the question throws.
func eventually(
  _ what: String, within deadline: Duration = .seconds(120), _ isSo: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + deadline
  while !(try await isSo()) {
    guard ContinuousClock.now < end else { throw Failure("Waited \(deadline) in vain until \(what).") }
    try await Task.sleep(for: .milliseconds(20))
  }
}
