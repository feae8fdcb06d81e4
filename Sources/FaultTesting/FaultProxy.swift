import Synchronization

/// Stands between a client and a service and spoils every third exchange or
/// so, before or after the service has seen the request.
package final class FaultProxy: Sendable {
  /// What can go wrong between a client and the service: before the request has
  /// arrived, or after.
  package enum Fault: CaseIterable, Sendable {
    case resetBefore, resetAfter, dropBefore, dropAfter, stallBefore, stallAfter, stallInBody, cutBody, twice
    case busy, busyWithDelay, busyWithWait, failureBefore, failureAfter, unavailable, timedOut
  }

  private struct State {
    /// Of a linear congruential generator, whose high bits are taken.
    var seed: UInt64
    var done: [Fault: Int] = [:]
  }

  private let state: Mutex<State>
  private let service: ScriptedServer.Script

  package init(seed: UInt64, service: @escaping ScriptedServer.Script) {
    state = Mutex(State(seed: seed))
    self.service = service
  }

  /// How often each fault was caused.
  package var done: [Fault: Int] { state.withLock { $0.done } }

  /// Answers for the service, now and then with a fault of the line.
  package func answer(_ request: ReceivedRequest) async -> ScriptedAnswer {
    guard let fault = nextFault() else { return await service(request) }
    switch fault {
    case .resetBefore: return .reset
    case .dropBefore: return .drop
    case .stallBefore: return .silence
    case .busy: return .answer(429, body: ScriptedAnswer.errorBody("TooManyRequests"))
    case .busyWithDelay: return .answer(429, headers: [("Retry-After", "0")])
    case .busyWithWait:
      return .answer(503, headers: [("Retry-After", "1")], body: ScriptedAnswer.errorBody("ServerBusy"))
    case .failureBefore: return .answer(500, body: ScriptedAnswer.errorBody("InternalError"))
    case .unavailable: return .answer(503)
    case .timedOut: return .answer(500, body: ScriptedAnswer.errorBody("OperationTimedOut"))
    case .resetAfter, .dropAfter, .stallAfter, .failureAfter, .stallInBody, .cutBody, .twice: break
    }
    guard case .answer(let status, let headers, let body) = await service(request) else { return .drop }
    switch fault {
    case .resetAfter: return .reset
    case .stallAfter: return .silence
    case .failureAfter: return .answer(500, body: ScriptedAnswer.errorBody("InternalError"))
    // An empty body cannot be cut.
    case .stallInBody: return body.isEmpty ? .silence : .stall(status, body: body, after: body.utf8.count / 2)
    case .cutBody:
      return body.isEmpty ? .drop : .cut(status, headers: headers, body: body, after: body.utf8.count / 2)
    case .twice: return .twice(status, headers: headers, body: body)
    default: return .drop
    }
  }

  private func nextFault() -> Fault? {
    state.withLock { state in
      let faults = Fault.allCases
      let number = Int(Self.next(&state.seed) % UInt64(faults.count * 3))
      guard number < faults.count else { return nil }
      // Those that cost a wait are rarer.
      let isSlow = [.stallBefore, .stallAfter, .stallInBody, .busyWithWait].contains(faults[number])
      if isSlow, Self.next(&state.seed) % 8 != 0 { return nil }
      state.done[faults[number], default: 0] += 1
      return faults[number]
    }
  }

  private static func next(_ seed: inout UInt64) -> UInt64 {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return seed >> 33
  }
}
