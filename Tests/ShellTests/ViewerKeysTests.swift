import Rendering
import Shell
import Testing

@Suite("The keys of the viewer")
struct ViewerKeysTests {
  @Test(
    "are read from what terminals send",
    arguments: [
      ("\u{1B}[A\u{1B}OB", [.up, .down]), ("\u{1B}[5~\u{1B}[6~", [.pageUp, .pageDown]),
      ("\u{1B}[1~\u{1B}[F", [.home, .end]), ("\u{1B}", [.escape]), ("\u{3}\u{1A}", [.interrupt, .suspend]),
      ("/é\r", [.character("/"), .character("é"), .enter]), ("\u{7F}", [.backspace]), ("\u{1B}[99x\u{1}", []),
      ("\u{1B}[1;5", []), ("", []),
    ] as [(String, [TableViewer.Key])])
  func keys(bytes: String, keys: [TableViewer.Key]) {
    #expect(ViewerKeys.keys(in: Array(bytes.utf8)) == keys)
  }
}
