/// How an evaluation is brought to an end: an interrupt at once, more of them
/// for code that lost the first to a program it had started, and at last the end of
/// the process.
struct Interruption: Sendable {
  enum Step: Sendable, Equatable {
    case interrupt, kill
  }

  private var steps: ArraySlice<(at: ContinuousClock.Instant, step: Step)>

  /// - Parameter patience: from the first interrupt to the end.
  init(at start: ContinuousClock.Instant, patience: Duration) {
    let interrupts = (0..<4).map { (at: start + patience * $0 / 4, step: Step.interrupt) }
    steps = (interrupts + [(at: start + patience, step: .kill)])[...]
  }

  /// When the next step is due; `nil` after the last.
  var deadline: ContinuousClock.Instant? { steps.first?.at }

  /// The step that is due now, if any; it counts as taken.
  mutating func step(at now: ContinuousClock.Instant) -> Step? {
    guard let first = steps.first, first.at <= now else { return nil }
    steps.removeFirst()
    return first.step
  }
}
