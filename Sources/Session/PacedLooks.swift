/// Looks at something again and again, each time after a pause that begins
/// anew with every change.
struct PacedLooks: Sendable {
  private enum Wake: Sendable {
    case change
    /// The pause that was begun as this number is over.
    case due(Int)
  }

  let changes: AsyncStream<Void>
  /// How long to pause now, in seconds; nil while there is nothing to look at.
  let pause: @Sendable () -> Double?
  var sleep: @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }

  /// Looks until the task is cancelled.
  func run(look: @escaping @Sendable () async -> Void) async {
    // None may be dropped for a later one: the end of an outdated pause would
    // take the place of that which is waited for.
    let (wakes, wake) = AsyncStream<Wake>.makeStream(bufferingPolicy: .unbounded)
    await withDiscardingTaskGroup { group in
      group.addTask {
        for await _ in changes { wake.yield(.change) }
      }
      var pauses = 0
      for await event in wakes {
        if case .due(let number) = event {
          // A change has begun another pause since.
          guard number == pauses else { continue }
          await look()
        }
        pauses += 1
        guard let pause = pause() else { continue }
        let number = pauses
        group.addTask {
          // Cancelled at the end of the session.
          guard (try? await sleep(pause)) != nil else { return }
          wake.yield(.due(number))
        }
      }
      group.cancelAll()
    }
  }
}
