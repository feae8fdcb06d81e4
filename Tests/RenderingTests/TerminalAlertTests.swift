import Rendering
import Testing

@Suite("An alert")
struct TerminalAlertTests {
  @Test("names the program, is one line, rings, and carries nothing else that a terminal obeys")
  func sequence() {
    #expect(
      TerminalAlert.sequence("✓ j completed\n\u{1B}[2J\u{07}\u{9B}1m")
        == "\u{1B}]9;azp: ✓ j completed [2J1m\u{1B}\\\u{07}")
  }
}
