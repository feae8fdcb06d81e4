/// Tab-separated values with a header; `\t`, `\n`, `\r` and `\\` stand for
/// the characters that would break a line apart.
package struct TSVFormat: OutputFormat {
  package init() {}

  package func write(_ table: Table, to output: inout some TextOutputStream) {
    output.write(table.columns.map { Self.escaped($0.name) }.joined(separator: "\t") + "\n")
    for row in 0..<table.rowCount {
      output.write(table.columns.map { Self.escaped($0.cells[row].forPrograms ?? "") }.joined(separator: "\t") + "\n")
    }
  }

  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x5C }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\\": result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
