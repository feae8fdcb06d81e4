import Commands
import Rendering
import Synchronization
import Testing

@Suite("What a command says")
struct ConsoleTests {
  private final class Notes: Console {
    let terminal: Terminal
    let text = Mutex("")

    init(_ terminal: Terminal) { self.terminal = terminal }

    func write(_ text: String) {}
    func note(_ text: String) { self.text.withLock { $0 += text } }
    func confirm(_ question: String, typing word: String?) async -> Bool? { nil }
    func quit(status: Int32?) {}
    func noteEnd(ofJob id: String, isSuccess: Bool) {}
  }

  @Test("breaks between words at a terminal, and is one line elsewhere", arguments: [true, false])
  func breaks(isTerminal: Bool) {
    let notes = Notes(
      Terminal(isInputTerminal: false, isOutputTerminal: true, isErrorTerminal: isTerminal, width: 20, hasColor: false))
    notes.say("Submitted the job `nightly`; it runs.\n")
    let text = notes.text.withLock { $0 }
    #expect(
      text == (isTerminal ? "Submitted the job\n`nightly`; it runs.\n" : "Submitted the job `nightly`; it runs.\n"))
  }
}
