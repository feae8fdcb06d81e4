import AzureWire
import ParallelJobs
import Rendering
import Session
import Synchronization
import Testing

@testable import Commands

@Suite("An alert at the end of a wait")
struct WaitAlertTests {
  private final class Alerts: Console {
    let terminal = Terminal(
      isInputTerminal: true, isOutputTerminal: true, isErrorTerminal: true, width: 80, hasColor: false)
    let texts = Mutex<[String]>([])

    func write(_ text: String) {}
    func note(_ text: String) {}
    func confirm(_ question: String, typing word: String?) async -> Bool? { nil }
    func quit(status: Int32?) {}
    func noteEnd(ofJob id: String, isSuccess: Bool) {}
    func alert(_ text: String) { texts.withLock { $0.append(text) } }
  }

  private final class Clock: Sendable {
    let seconds = Mutex(100.0)
  }

  @Test("comes when it is asked for, and not for a wait from which nobody turns away")
  func alerts() async throws {
    let (console, clock) = (Alerts(), Clock())
    let session = Session(
      service: LocalService(paths: StatePaths(directory: "/nonexistent"), executable: "/nonexistent"))
    let context = CommandContext(session: session, console: console, now: { clock.seconds.withLock { $0 } })
    let end = JobProgress(state: .completed, counts: TaskCounts(completed: 3, succeeded: 3))
    func wait(_ seconds: Double) -> [String] {
      let alert = WaitAlert(context: context)
      clock.seconds.withLock { $0 += seconds }
      alert.tell("nightly", end)
      return console.texts.withLock { $0 }
    }
    #expect(wait(60) == [])
    session.jobWatch.isAlerting = true
    #expect(wait(9) == [])
    #expect(wait(60) == ["✓ nightly completed: 3 tasks in 1m."])
    try await session.close()
  }
}
