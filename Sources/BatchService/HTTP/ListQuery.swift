package import AzureWire
import GRDB

/// What a client asks of a list: how many, from where on, which members.
package struct ListQuery {
  /// The key after which the page begins.
  package var after: String?
  /// Elements of a page, at most.
  package var limit: Int
  package var filter: String?
  /// Top-level members to answer with; nil for all.
  package var select: Set<String>?
  /// Whether each element comes with its `stats` (`$expand=stats`).
  package var expandsStatistics = false

  /// - Throws: ``WireError`` for a `maxresults` that is no number from 1 on,
  ///   a continuation token that this service did not make, or an expansion
  ///   other than `stats`.
  package init(_ query: QueryItems, maximum: Int = 1000) throws {
    limit = maximum
    if let text = query["maxresults"] {
      guard let number = Int(text) else {
        throw WireError.invalidQuery("maxresults", value: text, reason: "MaxResults must be a number")
      }
      guard number >= 1 else {
        throw WireError.invalidQuery("maxresults", value: text, reason: "MaxResults cannot be less than 1")
      }
      limit = min(number, maximum)
    }
    if let token = query["$skiptoken"] {
      guard let bytes = Base64.decode(token), let key = String(validating: bytes, as: UTF8.self) else {
        throw WireError.invalidQuery("$skiptoken", value: token, reason: "the continuation token is not one of ours")
      }
      after = key
    }
    filter = query["$filter"]
    if let names = query["$select"] {
      let names = names.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
      select = names.isEmpty ? nil : Set(names)
    }
    if let text = query["$expand"] {
      let names = text.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map { $0.lowercased() }
      guard Set(names).isSubset(of: ["stats"]) else {
        throw WireError.invalidQuery("$expand", value: text, reason: "Only stats can be expanded")
      }
      // A selection without `stats` does not want them.
      expandsStatistics = !names.isEmpty && (select?.contains("stats") ?? true)
    }
  }

  /// The token that continues after this key.
  package static func token(after key: String) -> String { Base64.encode(Array(key.utf8)) }
}

/// One page of a list as it is answered: the elements as JSON text.
package struct ListPage {
  /// Each as JSON.
  package var elements: [String]
  /// The key of the last element when there is more to come.
  package var continuation: String?
}
