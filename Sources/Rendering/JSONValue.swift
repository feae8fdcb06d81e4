package import RData
import Wording

/// A value of R as JSON: a vector of one element is that element, a longer
/// one an array, names make an object, a data frame is an array of objects, a
/// matrix an array of its rows.
///
/// NA and NULL are `null`; numbers have all their digits; `Inf` and `NaN` are
/// strings, for JSON knows no such numbers.
package struct JSONValue: Sendable {
  /// On one line.
  package let text: String

  package init(_ value: RValue) {
    text = Self.text(of: value)
  }

  private static func text(of value: RValue) -> String {
    if let table = Table(dataFrame: value) { return array(rows(of: table)) }
    switch value.storage {
    case .null: return "null"
    case .function(let source): return JSONString.quoted(source)
    case .environment(let bindings): return object(bindings.map { ($0.name, text(of: $0.value)) })
    case .symbol, .call, .opaque:
      let printed = RPrinter(width: 500).string(value)
      return JSONString.quoted(String(printed.hasSuffix("\n") ? printed.dropLast() : printed[...]))
    case .list(let elements):
      let texts = elements.map(text)
      return value.names.map { object(Array(zip(unique($0), texts))) } ?? array(texts)
    case .logical, .integer, .double, .complex, .character, .raw:
      if let matrix = Table(matrix: value) {
        let width = matrix.rowCount == 0 ? 0 : value.count / matrix.rowCount
        // Row names are no elements.
        let columns = matrix.columns.suffix(width)
        return array((0..<matrix.rowCount).map { row in array(columns.map { text(of: $0.cells[row]) }) })
      }
      let texts = Table(value.withoutNames).columns[0].cells.map(text)
      if let names = value.names, names.count == texts.count { return object(Array(zip(unique(names), texts))) }
      return texts.count == 1 ? texts[0] : array(texts)
    }
  }

  /// The rows of a table, each an object on one line.
  static func rows(of table: Table) -> [String] {
    let names = unique(table.columns.map(\.name))
    return (0..<table.rowCount).map { row in
      object(zip(names, table.columns).map { ($0, text(of: $1.cells[row])) })
    }
  }

  static func text(of cell: TableCell) -> String {
    switch cell {
    case .missing: "null"
    case .number(let number), .duration(let number):
      number.isFinite ? text(of: number) : JSONString.quoted(text(of: number))
    case .flag(let flag): flag ? "true" : "false"
    case .value(let value): text(of: value)
    case .text, .day, .time: JSONString.quoted(cell.forPrograms ?? "")
    }
  }

  /// A number with all its digits: `3`, `0.1`, `1e-05`, `Inf`, `NaN`.
  static func text(of number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Inf" : "Inf" }
    if let whole = Int64(exactly: number), whole.magnitude < 1 << 53 { return String(whole) }
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// JSON's objects tell their members apart by name: an element without one
  /// is called by its number, a second of the same name too.
  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.enumerated().map { index, name in
      let own = name.isEmpty || seen.contains(name) ? "\(name.isEmpty ? "" : name + ".")\(index + 1)" : name
      seen.insert(own)
      return own
    }
  }

  private static func array(_ texts: [String]) -> String { "[" + texts.joined(separator: ", ") + "]" }

  private static func object(_ members: [(name: String, text: String)]) -> String {
    "{" + members.map { "\(JSONString.quoted($0.name)): \($0.text)" }.joined(separator: ", ") + "}"
  }
}

extension RValue {
  fileprivate var withoutNames: RValue {
    var value = self
    value.names = nil
    return value
  }
}
