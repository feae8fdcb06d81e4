package import RData

/// One JSON value: an array with an object on each line for a table.
package struct JSONFormat: OutputFormat {
  package init() {}

  package func write(_ table: Table, to output: inout some TextOutputStream) {
    let rows = JSONValue.rows(of: table)
    output.write(rows.isEmpty ? "[]\n" : "[\n  " + rows.joined(separator: ",\n  ") + "\n]\n")
  }

  package func write(_ value: RValue, to output: inout some TextOutputStream) {
    output.write(JSONValue(value).text + "\n")
  }
}
