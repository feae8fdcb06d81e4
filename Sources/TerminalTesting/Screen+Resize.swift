extension Screen {
  /// Gives the screen another size; wrapped lines flow into the new width.
  mutating func resize(columns newColumns: Int, rows newRows: Int) {
    guard main == nil else {
      // A program on the alternate screen draws it again itself.
      clip(columns: newColumns, rows: newRows)
      return
    }
    var offset = 0
    let logical = logicalLines(cursorOffset: &offset)
    var flowed: [Row] = []
    var place = Position(row: 0, column: 0)
    for line in logical {
      let first = flowed.count
      if line.holdsCursor {
        place = Self.place(of: offset, in: line.cells, columns: newColumns)
        place.row += first
      }
      flowed += Self.split(line.cells, columns: newColumns)
      while line.holdsCursor, flowed.count <= place.row { flowed.append(Self.blankRow(columns: newColumns)) }
    }
    while flowed.count - 1 > place.row, let last = flowed.last, Self.text(last).isEmpty { flowed.removeLast() }

    let top = max(0, flowed.count - newRows)
    scrolledOff = Array(flowed[..<top])
    grid = Array(flowed[top...])
    while grid.count < newRows { grid.append(Self.blankRow(columns: newColumns)) }
    columns = newColumns
    rows = newRows
    region = 0..<newRows
    isWrapPending = false
    cursor = Position(row: max(0, place.row - top), column: min(place.column, newColumns - 1))
  }

  private struct LogicalLine {
    var cells: [Cell]
    var holdsCursor: Bool
  }

  private func logicalLines(cursorOffset: inout Int) -> [LogicalLine] {
    var lines: [LogicalLine] = []
    var current = LogicalLine(cells: [], holdsCursor: false)
    let cursorRow = scrolledOff.count + cursor.row
    for (index, row) in (scrolledOff + grid).enumerated() {
      if index == cursorRow {
        cursorOffset = current.cells.count + cursor.column + (isWrapPending ? 1 : 0)
        current.holdsCursor = true
      }
      current.cells += row.cells
      guard !row.isWrapped else { continue }
      while let last = current.cells.last, last == .blank { current.cells.removeLast() }
      lines.append(current)
      current = LogicalLine(cells: [], holdsCursor: false)
    }
    if !current.cells.isEmpty { lines.append(current) }
    return lines
  }

  private static func split(_ cells: [Cell], columns: Int) -> [Row] {
    var rows: [Row] = []
    var current: [Cell] = []
    for cell in cells {
      if current.count + max(cell.width, cell.text.isEmpty ? 0 : 1) > columns {
        rows.append(padded(current, columns: columns, isWrapped: true))
        current = []
      }
      current.append(cell)
    }
    rows.append(padded(current, columns: columns, isWrapped: false))
    return rows
  }

  private static func padded(_ cells: [Cell], columns: Int, isWrapped: Bool) -> Row {
    let missing = max(0, columns - cells.count)
    return Row(cells: cells + Array(repeating: .blank, count: missing), isWrapped: isWrapped)
  }

  private static func place(of offset: Int, in cells: [Cell], columns: Int) -> Position {
    var before = Array(cells.prefix(offset))
    before += Array(repeating: .blank, count: offset - before.count)
    let rows = split(before + [.blank], columns: columns)
    let column = offset - split(before, columns: columns).dropLast().reduce(0) { $0 + $1.cells.count }
    return Position(row: rows.count - 1, column: column >= columns ? 0 : max(column, 0))
  }

  private mutating func clip(columns newColumns: Int, rows newRows: Int) {
    func clipped(_ rows: [Row]) -> [Row] {
      var clipped = rows.suffix(newRows).map {
        Self.padded(Array($0.cells.prefix(newColumns)), columns: newColumns, isWrapped: false)
      }
      while clipped.count < newRows { clipped.append(Self.blankRow(columns: newColumns)) }
      return clipped
    }
    grid = clipped(grid)
    if let main { self.main = (clipped(main.grid), main.cursor) }
    columns = newColumns
    rows = newRows
    region = 0..<newRows
    move(row: cursor.row, column: cursor.column)
  }
}
