package import RData

/// A way to write values; a small struct for each.
package protocol OutputFormat: Sendable {
  /// Writes a table; what is written ends with a line end unless it is empty.
  func write(_ table: Table, to output: inout some TextOutputStream)

  /// Writes a value that is no table.
  func write(_ value: RValue, to output: inout some TextOutputStream)
}

extension OutputFormat {
  /// As a table with a row for each element.
  package func write(_ value: RValue, to output: inout some TextOutputStream) {
    write(Table(value), to: &output)
  }

  /// What is written of a value.
  package func text(of value: RValue) -> String {
    var text = ""
    if let table = Table(dataFrame: value) { write(table, to: &text) } else { write(value, to: &text) }
    return text
  }

  /// The same as a string.
  package func text(of table: Table) -> String {
    var text = ""
    write(table, to: &text)
    return text
  }
}

/// The formats by the names that users call them.
package enum FormatName: String, Sendable, CaseIterable {
  /// Lists as tables at a terminal, all else as R prints it.
  case auto
  /// As R's console prints it.
  case r
  case table, vertical, json, ndjson, csv, tsv, ids

  /// One line for help and completion.
  package var summary: String {
    switch self {
    case .auto: "tables at a terminal, elsewhere as R prints (the default)"
    case .r: "as R's console prints"
    case .table: "columns that fit the terminal"
    case .vertical: "a line for each cell, for wide rows"
    case .json: "one JSON value: an array of objects for a table"
    case .ndjson: "JSON, a line for each row"
    case .csv: "comma-separated with a header (RFC 4180)"
    case .tsv: "tab-separated with a header; \\t and \\n stand for those in a cell"
    case .ids: "the first column, a line for each row; of a job or cluster, its id"
    }
  }

  /// Whether programs read it: then nothing but values may stand in the output.
  package var isForPrograms: Bool {
    switch self {
    case .json, .ndjson, .csv, .tsv, .ids: true
    case .auto, .r, .table, .vertical: false
    }
  }

  /// - Parameter width: columns of the terminal; nil where there is none, and
  ///   everything is written in full.
  /// - Returns: nil for the two that leave a plain value to R's printer.
  package func format(width: Int?, paint: Paint, signs: Signs = .unicode) -> (any OutputFormat)? {
    switch self {
    case .auto, .r: nil
    case .table: TableFormat(width: width, paint: paint, signs: signs)
    case .vertical: VerticalFormat(paint: paint)
    case .json: JSONFormat()
    case .ndjson: NDJSONFormat()
    case .csv: CSVFormat()
    case .tsv: TSVFormat()
    case .ids: IDsFormat()
    }
  }
}
