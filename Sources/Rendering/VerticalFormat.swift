package import RData

/// A line for each cell, and an empty one between rows.
package struct VerticalFormat: OutputFormat {
  /// How names are coloured.
  package var paint: Paint

  package init(paint: Paint = .none) {
    self.paint = paint
  }

  package func write(_ table: Table, to output: inout some TextOutputStream) {
    guard table.rowCount > 0 else {
      output.write("(no rows)\n")
      return
    }
    let width = table.columns.reduce(0) { max($0, TextWidth.columns($1.name)) } + 2
    for row in 0..<table.rowCount {
      if row > 0 { output.write("\n") }
      for (index, column) in table.columns.enumerated() {
        let cell = column.cells[row]
        let label = TextWidth.padded(column.name + ":", to: width, isRight: false)
        let meaning = index == 0 ? nil : Paint.Meaning(cell, inColumn: column.name)
        output.write(paint(label, .heading) + paint(cell.forPeople, meaning) + "\n")
      }
    }
  }

  /// A value that is no table is shown as R shows it.
  package func write(_ value: RValue, to output: inout some TextOutputStream) {
    output.write(RPrinter().string(value))
  }
}
