/// The query of a URL, decoded: names with their values in order.
package struct QueryItems: Sendable, Equatable {
  /// Names and values, not percent-encoded, in their order.
  package var items: [(name: String, value: String)]

  package init(_ items: [(name: String, value: String)] = []) {
    self.items = items
  }

  /// Reads `a=1&b=x%20y`; a part that is no valid encoding stays as it is.
  package init(query: some StringProtocol) {
    items = query.split(separator: "&").map { part in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = pair.count > 1 ? pair[1] : ""
      return (PercentEncoding.decode(pair[0]) ?? String(pair[0]), PercentEncoding.decode(value) ?? String(value))
    }
  }

  /// The first value of that name; names are matched without case, as the
  /// Batch service does.
  package subscript(name: String) -> String? {
    items.first { $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The encoded form without the question mark.
  package var encoded: String {
    items.map { "\(PercentEncoding.encode($0.name, keeping: "$"))=\(PercentEncoding.encode($0.value))" }
      .joined(separator: "&")
  }

  package static func == (left: QueryItems, right: QueryItems) -> Bool {
    left.items.elementsEqual(right.items) { $0 == $1 }
  }
}
