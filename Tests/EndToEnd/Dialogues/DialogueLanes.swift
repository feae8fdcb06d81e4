import Testing

/// Holds the dialogues of a suite, some at a time: most of a dialogue is
/// waiting. Each lane has a home, and so a service and a history, of its own.
struct DialogueLanes: SuiteTrait, TestScoping {
  private static let count = 6
  @TaskLocal private static var hall: DialogueHall?

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let hall = DialogueHall(DialogueSetting.all)
    try await withThrowingDiscardingTaskGroup { group in
      for _ in 0..<Self.count { group.addTask { await hall.holdAll() } }
      try await Self.$hall.withValue(hall, operation: function)
      await hall.close()
    }
  }

  /// Waits until a dialogue has been held.
  ///
  /// - Throws: what went wrong in it.
  static func outcome(of setting: DialogueSetting) async throws {
    guard let hall else { throw Failure("The suite has no lanes; give it the trait `.dialogueLanes`.") }
    try await hall.outcome(of: setting)
  }
}

extension Trait where Self == DialogueLanes {
  static var dialogueLanes: DialogueLanes { DialogueLanes() }
}

/// The dialogues that wait, and what came of those that were held.
actor DialogueHall {
  private var waiting: ArraySlice<DialogueSetting>
  private var outcomes: [DialogueSetting.ID: Result<Void, any Error>] = [:]
  private var visitors: [DialogueSetting.ID: CheckedContinuation<Void, any Error>] = [:]

  init(_ settings: [DialogueSetting]) {
    waiting = settings[...]
  }

  /// Holds one after the other until none waits.
  nonisolated func holdAll() async {
    do {
      try await Home.use { home in
        while let setting = await next() {
          var run = DialogueRun(setting.dialogue, columns: setting.columns, in: home)
          do {
            try await run.run()
            await note(.success(()), of: setting)
          } catch {
            await note(.failure(error), of: setting)
          }
        }
      }
    } catch {
      // Without a home nobody can talk.
      while let setting = await next() { await note(.failure(error), of: setting) }
    }
  }

  func close() { waiting = [] }

  func outcome(of setting: DialogueSetting) async throws {
    if let outcome = outcomes[setting.id] { return try outcome.get() }
    try await withCheckedThrowingContinuation { visitors[setting.id] = $0 }
  }

  private func next() -> DialogueSetting? { waiting.popFirst() }

  private func note(_ outcome: Result<Void, any Error>, of setting: DialogueSetting) {
    outcomes[setting.id] = outcome
    visitors.removeValue(forKey: setting.id)?.resume(with: outcome)
  }
}
