/// The list of candidates below the line, laid out in columns.
package enum CandidateList {
  /// No list is longer than this; the last line counts the rest.
  package static let maximumCount = 1000

  /// The lines of the list, none wider than `columns`.
  ///
  /// Candidates run downwards, then to the right. A description stands behind
  /// its candidate and is cut where the terminal ends.
  ///
  /// - Parameters:
  ///   - count: how many there are in all, if not all are given.
  ///   - ellipsis: stands where one was cut.
  ///   - isSpoken: each candidate is a numbered line, for a reader that speaks
  ///     them.
  package static func lines(
    for candidates: [Completion.Candidate], count: Int = 0, columns: Int, ellipsis: String = "…",
    isSpoken: Bool = false
  ) -> [String] {
    let shown = candidates.prefix(maximumCount)
    let room = max(columns - 1, 8)
    let rows = isSpoken ? numbered(shown, room: room, ellipsis) : tabulated(shown, room: room, ellipsis)
    let rest = max(candidates.count, count) - shown.count
    return rows + (rest > 0 ? ["... and \(rest) more"] : [])
  }

  private static func numbered(
    _ shown: ArraySlice<Completion.Candidate>, room: Int, _ ellipsis: String
  ) -> [String] {
    shown.enumerated().map { index, candidate in
      let description = candidate.description ?? ""
      return cut(
        "\(index + 1) \(candidate.display)\(description.isEmpty ? "" : ": \(description)")", to: room, ellipsis)
    }
  }

  private static func tabulated(
    _ shown: ArraySlice<Completion.Candidate>, room: Int, _ ellipsis: String
  ) -> [String] {
    let nameWidth = shown.reduce(0) { max($0, displayWidth($1.display)) }
    let hasDescriptions = shown.contains { $0.description?.isEmpty == false }
    let cells = shown.map { candidate in
      guard hasDescriptions, let description = candidate.description, !description.isEmpty else {
        return printable(candidate.display)
      }
      return padded(candidate.display, to: min(nameWidth, room / 2), ellipsis) + "  " + printable(description)
    }
    let cellWidth = min(cells.reduce(0) { max($0, displayWidth($1)) }, room)
    let gap = hasDescriptions ? 4 : 2
    let columnCount = max(1, (room + gap) / (cellWidth + gap))
    let rowCount = (cells.count + columnCount - 1) / columnCount
    var lines: [String] = []
    for row in 0..<rowCount {
      let inRow = stride(from: row, to: cells.count, by: rowCount).map { cells[$0] }
      var line = ""
      for (column, cell) in inRow.enumerated() {
        let isLast = column == inRow.count - 1
        line += isLast ? cut(cell, to: cellWidth, ellipsis) : padded(cell, to: cellWidth + gap, ellipsis)
      }
      lines.append(line)
    }
    return lines
  }

  private static func padded(_ text: String, to width: Int, _ ellipsis: String) -> String {
    let text = cut(text, to: width, ellipsis)
    return text + String(repeating: " ", count: width - displayWidth(text))
  }

  /// The text without what could move the cursor.
  private static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { scalarWidth($0) < 0 ? " " : $0 }))
  }

  static func cut(_ text: String, to width: Int, _ ellipsis: String) -> String {
    let text = printable(text)
    guard displayWidth(text) > width else { return text }
    var kept = ""
    var used = 0
    for character in text {
      let next = displayWidth(String(character))
      guard used + next + ellipsis.count <= width else { break }
      kept.append(character)
      used += next
    }
    return kept + ellipsis
  }
}
