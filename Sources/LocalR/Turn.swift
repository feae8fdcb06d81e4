internal import Synchronization

/// Lets one at a time pass, in the order of arrival.
final class Turn: Sendable {
  private struct State {
    var isTaken = false
    var lastTicket = 0
    var waiting: [(ticket: Int, continuation: CheckedContinuation<Void, any Error>)] = []
  }

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
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        state.withLock { state in
          // Asked for under the lock: a later cancellation finds the ticket.
          if Task.isCancelled {
            continuation.resume(throwing: CancellationError())
          } else if state.isTaken {
            state.waiting.append((ticket, continuation))
          } else {
            state.isTaken = true
            continuation.resume()
          }
        }
      }
    } onCancel: {
      state.withLock { state in
        guard let index = state.waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
        state.waiting.remove(at: index).continuation.resume(throwing: CancellationError())
      }
    }
  }

  /// Gives the turn to whoever waits longest.
  func pass() {
    state.withLock { state in
      if state.waiting.isEmpty {
        state.isTaken = false
      } else {
        state.waiting.removeFirst().continuation.resume()
      }
    }
  }
}
