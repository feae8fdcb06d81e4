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
    guard TextWidth.columns(line) > width else { return String(line) }
    let margin = line.prefix { $0 == " " }
    var lines: [String] = []
    var current = ""
    for word in line.dropFirst(margin.count).split(separator: " ", omittingEmptySubsequences: false) {
      if !current.isEmpty, margin.count + TextWidth.columns(current) + 1 + TextWidth.columns(word) > width {
        lines.append(current)
        current = String(word)
      } else {
        current += (current.isEmpty ? "" : " ") + word
      }
    }
    return (lines + [current]).map { margin + $0 }.joined(separator: "\n")
  }
}
