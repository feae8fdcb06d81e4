/// The first column alone, a line for each row: what `xargs` and `while read`
/// want.
package struct IDsFormat: OutputFormat {
  package init() {}

  package func write(_ table: Table, to output: inout some TextOutputStream) {
    let ids = table.columns.first { $0.name != "Name" && $0.name != "Row" } ?? table.columns.first
    for cell in ids?.cells ?? [] { output.write(TSVFormat.escaped(cell.forPrograms ?? "") + "\n") }
  }
}
