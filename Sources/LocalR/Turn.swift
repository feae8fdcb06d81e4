internal import Synchronization

/// Lets one at a time pass, in the order of arrival.
final class Turn: Sendable {
  private typealias Continuation = CheckedContinuation<Void, any Error>

  private struct State {
    var isTaken = false
    var lastTicket = 0
    var waiting: [(ticket: Int, continuation: Continuation)] = []
  }

  // Cancellation handlers take this lock while their task is locked, so no
  // continuation is resumed under it.
  private let state = Mutex(State())

  /// Waits for the turn; who has it must ``pass()`` it on.
  ///
  /// - Throws: `CancellationError` when the task is cancelled before.
  func take() async throws {
    let ticket = state.withLock { state in
      state.lastTicket += 1
      return state.lastTicket
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: Continuation) in
        let result = state.withLock { state -> Result<Void, any Error>? in
          // Asked for under the lock: a later cancellation finds the ticket.
          if Task.isCancelled { return .failure(CancellationError()) }
          if state.isTaken {
            state.waiting.append((ticket, continuation))
            return nil
          }
          state.isTaken = true
          return .success(())
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      let cancelled = state.withLock { state in
        state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0).continuation }
      }
      cancelled?.resume(throwing: CancellationError())
    }
  }

  /// Gives the turn to whoever waits longest.
  func pass() {
    let next = state.withLock { state -> Continuation? in
      state.isTaken = !state.waiting.isEmpty
      return state.isTaken ? state.waiting.removeFirst().continuation : nil
    }
    next?.resume()
  }
}
