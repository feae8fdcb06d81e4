/// A text as rows of a terminal that are to be painted over.
enum HeldLines {
  private static let tabStop = 8

  /// Its lines, with blanks for tabs, and of a line that was written over its
  /// last version.
  static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      expanded(line.split(separator: "\r").last ?? "")
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func expanded(_ line: Substring) -> String {
    guard line.contains("\t") else { return String(line) }
    return line.reduce(into: "") { row, character in
      row += character == "\t" ? String(repeating: " ", count: tabStop - row.count % tabStop) : String(character)
    }
  }
}
