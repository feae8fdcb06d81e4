import Synchronization
import Testing

@testable import Session

@Suite("Looks that are paced", .timeLimit(.minutes(2)))
struct PacedLooksTests {
  @Test("a pause that a change has outdated does not swallow the end of the one that counts")
  func outdated() async {
    for _ in 0..<300 {
      let pauses = Pauses([1, 1, 1, 1])
      let (changes, change) = AsyncStream.makeStream(of: Void.self)
      await Self.withLooks(changes, pauses) { looks in
        for count in 1...4 {
          change.yield()
          while pauses.count < count { await Task.yield() }
        }
        pauses.endAll()
        for await _ in looks { break }
      }
    }
  }

  @Test("nobody looks while there is nothing to look at, and a change begins the next pause")
  func idle() async {
    let pauses = Pauses([nil, 1])
    let (changes, change) = AsyncStream.makeStream(of: Void.self)
    await Self.withLooks(changes, pauses) { looks in
      change.yield()
      while pauses.asked < 1 { await Task.yield() }
      #expect(pauses.count == 0)
      change.yield()
      while pauses.count == 0 { await Task.yield() }
      pauses.endAll()
      for await _ in looks { break }
      while pauses.asked < 3 { await Task.yield() }
      #expect(pauses.count == 0)
    }
  }

  private static func withLooks(
    _ changes: AsyncStream<Void>, _ pauses: Pauses, _ body: (AsyncStream<Void>) async -> Void
  ) async {
    let paced = PacedLooks(changes: changes, pause: { pauses.next() }, sleep: { _ in await pauses.sleep() })
    let (looks, look) = AsyncStream.makeStream(of: Void.self)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await paced.run { look.yield() } }
      await body(looks)
      group.cancelAll()
    }
  }
}

/// Pauses that end when they are told to, all at once.
private final class Pauses: Sendable {
  private struct State {
    var answers: [Double?]
    var asked = 0
    var sleepers: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  /// - Parameter answers: how long each pause is to be; from then on there is
  ///   nothing to look at.
  init(_ answers: [Double?]) {
    state = Mutex(State(answers: answers))
  }

  /// How many were asked for.
  var asked: Int { state.withLock { $0.asked } }
  /// How many have not ended.
  var count: Int { state.withLock { $0.sleepers.count } }

  func next() -> Double? {
    state.withLock { state in
      state.asked += 1
      return state.answers.isEmpty ? nil : state.answers.removeFirst()
    }
  }

  func sleep() async {
    await withCheckedContinuation { continuation in state.withLock { $0.sleepers.append(continuation) } }
  }

  /// The newest, which is the one that counts, among the others.
  func endAll() {
    let sleepers = state.withLock { state in
      defer { state.sleepers = [] }
      return state.sleepers
    }
    for sleeper in sleepers.prefix(1) + sleepers.dropFirst().reversed() { sleeper.resume() }
  }
}
