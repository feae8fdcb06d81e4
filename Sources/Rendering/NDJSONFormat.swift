package import RData

/// A JSON value on each line: the rows of a table, the elements of a list.
package struct NDJSONFormat: OutputFormat {
  package init() {}

  package func write(_ table: Table, to output: inout some TextOutputStream) {
    for row in JSONValue.rows(of: table) { output.write(row + "\n") }
  }

  package func write(_ value: RValue, to output: inout some TextOutputStream) {
    if case .list(let elements) = value.storage, value.names == nil {
      for element in elements { output.write(JSONValue(element).text + "\n") }
    } else {
      output.write(JSONValue(value).text + "\n")
    }
  }
}
