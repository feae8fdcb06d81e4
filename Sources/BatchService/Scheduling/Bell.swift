import Synchronization

/// Wakes the one who waits for it; a ring that nobody hears is not lost.
final class Bell: Sendable {
  private struct State {
    var hasRung = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func ring() {
    let waiter = state.withLock { state in
      defer { state.waiter = nil }
      if state.waiter == nil { state.hasRung = true }
      return state.waiter
    }
    waiter?.resume()
  }

  /// Returns at the next ring, or at the deadline; cancelling ends it too.
  func wait(until deadline: ContinuousClock.Instant) async {
    let timer = Task {
      try await Task.sleep(until: deadline, clock: .continuous)
      self.ring()
    }
    defer { timer.cancel() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          let isOver = state.hasRung || Task.isCancelled
          state.hasRung = false
          if !isOver { state.waiter = continuation }
          return isOver
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      ring()
    }
  }
}
