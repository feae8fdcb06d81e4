package import AzureWire

/// Values as they stand in a `$filter`.
package enum ODataLiteral {
  /// The text in single quotes, quotes in it doubled.
  package static func string(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  package static func time(_ time: Timestamp) -> String { "datetime'\(time.iso8601)'" }
}
