/// Where prompt, text and cursor stand on the terminal, as libedit lays them
/// out: the one thing it knows and does not tell.
package struct EditArea: Sendable, Equatable {
  /// A place relative to the first cell of the prompt.
  package struct Place: Sendable, Equatable {
    package var row = 0
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
  }

  private struct Pen {
    let columns: Int
    var place = Place()

    mutating func put(_ scalar: Unicode.Scalar) {
      switch scalar {
      case "\n": newRow()
      case "\t": repeat { advance(1) } while place.column % 8 != 0
      default:
        let width = scalarWidth(scalar)
        if width >= 0 {
          advance(width)
        } else {
          // Shown as ^X, or as \U+ and its number.
          for _ in 0..<(scalar.value < 0x100 ? 2 : scalar.value > 0xFFFF ? 8 : 7) { advance(1) }
        }
      }
    }

    /// Where the scalar will stand: a wide one does not fit into the last column.
    func place(before scalar: Unicode.Scalar) -> Place {
      let width = scalarWidth(scalar)
      guard width > 1, place.column + width > columns else { return place }
      return Place(row: place.row + 1, column: 0)
    }

    private mutating func advance(_ width: Int) {
      if place.column + width > columns, place.column > 0 { newRow() }
      place.column += width
      if place.column >= columns { newRow() }
    }

    private mutating func newRow() {
      place = Place(row: place.row + 1, column: 0)
    }
  }
}
