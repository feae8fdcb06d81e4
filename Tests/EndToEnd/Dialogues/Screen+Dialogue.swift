import TerminalTesting

extension Screen {
  /// Whether the cursor stands behind an empty prompt: `azp>`, or `azp 2>`
  /// while jobs of the session run.
  var isAtEmptyPrompt: Bool {
    currentLine.wholeMatch(of: /azp( [0-9]+)?>/) != nil && cursor.column == currentLine.count + 1
  }

  /// How many prompts were shown.
  var prompts: Int { transcript.filter { $0.prefixMatch(of: /azp( [0-9]+)?>/) != nil }.count }

  /// How often a text was shown; blanks and line ends mean nothing.
  func count(of text: String) -> Int { Self.count(of: text, in: transcript) }

  /// Whether a text stands on the screen now.
  func shows(_ text: String) -> Bool { Self.count(of: text, in: lines) > 0 }

  private static func count(of text: String, in lines: [String]) -> Int {
    let shown = lines.joined().filter { !$0.isWhitespace }
    let text = text.filter { !$0.isWhitespace }
    return text.isEmpty ? 0 : shown.ranges(of: text).count
  }

  /// Whether the last rows with something on them are this text, from the
  /// start of a row; blanks and line ends mean nothing.
  func ends(with text: String) -> Bool {
    let text = text.filter { !$0.isWhitespace }
    var tail = ""
    for line in lines.reversed() {
      tail = line.filter { !$0.isWhitespace } + tail
      if tail == text { return true }
      if tail.count > text.count { return false }
    }
    return false
  }
}
