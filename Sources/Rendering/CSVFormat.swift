/// Comma-separated values with a header (RFC 4180, but for the line ends,
/// which are those of this system).
///
/// A cell that is missing is empty; an empty text is `""`.
package struct CSVFormat: OutputFormat {
  package init() {}

  package func write(_ table: Table, to output: inout some TextOutputStream) {
    output.write(table.columns.map { Self.quoted($0.name) }.joined(separator: ",") + "\n")
    for row in 0..<table.rowCount {
      let cells = table.columns.map { $0.cells[row].forPrograms.map(Self.quoted) ?? "" }
      output.write(cells.joined(separator: ",") + "\n")
    }
  }

  private static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && text.first != " " && text.last != " "
      && text.utf8.allSatisfy { $0 != 0x22 && $0 != 0x2C && $0 != 0x0A && $0 != 0x0D }
    return isPlain
      ? text : "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
