import AzureWire
import BatchService
import Testing

@Suite("What follows from the end of a run")
struct TaskLifecycleTests {
  struct Case: Sendable {
    var outcome: RunEnd.Outcome
    var done = 0
    var allowed = 0
    var isEnding = false
    var isRequeued = false
    var job = JobState.active
    var expected: TaskLifecycle.Consequence
  }

  static let failed = RunEnd.Outcome.failed(TaskFailureInformation(code: "X", message: "x"), exitCode: nil)
  static let ended = RunEnd.Outcome.terminated(TaskFailureInformation(code: "X", message: "x"), exitCode: 143)

  static let cases: [Case] = [
    Case(outcome: .exited(code: 0), expected: .complete),
    Case(outcome: .exited(code: 0), allowed: 3, expected: .complete),
    Case(outcome: .exited(code: 1), expected: .complete),
    Case(outcome: .exited(code: 1), allowed: 1, expected: .retry),
    Case(outcome: .exited(code: 1), done: 1, allowed: 1, expected: .complete),
    Case(outcome: .exited(code: 137), done: 1_000_000, allowed: -1, expected: .retry),
    Case(outcome: .exited(code: 1), allowed: 3, isEnding: true, expected: .complete),
    Case(outcome: .exited(code: 1), allowed: 3, job: .terminating, expected: .complete),
    Case(outcome: .exited(code: 1), allowed: 3, job: .deleting, expected: .complete),
    Case(outcome: failed, allowed: 3, expected: .complete),
    Case(outcome: ended, allowed: -1, expected: .complete),
    Case(outcome: .exited(code: 1), allowed: 3, job: .disabling, expected: .retry),
    Case(outcome: .exited(code: 1), allowed: 3, job: .disabled, expected: .retry),
    Case(outcome: ended, isRequeued: true, job: .disabling, expected: .requeue),
    Case(outcome: ended, isRequeued: true, job: .disabled, expected: .requeue),
    Case(outcome: ended, isEnding: true, isRequeued: true, expected: .complete),
    Case(outcome: .exited(code: 0), isRequeued: true, job: .disabling, expected: .complete),
    Case(outcome: .exited(code: 1), isRequeued: true, job: .disabling, expected: .complete),
    Case(outcome: failed, isRequeued: true, job: .disabling, expected: .complete),
    Case(outcome: .lost, expected: .requeue),
    Case(outcome: .lost, isEnding: true, expected: .complete),
    Case(outcome: .preparationFailed, expected: .requeue),
    Case(outcome: .preparationFailed, isEnding: true, expected: .complete),
    Case(outcome: .returned, expected: .restore),
    Case(outcome: .returned, isRequeued: true, job: .disabling, expected: .requeue),
    Case(outcome: .returned, isEnding: true, expected: .complete),
  ]

  @Test("only a non-zero exit is retried, only a run that counts for nothing requeued", arguments: cases)
  func consequence(of each: Case) {
    let tries = TaskLifecycle.Tries(
      done: each.done, allowed: each.allowed, isEnding: each.isEnding, isRequeued: each.isRequeued)
    #expect(TaskLifecycle.consequence(of: each.outcome, tries: tries, job: each.job) == each.expected)
  }
}
