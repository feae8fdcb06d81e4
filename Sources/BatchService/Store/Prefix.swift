import GRDB

/// Texts that begin alike, as a range: an index finds its start and its end.
enum Prefix {
  /// - Parameter collation: that of the index.
  static func condition(_ column: String, collation: String = "BINARY", _ prefix: String) -> SQL {
    // No name holds the last code point of all, which is no character.
    let end = prefix + "\u{10FFFF}"
    return """
      (\(sql: column) COLLATE \(sql: collation) >= \(prefix) AND \(sql: column) COLLATE \(sql: collation) < \(end))
      """
  }
}
