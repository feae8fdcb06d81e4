import LineEditor
import TerminalTesting
import Testing

@Suite("Whatever happens at a prompt")
struct StressTests {
  /// Numbers that look random and are the same in every run.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test("notices and new sizes in any order leave prompt, text and cursor whole", arguments: 1...6)
  func anywhere(seed: UInt64) async throws {
    try await play(seed: seed, alphabet: Array("abc déx"), isAtEnd: false)
  }

  @Test("they do so with wide characters, typed at the end of the line", arguments: 11...16)
  func wideCharacters(seed: UInt64) async throws {
    try await play(seed: seed, alphabet: Array("a 日é語"), isAtEnd: true)
  }

  private func play(seed: UInt64, alphabet: [Character], isAtEnd: Bool) async throws {
    var dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15)
    let demo = try await Demo.ready(columns: 30, rows: 20)
    defer { demo.removeFiles() }
    var text: [Character] = []
    var cursor = 0
    var notices: [String] = []
    for step in 1...30 {
      switch Int.random(in: 0..<6, using: &dice) {
      case 0, 1:
        let typed = (0..<Int.random(in: 1...6, using: &dice)).map { _ in alphabet.randomElement(using: &dice) ?? "x" }
        text.insert(contentsOf: typed, at: cursor)
        cursor += typed.count
        demo.terminal.send(String(typed))
      case 2 where !isAtEnd:
        let count = Int.random(in: 0...cursor, using: &dice)
        cursor -= count
        demo.terminal.send(String(repeating: Key.left, count: count))
      case 3:
        let count = Int.random(in: 0...min(cursor, 3), using: &dice)
        cursor -= count
        text.removeSubrange(cursor..<cursor + count)
        demo.terminal.send(String(repeating: Key.backspace, count: count))
      case 4:
        notices.append("note \(step)")
        try demo.notify("note \(step)")
      default:
        // libedit fills rows in the middle of a text without telling the
        // terminal that they go on; a fresh drawing, as a notice brings it,
        // does. And the notice behind it shows that the new size is known.
        for note in ["before \(step)", "after \(step)"] {
          notices.append(note)
          try demo.notify(note)
          let expected = Self.unpadded(notices.joined() + "demo> " + String(text))
          let scalars = Array(String(text).unicodeScalars)
          let index = cursor
          try await demo.terminal.waitFor(
            "the line below '\(note)', cursor \(index) of \(String(text)), columns \(demo.terminal.screen.columns)"
          ) { screen in
            let area = EditArea(
              prompt: "demo> ", line: scalars, cursorIndex: index, columns: screen.columns, rows: screen.rows)
            return Self.unpadded(screen.transcript.joined()) == expected
              && screen.cursor.column == area.cursor.column
          }
          guard note.hasPrefix("before") else { continue }
          try demo.terminal.resize(columns: Int.random(in: 18...50, using: &dice), rows: 20)
        }
      }
      // A mark at the cursor shows that all keys so far have been handled.
      demo.terminal.send("#")
      let marked = String(text[..<cursor]) + "#" + String(text[cursor...])
      let expected = Self.unpadded(notices.joined() + "demo> " + marked)
      try await demo.terminal.waitFor("the notices and then '\(marked)' after step \(step)") { screen in
        Self.unpadded(screen.transcript.joined()) == expected
      }
      demo.terminal.send(Key.backspace)
      let unmarked = Self.unpadded(notices.joined() + "demo> " + String(text))
      try await demo.terminal.waitFor("'\(String(text))' after step \(step)") {
        Self.unpadded($0.transcript.joined()) == unmarked
      }
    }
    let line = String(text)
    demo.terminal.send(Key.control("A") + Key.enter)
    try await demo.terminal.waitFor("the line") {
      Self.unpadded($0.transcript.joined()).contains(Self.unpadded("<line(\"\(line)\")>"))
    }
  }

  /// A text without blanks: where a wide character does not fit, the row before
  /// it ends in one that is not in the text.
  private static func unpadded(_ line: String) -> String { line.filter { $0 != " " } }
}
