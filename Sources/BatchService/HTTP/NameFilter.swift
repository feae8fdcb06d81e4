import AzureWire
import HTTPTypes

/// The `$filter` of a list of files: `startswith(name,'...')`, joined with
/// `and` and `or`.
package struct NameFilter {
  private let filter: ODataFilter?

  /// - Throws: ``WireError`` `InvalidQueryParameterValue` for any other filter.
  package init(_ text: String?) throws {
    do {
      filter = try text.flatMap { text throws(ODataError) in try ODataParser.parse(text) }
    } catch {
      throw WireError.invalidQuery("$filter", value: text ?? "", reason: "\(error)")
    }
    if let filter, !Self.isSupported(filter) {
      throw WireError.invalidQuery(
        "$filter", value: text ?? "", reason: "files can be filtered by startswith(name,'...') alone")
    }
  }

  /// Whether the filter lets the name through; all pass where there is none.
  package func matches(_ name: String) -> Bool { filter.map { Self.matches($0, name) } ?? true }

  private static func isSupported(_ filter: ODataFilter) -> Bool {
    switch filter {
    case .startsWith(let property, _): property.lowercased() == "name"
    case .and(let left, let right), .or(let left, let right): isSupported(left) && isSupported(right)
    case .compare: false
    }
  }

  private static func matches(_ filter: ODataFilter, _ name: String) -> Bool {
    switch filter {
    case .startsWith(_, let prefix): name.hasPrefix(prefix)
    case .and(let left, let right): matches(left, name) && matches(right, name)
    case .or(let left, let right): matches(left, name) || matches(right, name)
    case .compare: false
    }
  }
}
