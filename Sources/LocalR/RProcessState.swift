#if canImport(Glibc)
  internal import Glibc
#endif

/// What an R process is doing, and which process it is.
struct RProcessState: Sendable {
  enum Phase: Sendable {
    /// Until R says that it is ready; then `idle`. Holds who waits for that.
    case starting(CheckedContinuation<Void, any Error>?)
    case idle
    /// Performs a request; then `idle`, or `settling` if it was interrupted.
    case performing(number: Int, CheckedContinuation<ROutcome, any Error>, Interruption?)
    /// Spends interrupts that came too late; then `idle`.
    case settling(number: Int, CheckedContinuation<ROutcome, any Error>, ROutcome)
    /// Asked to quit; then `ended`.
    case quitting(killAt: ContinuousClock.Instant?)
    case ended(REnding)
  }

  var phase = Phase.starting(nil)
  /// The number of the latest request.
  var lastNumber = 0
  /// The task that started the process and waits for its end.
  var life: Task<Void, Never>?

  /// The leader of R's process group; `nil` before and after its life.
  private var processID: Int32?
  private var isDoomed = false

  /// The process runs.
  mutating func begin(_ id: Int32) {
    processID = id
    if isDoomed { kill() }
  }

  /// The process has ended; from now on its number may belong to another.
  mutating func forgetProcess() { processID = nil }

  /// Ends R, or has it end as soon as it begins, with the programs it runs.
  mutating func kill() {
    isDoomed = true
    signal(SIGKILL)
  }

  /// Interrupts R and the programs that it waits for, as a terminal does.
  func interrupt() { signal(SIGINT) }

  private func signal(_ number: Int32) {
    if let processID { Glibc.kill(-processID, number) }
  }

  /// When ``step(at:)`` has something to do.
  var deadline: ContinuousClock.Instant? {
    switch phase {
    case .performing(_, _, let interruption): interruption?.deadline
    case .quitting(let killAt): killAt
    default: nil
    }
  }

  /// Takes the step that is due in ending an evaluation or the process.
  mutating func step(at now: ContinuousClock.Instant) {
    switch phase {
    case .performing(let number, let continuation, var interruption?):
      let step = interruption.step(at: now)
      phase = .performing(number: number, continuation, interruption)
      switch step {
      case .interrupt: interrupt()
      case .kill: kill()
      case nil: break
      }
    case .quitting(let killAt?) where killAt <= now:
      phase = .quitting(killAt: nil)
      kill()
    default: break
    }
  }

  /// Takes in a line of R's.
  ///
  /// - Returns: the line to send in return, if any.
  mutating func receive(_ line: String) -> String? {
    let words = line.split(separator: " ")
    switch (phase, words.last) {
    case (_, "sync"):
      return "0 go"
    case (.starting(let continuation), "ready"):
      phase = .idle
      continuation?.resume()
    case (.performing(let number, let continuation, let interruption), let word?):
      guard words.first == "\(number)", let outcome = ROutcome(rawValue: String(word)) else { break }
      if interruption == nil {
        phase = .idle
        continuation.resume(returning: outcome)
      } else {
        phase = .settling(number: number, continuation, outcome)
        return "\(number) settle"
      }
    case (.settling(_, let continuation, let outcome), "settled"):
      phase = .idle
      continuation.resume(returning: outcome)
    default: break
    }
    return nil
  }

  /// The process is gone.
  mutating func end(_ ending: REnding) {
    let last = phase
    phase = .ended(ending)
    switch last {
    case .starting(let continuation): continuation?.resume(throwing: ending)
    case .performing(_, let continuation, _): continuation.resume(throwing: ending)
    case .settling(_, let continuation, let outcome): continuation.resume(returning: outcome)
    case .idle, .quitting, .ended: break
    }
  }
}

/// R's word for how a request went.
enum ROutcome: String, Sendable {
  case value, error, interrupted
}
