import RData

/// The lines of a source that a diagnostic points at, with a row of marks
/// below each, laid out in the columns of a terminal.
struct SourceExcerpt: Sendable {
  private struct Line: Sendable {
    let text: String
    /// The part that is pointed at, in bytes of the line.
    let marked: Range<Int>
  }

  private let lines: [Line]
  /// Whether lines between the first and the last are left out.
  private let isCut: Bool

  /// Of a span over several lines only the first and the last are kept.
  init(_ span: SourceSpan, of source: SourceText) {
    let first = source.lineSpan(containing: span.lowerBound)
    let last = source.lineSpan(containing: max(span.lowerBound, span.upperBound - 1))
    func line(_ range: SourceSpan) -> Line {
      let bytes = source.bytes[range.lowerBound..<range.upperBound]
      // A statement may be indented; the part that is pointed at is not cut.
      let indent = bytes.prefix { $0 == 0x20 || $0 == 0x09 }.count
      let isFirst = range == first
      let from = isFirst ? min(range.lowerBound + indent, max(span.lowerBound, range.lowerBound)) : range.lowerBound
      let start = isFirst ? min(max(span.lowerBound, from), range.upperBound) : range.lowerBound + indent
      let end = min(max(span.upperBound, start), range.upperBound)
      return Line(text: source.substring(SourceSpan(from, range.upperBound)), marked: start - from..<end - from)
    }
    lines = first == last ? [line(first)] : [line(first), line(last)]
    isCut = source.position(of: last.lowerBound).line > source.position(of: first.lowerBound).line + 1
  }

  /// Each line with its marks below, all ended by line feeds: `^~~~` where
  /// the span starts, `~~~~` on its last line.
  ///
  /// - Parameters:
  ///   - width: columns; of a longer line the part around the marks is shown.
  ///   - ellipsis: stands where it was cut.
  func render(width: Int, ellipsis: String) -> String {
    let ellipsis = Cell(text: ellipsis, width: ellipsis.count, isMarked: false)
    var text = ""
    for (number, line) in lines.enumerated() {
      if number > 0, isCut { text += "    ...\n" }
      text += Self.rows(of: line, isFirst: number == 0, width: max(16, width - 4), ellipsis)
    }
    return text
  }

  /// A character as it is shown.
  private struct Cell {
    var text: String
    var width: Int
    var isMarked: Bool
  }

  private static func rows(of line: Line, isFirst: Bool, width: Int, _ ellipsis: Cell) -> String {
    var cells = cells(of: line)
    let start = cells.firstIndex(where: \.isMarked) ?? cells.count
    cells = window(cells, around: start, width: width, ellipsis)
    var shown = ""
    var marks = ""
    var hasMark = false
    for cell in cells {
      shown += cell.text
      if cell.isMarked, cell.width > 0 {
        marks += isFirst && !hasMark ? "^" : "~"
        marks += String(repeating: "~", count: cell.width - 1)
        hasMark = true
      } else {
        marks += String(repeating: " ", count: cell.width)
      }
    }
    if !hasMark { marks += isFirst ? "^" : "~" }
    while marks.last == " " { marks.removeLast() }
    return "    \(shown)\n    \(marks)\n"
  }

  private static func cells(of line: Line) -> [Cell] {
    var cells: [Cell] = []
    var offset = 0
    var column = 0
    for scalar in line.text.unicodeScalars {
      var cell = Cell(text: String(scalar), width: RText.width(scalar), isMarked: line.marked.contains(offset))
      if scalar == "\t" {
        cell.width = 4 - column % 4
        cell.text = String(repeating: " ", count: cell.width)
      } else if movesCursor(scalar) {
        cell = Cell(text: " ", width: 1, isMarked: cell.isMarked)
      }
      column += cell.width
      offset += UTF8.width(scalar)
      cells.append(cell)
    }
    return cells
  }

  /// Control characters, and those that change the direction of text.
  private static func movesCursor(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The cells that fit into a width, with a third of it before the marks.
  private static func window(_ cells: [Cell], around start: Int, width: Int, _ ellipsis: Cell) -> [Cell] {
    func columns(_ range: Range<Int>) -> Int { cells[range].reduce(0) { $0 + $1.width } }
    guard columns(cells.indices) > width else { return cells }
    // An ellipsis may stand on both sides.
    var room = width - 2 * ellipsis.width
    var lower = start
    while lower > 0, room - cells[lower - 1].width >= width * 2 / 3 {
      lower -= 1
      room -= cells[lower].width
    }
    var upper = start
    while upper < cells.count, room >= cells[upper].width {
      room -= cells[upper].width
      upper += 1
    }
    while lower > 0, room >= cells[lower - 1].width {
      lower -= 1
      room -= cells[lower].width
    }
    let shown = Array(cells[lower..<upper])
    return (lower > 0 ? [ellipsis] : []) + shown + (upper < cells.count ? [ellipsis] : [])
  }
}
