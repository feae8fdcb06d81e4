import GRDB

/// Texts that begin alike, as a range: an index finds its start and its end.
enum Prefix {
  /// - Parameter collation: that of the index.
  static func condition(_ column: String, collation: String = "BINARY", _ prefix: String) -> SQL {
    """
    (\(sql: column) COLLATE \(sql: collation) >= \(prefix)
      AND \(sql: column) COLLATE \(sql: collation) < \(end(prefix)))
    """
  }

  /// What follows every text that begins so: no name holds the last code
  /// point of all, which is no character.
  static func end(_ prefix: String) -> String { prefix + "\u{10FFFF}" }
}
