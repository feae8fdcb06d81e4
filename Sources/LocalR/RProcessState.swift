#if canImport(Glibc)
  internal import Glibc
#endif

/// What an R process is doing, and which process it is.
///
/// It lies under a lock that cancellation handlers take. They run while their
/// task is locked, so no continuation is resumed under that lock: transitions
/// return what is to be resumed after it.
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

  /// Whether it waits for a request, and will go on to.
  var isUsable: Bool {
    if case .idle = phase { processID != nil && !isDoomed } else { false }
  }

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
  ///
  /// - Returns: whether R was killed because it did not heed an interrupt.
  mutating func step(at now: ContinuousClock.Instant) -> Bool {
    switch phase {
    case .performing(let number, let continuation, var interruption?):
      let step = interruption.step(at: now)
      phase = .performing(number: number, continuation, interruption)
      switch step {
      case .interrupt: interrupt()
      case .kill:
        kill()
        return true
      case nil: break
      }
    case .quitting(let killAt?) where killAt <= now:
      phase = .quitting(killAt: nil)
      kill()
    default: break
    }
    return false
  }

  /// What follows from a transition.
  struct Consequence: Sendable {
    /// The line to send to R, at once.
    var reply: String?
    /// To be called without the lock.
    var resume: (@Sendable () -> Void)?
  }

  /// Takes in a line of R's.
  mutating func receive(_ line: String) -> Consequence {
    let words = line.split(separator: " ")
    switch (phase, words.last) {
    case (_, "sync"):
      return Consequence(reply: "0 go")
    case (.starting(let continuation), "ready"):
      phase = .idle
      return Consequence(resume: { continuation?.resume() })
    case (.performing(let number, let continuation, let interruption), let word?):
      guard words.first == "\(number)", let outcome = ROutcome(rawValue: String(word)) else { break }
      if interruption == nil {
        phase = .idle
        return Consequence(resume: { continuation.resume(returning: outcome) })
      }
      phase = .settling(number: number, continuation, outcome)
      return Consequence(reply: "\(number) settle")
    case (.settling(_, let continuation, let outcome), "settled"):
      phase = .idle
      return Consequence(resume: { continuation.resume(returning: outcome) })
    default: break
    }
    return Consequence()
  }

  /// The process is gone.
  mutating func end(_ ending: REnding) -> Consequence {
    let last = phase
    phase = .ended(ending)
    return switch last {
    case .starting(let continuation): Consequence(resume: { continuation?.resume(throwing: ending) })
    case .performing(_, let continuation, _): Consequence(resume: { continuation.resume(throwing: ending) })
    case .settling(_, let continuation, _): Consequence(resume: { continuation.resume(throwing: ending) })
    case .idle, .quitting, .ended: Consequence()
    }
  }
}

/// R's word for how a request went.
enum ROutcome: String, Sendable {
  case value, error, interrupted
}
