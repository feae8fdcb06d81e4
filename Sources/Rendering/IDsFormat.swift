package import RData

/// The first column alone, a line for each row: what `xargs` and `while read`
/// want.
package struct IDsFormat: OutputFormat {
  package init() {}

  package func write(_ table: Table, to output: inout some TextOutputStream) {
    // Row names are no column of the table's own.
    write((table.columns.first { $0.name != "Row" } ?? table.columns.first)?.cells ?? [], to: &output)
  }

  /// The elements, without their names; of a list whose members have names of
  /// their own, such as `getJob` gives, the first: it is one thing, not many.
  package func write(_ value: RValue, to output: inout some TextOutputStream) {
    let table = Table(value)
    if case .list = value.storage, let first = value.names?.first, Int(first) == nil, !value.inherits("data.frame") {
      return write(Array(table.columns.last?.cells.prefix(1) ?? []), to: &output)
    }
    // Of a vector: a frame or a matrix may have a column of that name, too.
    guard !value.inherits("data.frame"), value.attributes["dim"] == nil, let values = table.column(named: "Value")
    else {
      return write(table, to: &output)
    }
    write(values.cells, to: &output)
  }

  private func write(_ cells: [TableCell], to output: inout some TextOutputStream) {
    for cell in cells { output.write(TSVFormat.escaped(cell.forPrograms ?? "") + "\n") }
  }
}
