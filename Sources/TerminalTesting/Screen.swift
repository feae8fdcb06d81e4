/// What a terminal shows: a model of an xterm as far as programs with a prompt
/// use one. Rows and columns count from 0.
///
/// Colours and other attributes are ignored, but for one: what is dim and
/// stands behind the cursor is a hint and no text. Wide characters take two cells.
/// When the width changes, wrapped lines flow into the new one, as in tmux and
/// most terminals of today.
package struct Screen: Sendable {
  /// A place on the screen, from 0.
  package struct Position: Sendable, Equatable {
    package var row: Int
    package var column: Int

    package init(row: Int, column: Int) {
      self.row = row
      self.column = column
    }
  }

  /// A character and its width; the right half of a wide one has width 0.
  struct Cell: Sendable, Equatable {
    var text = " "
    var width = 1
    var isDim = false
    static let blank = Cell()
  }

  struct Row: Sendable, Equatable {
    var cells: [Cell]
    /// Whether the text goes on in the next row without a newline.
    var isWrapped = false
  }

  /// The width of the screen.
  package internal(set) var columns: Int
  /// The height of the screen.
  package internal(set) var rows: Int
  /// Where the next character goes.
  package internal(set) var cursor = Position(row: 0, column: 0)
  /// How often the bell rang.
  package internal(set) var bellCount = 0
  /// The private modes that are set (`ESC [ ? n h`): 2004 is bracketed paste,
  /// 1049 the alternate screen.
  package internal(set) var privateModes: Set<Int> = [7, 25]

  /// What a terminal cannot show and no program should send: control characters
  /// that do nothing, sequences nobody knows.
  package internal(set) var strays: [String] = []

  var grid: [Row]
  var scrolledOff: [Row] = []
  /// The last column was written; the next character begins a new row.
  var isWrapPending = false
  var isInserting = false
  /// Whether what is written is dim (`ESC [ 2 m`).
  var isDim = false
  /// The rows that scroll.
  var region: Range<Int>
  var saved: Position?
  /// The screen under the alternate one.
  var main: (grid: [Row], cursor: Position)?

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    region = 0..<rows
    grid = Array(repeating: Row(cells: Array(repeating: .blank, count: columns)), count: rows)
  }

  /// The rows from top to bottom, without the blanks at their ends, and
  /// without the hint.
  package var lines: [String] { rowsWithoutHint.map(Self.text) }

  /// What is shown dim behind the cursor.
  package var hint: String {
    let cells = grid[cursor.row].cells[cursor.column...].prefix { $0.isDim }
    return Self.text(Row(cells: Array(cells)))
  }

  private var rowsWithoutHint: [Row] {
    var rows = grid
    for column in cursor.column..<columns where rows[cursor.row].cells[column].isDim {
      rows[cursor.row].cells[column] = .blank
    }
    return rows
  }

  /// The rows as one text.
  package var text: String { lines.joined(separator: "\n") }

  /// The lines with something on them.
  package var filledLines: [String] { lines.filter { !$0.isEmpty } }

  /// The line the cursor is on.
  package var currentLine: String { lines[cursor.row] }

  /// Everything that was shown: the rows that have scrolled off at the top
  /// (at most 10,000), then the screen. Wrapped rows are joined.
  package var transcript: [String] {
    var lines: [String] = []
    var joins = false
    for row in scrolledOff + rowsWithoutHint {
      if joins {
        lines[lines.count - 1] += Self.text(row)
      } else {
        lines.append(Self.text(row))
      }
      joins = row.isWrapped
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Whether a text stands on the screen within one row.
  package func contains(_ text: String) -> Bool {
    lines.contains { $0.contains(text) }
  }

  static func text(_ row: Row) -> String {
    var text = row.cells.map(\.text).joined()
    while text.last == " " { text.removeLast() }
    return text
  }

  static func blankRow(columns: Int) -> Row {
    Row(cells: Array(repeating: .blank, count: columns))
  }
}

extension Screen: CustomStringConvertible {
  /// The screen in a frame, with the cursor's place below it.
  package var description: String {
    let edge = "+" + String(repeating: "-", count: columns) + "+"
    let body = grid.map { "|" + $0.cells.map(\.text).joined() + ($0.isWrapped ? "\\" : "|") }
    return ([edge] + body + [edge, "cursor at row \(cursor.row), column \(cursor.column)"])
      .joined(separator: "\n")
  }
}
