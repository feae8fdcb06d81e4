import AzureWire
import BatchService
import Testing

@Suite("What a job does by itself")
struct JobStandingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var state: JobState
    var running = 0
    var waiting = 0
    var action = OnAllTasksComplete.noAction
    var releasing = 0
    var hasReleased = true
    var expected: JobStanding.Step

    var testDescription: String {
      "\(state), \(running) run, \(waiting) wait, \(action), \(releasing) release (\(hasReleased)): \(expected)"
    }
  }

  static let cases: [Case] = [
    Case(state: .active, expected: .none),
    Case(state: .active, action: .terminateJob, expected: .end),
    Case(state: .active, waiting: 1, action: .terminateJob, expected: .none),
    Case(state: .active, running: 1, action: .terminateJob, expected: .none),
    Case(state: .active, action: .terminateJob, hasReleased: false, expected: .end),
    Case(state: .disabled, action: .terminateJob, expected: .none),
    Case(state: .disabling, running: 1, expected: .none),
    Case(state: .disabling, waiting: 3, expected: .disabled),
    Case(state: .terminating, running: 1, hasReleased: false, expected: .none),
    Case(state: .terminating, hasReleased: false, expected: .release),
    Case(state: .terminating, releasing: 2, expected: .none),
    Case(state: .terminating, expected: .complete),
    Case(state: .deleting, running: 1, expected: .none),
    Case(state: .deleting, hasReleased: false, expected: .release),
    Case(state: .deleting, releasing: 1, expected: .none),
    Case(state: .deleting, expected: .purge),
    Case(state: .completed, action: .terminateJob, expected: .none),
  ]

  @Test("a job ends, is disabled, released and purged only when nothing of it runs", arguments: cases)
  func step(of each: Case) {
    let standing = JobStanding(
      state: each.state, running: each.running, waiting: each.waiting, onAllTasksComplete: each.action,
      releasing: each.releasing)
    #expect(standing.step(hasReleased: each.hasReleased) == each.expected)
  }
}
