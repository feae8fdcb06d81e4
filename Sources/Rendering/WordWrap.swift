/// Breaks sentences between words, so that a terminal need not break them
/// within one.
package enum WordWrap {
  /// - Parameter width: columns; nil leaves the text as it is.
  /// - Returns: the text with its own line breaks kept.
  package static func wrap(_ text: String, width: Int?) -> String {
    guard let width, width > 0 else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { wrapLine($0, width: width) }.joined(separator: "\n")
  }

  private static func wrapLine(_ line: Substring, width: Int) -> String {
    guard TextWidth.columns(line) > width else { return String(line) }
    var lines: [String] = []
    var current = ""
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      if !current.isEmpty, TextWidth.columns(current) + 1 + TextWidth.columns(word) > width {
        lines.append(current)
        current = String(word)
      } else {
        current += current.isEmpty && lines.isEmpty && word.isEmpty ? " " : (current.isEmpty ? "" : " ") + word
      }
    }
    return (lines + [current]).joined(separator: "\n")
  }
}
