/// Breaks sentences between words, so that a terminal need not break them
/// within one.
package enum WordWrap {
  /// - Parameter width: columns; nil leaves the text as it is.
  /// - Returns: the text with its own line breaks kept; what a line is set in
  ///   by, its parts are set in by, too.
  package static func wrap(_ text: String, width: Int?) -> String {
    guard let width, width > 0 else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { wrapLine($0, width: width) }.joined(separator: "\n")
  }

  private static func wrapLine(_ line: Substring, width: Int) -> String {
    let margin = line.prefix { $0 == " " || $0 == "\t" }
    let text = line.dropFirst(margin.count)
    // A tab takes eight columns at a margin.
    let room = width - margin.reduce(0) { $0 + ($1 == "\t" ? 8 : 1) }
    guard TextWidth.columns(text) > room else { return String(line) }
    var lines: [String] = []
    var current = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !current.isEmpty, TextWidth.columns(current) + 1 + TextWidth.columns(word) > room {
        lines.append(current)
        current = String(word)
      } else {
        current += (current.isEmpty ? "" : " ") + word
      }
    }
    return (lines + [current]).map { margin + $0 }.joined(separator: "\n")
  }
}
