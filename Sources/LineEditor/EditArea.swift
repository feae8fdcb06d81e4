/// Where prompt, text and cursor stand on the terminal, as libedit lays them
/// out: the one thing it knows and does not tell.
package struct EditArea: Sendable, Equatable {
  /// A place relative to the first cell of the prompt.
  package struct Place: Sendable, Equatable {
    /// Rows below the first.
    package var row = 0
    /// Columns from the left edge.
    package var column = 0

    package init(row: Int = 0, column: Int = 0) {
      self.row = row
      self.column = column
    }
  }

  /// Where the cursor is.
  package private(set) var cursor: Place
  /// Where the text ends.
  package private(set) var end: Place
  private var rows: [Row]
  private let columns: Int

  private struct Row: Equatable {
    /// The cells up to the last one that is not blank.
    var filled = 0
    /// Whether the terminal knows that the text goes on in the next row.
    /// libedit ends a row with a newline instead if its last cell is blank.
    var isWrapped = false
  }

  /// Lays out a line.
  ///
  /// - Parameters:
  ///   - prompt: The visible text of the prompt.
  ///   - line: The text behind it.
  ///   - cursorIndex: How many scalars of `line` stand before the cursor.
  ///   - columns: Width of the terminal.
  ///   - rows: Height of the terminal; libedit scrolls a taller text within it.
  package init(prompt: String, line: some Collection<Unicode.Scalar>, cursorIndex: Int, columns: Int, rows: Int) {
    var pen = Pen(columns: max(columns, 1))
    for scalar in prompt.unicodeScalars { pen.put(scalar) }
    var cursor: Place?
    for (index, scalar) in line.enumerated() {
      if index == cursorIndex { cursor = pen.place(before: scalar) }
      pen.put(scalar)
    }
    let last = max(rows, 1) - 1
    end = pen.place
    self.cursor = cursor ?? end
    end.row = min(end.row, last)
    self.cursor.row = min(self.cursor.row, last)
    self.rows = pen.rows
    self.columns = pen.columns
  }

  /// The cursor's row after the terminal has got another width and has let the
  /// rows flow into it, before anything is drawn.
  package func cursorRow(afterFlowingInto newColumns: Int) -> Int {
    let newColumns = max(newColumns, 1)
    var rowsAbove = 0
    var run = 0
    for (index, row) in rows.enumerated() {
      if index == cursor.row { return rowsAbove + (run + cursor.column) / newColumns }
      if row.isWrapped {
        run += columns
      } else {
        rowsAbove += max(1, (run + row.filled + newColumns - 1) / newColumns)
        run = 0
      }
    }
    return rowsAbove
  }

  private struct Pen {
    let columns: Int
    var place = Place()
    var rows = [Row()]

    mutating func put(_ scalar: Unicode.Scalar) {
      switch scalar {
      case "\n": newRow(isWrapped: false)
      case "\t": repeat { advance(1, isBlank: true) } while place.column % 8 != 0
      default:
        let width = scalarWidth(scalar)
        if width >= 0 {
          advance(width, isBlank: scalar == " ")
        } else {
          // Shown as ^X, or as \U+ and its number.
          for _ in 0..<(scalar.value < 0x100 ? 2 : scalar.value > 0xFFFF ? 8 : 7) { advance(1, isBlank: false) }
        }
      }
    }

    /// Where the scalar will stand: a wide one does not fit into the last column.
    func place(before scalar: Unicode.Scalar) -> Place {
      let width = scalarWidth(scalar)
      guard width > 1, place.column + width > columns else { return place }
      return Place(row: place.row + 1, column: 0)
    }

    private mutating func advance(_ width: Int, isBlank: Bool) {
      if place.column + width > columns, place.column > 0 { newRow(isWrapped: false) }
      place.column += width
      if !isBlank { rows[place.row].filled = place.column }
      if place.column >= columns { newRow(isWrapped: !isBlank) }
    }

    private mutating func newRow(isWrapped: Bool) {
      rows[place.row].isWrapped = isWrapped
      rows.append(Row())
      place = Place(row: place.row + 1, column: 0)
    }
  }
}
