import Rendering
import Testing

@Suite("What the environment asks of a terminal")
struct TerminalTests {
  @Test(
    "colours: NO_COLOR first, then CLICOLOR_FORCE, then whether there is a terminal that has them",
    arguments: [
      (["TERM": "xterm"], true, true), (["TERM": "xterm"], false, false), (["TERM": "dumb"], true, false),
      ([:], true, false), (["TERM": "xterm", "NO_COLOR": "1"], true, false),
      (["TERM": "xterm", "NO_COLOR": ""], true, true), (["CLICOLOR_FORCE": "1"], false, true),
      (["TERM": "dumb", "CLICOLOR_FORCE": "1"], false, true), (["CLICOLOR_FORCE": "0"], false, false),
      (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], true, false),
    ] as [([String: String], Bool, Bool)])
  func colours(environment: [String: String], isTerminal: Bool, hasColor: Bool) {
    #expect(Terminal.hasColor(environment, isOutputTerminal: isTerminal) == hasColor)
  }

  @Test(
    "the pager is $PAGER, else less; empty and cat mean none",
    arguments: [
      (["TERM": "xterm"], "less"), (["TERM": "xterm", "PAGER": "more -s"], "more -s"),
      (["TERM": "xterm", "PAGER": ""], nil), (["TERM": "xterm", "PAGER": "cat"], nil), (["TERM": "dumb"], nil),
    ] as [([String: String], String?)])
  func pager(environment: [String: String], pager: String?) {
    #expect(Terminal.pager(environment) == pager)
  }
}
