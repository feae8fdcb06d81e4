import Synchronization

/// What the service has acknowledged, and what was found wrong: shared by all
/// who take part.
final class Record: Sendable {
  /// The end of a task as the service told it.
  struct Completion: Sendable, Equatable {
    var exitCode: Int?
    var succeeded: Bool
    var retries: Int
    var requeues: Int
    var failure: String?
  }

  struct State: Sendable {
    /// Jobs of which all tasks were acknowledged.
    var jobs: [JobPlan] = []
    var deletedJobs: Set<String> = []
    /// By container and name.
    var blobs: [String: [String: Content]] = [:]
    /// By job and task.
    var completions: [String: [String: Completion]] = [:]
    var problems: [String] = []
    var counts: [String: Int] = [:]
    /// The last blow has fallen: no more is submitted.
    var isOver = false
  }

  private let state = Mutex(State())

  func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

  func read<Result: Sendable>(_ body: @Sendable (State) -> Result) -> Result { state.withLock { body($0) } }

  func problem(_ text: String) {
    change { $0.problems.append(text) }
    say("  WRONG: \(text)")
  }

  func count(_ what: String, _ number: Int = 1) { change { $0.counts[what, default: 0] += number } }

  func count(of what: String) -> Int { read { $0.counts[what] ?? 0 } }

  /// Takes down that a task has ended; an end is final.
  func completed(job: String, task: String, _ completion: Completion) {
    let known = state.withLock { state in
      let known = state.completions[job]?[task]
      if known == nil { state.completions[job, default: [:]][task] = completion }
      return known
    }
    if let known, known != completion {
      problem("The end of task \(task) of \(job) was told as \(known) and then as \(completion).")
    }
  }

  /// Takes down that a task is not completed, which must not have been said before.
  func pending(job: String, task: String, state: String) {
    let known = read { $0.completions[job]?[task] }
    if known != nil { problem("Task \(task) of \(job) had ended and is \(state) again.") }
  }
}
