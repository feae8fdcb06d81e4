/// A `$filter`: conditions on properties, joined with `and` and `or`.
///
/// Source: OData version 4, the part that Azure Batch takes: `eq ne gt ge lt
/// le`, `startswith(property,'text')`, `not` nowhere, parentheses everywhere.
/// Words are matched without case, and any white space separates them.
public indirect enum ODataFilter: Sendable, Equatable {
  /// An operator between a property and a value, by OData's word.
  public enum Comparison: String, Sendable, CaseIterable {
    case equal = "eq"
    case notEqual = "ne"
    case greater = "gt"
    case greaterOrEqual = "ge"
    case less = "lt"
    case lessOrEqual = "le"
  }

  /// A value that properties are compared with.
  public enum Literal: Sendable, Equatable {
    case string(String)
    case number(Int64)
    case bool(Bool)
    case time(Timestamp)
  }

  /// Property paths are joined by `/`: `executionInfo/result`.
  case compare(property: String, Comparison, Literal)
  case startsWith(property: String, prefix: String)
  case and(ODataFilter, ODataFilter)
  case or(ODataFilter, ODataFilter)

  /// Text as a literal: quoted, quotes doubled.
  public static func quote(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

/// What is wrong with a filter, and where.
public struct ODataError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong there.
  public let message: String
  /// Characters from the start of the filter.
  public let offset: Int

  /// A sentence that names the place.
  public var description: String { "The filter is broken at character \(offset): \(message)." }
}
