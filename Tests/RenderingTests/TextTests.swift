import Rendering
import Testing

@Suite("Texts for people")
struct TextTests {
  @Test(
    "sizes are given with two digits",
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1449, "1.4 kB"), (9960, "10 kB"), (23_400_000, "23 MB"),
      (1_500_000_000, "1.5 GB"), (-5, "0 B"),
    ] as [(Int64, String)])
  func sizes(bytes: Int64, text: String) {
    #expect(ByteSize.text(bytes) == text)
  }

  @Test(
    "lengths of time are given in two units",
    arguments: [
      (0, "0s"), (59, "59s"), (60, "1m"), (200, "3m 20s"), (7500, "2h 5m"), (100_000, "1d 3h"), (-3, "0s"),
    ] as [(Double, String)])
  func durations(seconds: Double, text: String) {
    #expect(DurationText.text(seconds: seconds) == text)
  }
}

@Suite("Word wrap")
struct WordWrapTests {
  @Test("breaks between words and never within one")
  func breaksBetweenWords() {
    #expect(WordWrap.wrap("wait with `waitForJob x` now", width: 14) == "wait with\n`waitForJob x`\nnow")
    #expect(WordWrap.wrap("averylongword short", width: 5) == "averylongword\nshort")
    #expect(WordWrap.wrap("  set in by two", width: 9) == "  set in\n  by two")
    #expect(WordWrap.wrap("\tby a tab", width: 13) == "\tby a\n\ttab")
  }

  @Test("keeps short lines, own line breaks and indents as they are")
  func keepsLines() {
    let text = "first\n  second line\n\nlast"
    #expect(WordWrap.wrap(text, width: 20) == text)
    #expect(WordWrap.wrap(text, width: nil) == text)
  }

  @Test("counts wide characters as two columns")
  func countsColumns() {
    #expect(WordWrap.wrap("日本 日本", width: 8) == "日本\n日本")
  }
}
