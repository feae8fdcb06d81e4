package import RData

/// Columns for people: they fit the width, ids are never cut, and a note says
/// which columns were left out.
package struct TableFormat: OutputFormat {
  /// Columns of the terminal; nil writes everything in full.
  package var width: Int?
  /// How heads and states are coloured.
  package var paint: Paint
  /// What stands for words that are cut.
  package var signs: Signs

  package init(width: Int? = nil, paint: Paint = .none, signs: Signs = .unicode) {
    self.width = width
    self.paint = paint
    self.signs = signs
  }

  package func write(_ table: Table, to output: inout some TextOutputStream) {
    guard table.rowCount > 0, !table.columns.isEmpty else {
      output.write("(no rows)\n")
      return
    }
    let layout = TableLayout(table, width: width, ellipsis: signs.ellipsis)
    if layout.columns.count == 1, table.columns.count > 1 {
      VerticalFormat(paint: paint).write(table, to: &output)
      return
    }
    output.write(line(layout.columns.map { ($0.name, .heading) }, layout))
    for row in 0..<table.rowCount {
      output.write(
        line(
          layout.columns.enumerated().map { index, column in
            (column.texts[row], index == 0 ? nil : Paint.Meaning(column.cells[row], inColumn: column.name))
          }, layout))
    }
    if let note = layout.note { output.write(paint(WordWrap.wrap(note, width: width), .aside) + "\n") }
  }

  /// A value that is no table is shown as R shows it.
  package func write(_ value: RValue, to output: inout some TextOutputStream) {
    output.write(RPrinter(width: width ?? 80).string(value))
  }

  private func line(_ cells: [(text: String, meaning: Paint.Meaning?)], _ layout: TableLayout) -> String {
    var line = ""
    for (index, column) in layout.columns.enumerated() {
      let (text, meaning) = cells[index]
      let blanks = String(repeating: " ", count: max(0, column.width - TextWidth.columns(text)))
      let isLast = index == layout.columns.count - 1
      let painted = paint(text, meaning)
      line += (index > 0 ? "  " : "") + (column.isRight ? blanks + painted : painted + (isLast ? "" : blanks))
    }
    return line + "\n"
  }
}
