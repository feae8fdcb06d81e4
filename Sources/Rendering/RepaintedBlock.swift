/// Lines that are painted over by their next version, in place.
package struct RepaintedBlock: Sendable {
  private var height = 0

  package init() {}

  /// What is to be written to a terminal to show the lines, each cut to its
  /// width so that none of them breaks.
  package mutating func paint(_ lines: [String], width: Int) -> String {
    var text = height > 0 ? "\u{1B}[\(height)A\r\u{1B}[J" : ""
    for line in lines {
      let isWhole = TextWidth.visibleColumns(line) < width
      text += (isWhole ? line : TextWidth.prefix(TextWidth.withoutColors(line), columns: width - 1)) + "\n"
    }
    height = lines.count
    return text
  }
}
