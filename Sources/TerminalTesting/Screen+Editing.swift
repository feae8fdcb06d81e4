internal import CEditLine

extension Screen {
  mutating func put(_ scalar: Unicode.Scalar) {
    let width = Int(ceditline_scalar_width(scalar.value))
    guard width > 0 else {
      if width == 0 { combine(scalar) }
      return
    }
    if isWrapPending || cursor.column + width > columns {
      grid[cursor.row].isWrapped = true
      cursor.column = 0
      lineFeed()
    }
    if isInserting { insertBlanks(width) }
    write(Cell(text: String(scalar), width: width, isDim: isDim), at: cursor.column)
    if width == 2 { write(Cell(text: "", width: 0, isDim: isDim), at: cursor.column + 1) }
    cursor.column += width
    isWrapPending = cursor.column >= columns
    if isWrapPending { cursor.column = columns - 1 }
  }

  private mutating func combine(_ scalar: Unicode.Scalar) {
    var column = isWrapPending ? cursor.column : cursor.column - 1
    if column > 0, grid[cursor.row].cells[column].width == 0 { column -= 1 }
    if column >= 0 { grid[cursor.row].cells[column].text.unicodeScalars.append(scalar) }
  }

  /// Writes a cell; half of a wide character that is overwritten becomes blank.
  private mutating func write(_ cell: Cell, at column: Int) {
    let old = grid[cursor.row].cells[column]
    if old.width == 2, cell.width == 1, column + 1 < columns { grid[cursor.row].cells[column + 1] = .blank }
    if old.width == 0, cell.width > 0, column > 0 { grid[cursor.row].cells[column - 1] = .blank }
    grid[cursor.row].cells[column] = cell
  }

  mutating func move(row: Int? = nil, column: Int? = nil) {
    isWrapPending = false
    if let row { cursor.row = min(max(row, 0), rows - 1) }
    if let column { cursor.column = min(max(column, 0), columns - 1) }
  }

  mutating func lineFeed() {
    isWrapPending = false
    if cursor.row == region.upperBound - 1 {
      scrollUp(1)
    } else {
      cursor.row = min(cursor.row + 1, rows - 1)
    }
  }

  mutating func reverseLineFeed() {
    isWrapPending = false
    if cursor.row == region.lowerBound {
      scrollDown(1, from: region.lowerBound)
    } else {
      cursor.row = max(cursor.row - 1, 0)
    }
  }

  mutating func scrollUp(_ count: Int, from top: Int? = nil) {
    let top = top ?? region.lowerBound
    for _ in 0..<min(count, region.upperBound - top) {
      let row = grid.remove(at: top)
      if top == 0, main == nil { scrolledOff.append(row) }
      grid.insert(Self.blankRow(columns: columns), at: region.upperBound - 1)
    }
    if scrolledOff.count > 10_000 { scrolledOff.removeFirst(scrolledOff.count - 10_000) }
  }

  mutating func scrollDown(_ count: Int, from top: Int) {
    for _ in 0..<min(count, region.upperBound - top) {
      grid.remove(at: region.upperBound - 1)
      grid.insert(Self.blankRow(columns: columns), at: top)
    }
  }

  mutating func insertBlanks(_ count: Int) {
    let count = min(count, columns - cursor.column)
    grid[cursor.row].cells.insert(contentsOf: Array(repeating: .blank, count: count), at: cursor.column)
    grid[cursor.row].cells.removeLast(count)
  }

  mutating func deleteCells(_ count: Int) {
    let count = min(count, columns - cursor.column)
    grid[cursor.row].cells.removeSubrange(cursor.column..<cursor.column + count)
    grid[cursor.row].cells.append(contentsOf: Array(repeating: .blank, count: count))
  }

  /// Blanks cells of the cursor's row.
  mutating func erase(_ range: Range<Int>) {
    for column in range.clamped(to: 0..<columns) { grid[cursor.row].cells[column] = .blank }
    if range.upperBound >= columns { grid[cursor.row].isWrapped = false }
  }

  mutating func eraseRows(_ range: Range<Int>) {
    for row in range.clamped(to: 0..<rows) { grid[row] = Self.blankRow(columns: columns) }
  }

  mutating func setAlternate(_ isOn: Bool) {
    if isOn, main == nil {
      main = (grid, cursor)
      eraseRows(0..<rows)
    } else if !isOn, let main {
      (grid, cursor) = main
      self.main = nil
      isWrapPending = false
    }
  }
}
