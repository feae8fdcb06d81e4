import AzureWire
package import GRDB

/// Turns a `$filter` into SQL over the columns of one list.
package struct FilterSQL {
  /// A column of the database, or an expression, by what it holds.
  package enum Column {
    case text(String)
    /// Words that the protocol writes in lower case.
    case word(String)
    case number(String)
    case time(String)
    /// True or false, which are the same or not.
    case flag(String)

    var name: String {
      switch self {
      case .text(let name), .word(let name), .number(let name), .time(let name), .flag(let name): name
      }
    }
  }

  /// Property paths, in lower case, and the columns they stand for.
  package let columns: [String: Column]

  /// Far below what SQLite's parser and our stack can take.
  private static let maximumLength = 16 << 10
  private static let maximumConditions = 200
  private static let maximumDepth = 20

  package init(columns: [String: Column]) {
    self.columns = columns
  }

  /// - Throws: ``WireError`` `InvalidQueryParameterValue` for a filter that
  ///   cannot be read, or that names a property the list cannot be filtered by.
  package func condition(_ text: String?) throws -> SQL {
    do {
      // Every row meets a filter that says nothing.
      guard let text else { return "1" }
      guard text.utf8.count <= Self.maximumLength else {
        throw WireError.invalidQuery(
          "$filter", value: "", reason: "a filter holds at most \(Self.maximumLength) bytes")
      }
      guard let filter = try ODataParser.parse(text) else { return "1" }
      guard filter.conditionCount <= Self.maximumConditions else {
        throw WireError.invalidQuery(
          "$filter", value: "", reason: "a filter holds at most \(Self.maximumConditions) conditions")
      }
      return try sql(filter, text: text, depth: 0)
    } catch let error as ODataError {
      throw WireError.invalidQuery("$filter", value: text ?? "", reason: error.description)
    }
  }

  private func sql(_ filter: ODataFilter, text: String, depth: Int) throws -> SQL {
    guard depth < Self.maximumDepth else {
      throw WireError.invalidQuery("$filter", value: text, reason: "conditions are nested too deeply")
    }
    switch filter {
    case .and, .or:
      // A chain stays a chain: parentheses around each link would pile up in SQLite's parser.
      let (links, isAnd) = filter.chain
      let parts = try links.map { try sql($0, text: text, depth: depth + 1) }
      return "(\(parts.joined(separator: isAnd ? " AND " : " OR ")))"
    case .startsWith(let property, let prefix):
      let column = try column(property, text: text)
      return Prefix.condition(column.name, collation: "NOCASE", prefix)
    case .compare(let property, let comparison, let literal):
      let column = try column(property, text: text)
      guard let value = value(of: literal, for: column) else {
        throw WireError.invalidQuery("$filter", value: text, reason: "\(property) cannot be compared with this value")
      }
      let symbol =
        switch comparison {
        case .equal: "="
        case .notEqual: "<>"
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .less: "<"
        case .lessOrEqual: "<="
        }
      return "\(sql: column.name) \(sql: symbol) \(value)"
    }
  }

  private func column(_ property: String, text: String) throws -> Column {
    guard let column = columns[property.lowercased()] else {
      throw WireError.invalidQuery("$filter", value: text, reason: "the list cannot be filtered by \(property)")
    }
    return column
  }

  private func value(of literal: ODataFilter.Literal, for column: Column) -> DatabaseValue? {
    switch (literal, column) {
    case (.string(let text), .text): text.databaseValue
    case (.string(let text), .word): text.lowercased().databaseValue
    case (.string(let text), .time): Timestamp(text)?.databaseValue
    case (.number(let number), .number): number.databaseValue
    case (.time(let time), .time): time.databaseValue
    case (.bool(let flag), .flag): flag.databaseValue
    default: nil
    }
  }
}

extension ODataFilter {
  /// How many comparisons it holds; counted without recursion, since a chain
  /// of them is as deep as it is long.
  fileprivate var conditionCount: Int {
    var count = 0
    var pending = [self]
    while let filter = pending.popLast() {
      switch filter {
      case .compare, .startsWith: count += 1
      case .and(let left, let right), .or(let left, let right): pending += [left, right]
      }
    }
    return count
  }

  /// The links of `a and b and c`, or of `a or b or c`.
  fileprivate var chain: (links: [ODataFilter], isAnd: Bool) {
    var links: [ODataFilter] = []
    var rest = self
    if case .and = self {
      while case .and(let left, let right) = rest { (links, rest) = (links + [right], left) }
      return ([rest] + links.reversed(), true)
    }
    while case .or(let left, let right) = rest { (links, rest) = (links + [right], left) }
    return ([rest] + links.reversed(), false)
  }
}
