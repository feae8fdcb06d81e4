import Rendering
import Synchronization
import Testing

@testable import Commands

@Suite("Output that is held back")
struct OutputTapTests {
  private final class Screen: Console {
    let terminal = Terminal(
      isInputTerminal: true, isOutputTerminal: true, isErrorTerminal: true, width: 80, hasColor: false)
    let text = Mutex("")

    func write(_ text: String) { self.text.withLock { $0 += text } }
    func note(_ text: String) { self.text.withLock { $0 += text } }
    func confirm(_ question: String, typing word: String?) async -> Bool? { true }
    func quit(status: Int32?) {}
    func noteEnd(ofJob id: String, isSuccess: Bool) {}
  }

  private struct Failure: Error {}

  @Test("is given whole, even of work that fails, and nobody is asked meanwhile")
  func holds() async {
    let screen = Screen()
    let tap = OutputTap(screen)
    let (parts, error) = await tap.holding {
      tap.write("one\n")
      tap.note("two\n")
      #expect(await tap.confirm("Delete it?", typing: nil) == nil)
      #expect(!tap.terminal.isInteractive && tap.terminal.width == 79)
      throw Failure()
    }
    #expect(parts == [.init(isError: false, text: "one\n"), .init(isError: true, text: "two\n")])
    #expect(error is Failure)
    #expect(screen.text.withLock { $0 } == "")
    tap.write("three\n")
    #expect(screen.text.withLock { $0 } == "three\n")
    #expect(tap.terminal.isInteractive)
  }

  @Test("has rows with blanks for tabs, and the last version of a line")
  func rows() {
    #expect(HeldLines.lines(of: "a\n\tb\tc\n10 %\r20 %\n") == ["a", "        b       c", "20 %"])
    #expect(HeldLines.lines(of: "").isEmpty)
  }
}
