import AzureWire
import HTTPTypes

/// The bytes a client asks for: `bytes=first-last`, the end open.
package struct ByteRange: Equatable {
  /// The offset of the first byte.
  package var first: Int64
  /// The offset of the last byte; nil for the end.
  package var last: Int64?

  /// - Returns: nil without a header.
  /// - Throws: ``WireError`` `InvalidHeaderValue` for any other form.
  package init?(header: String?) throws {
    guard let header else { return nil }
    let parts = header.lowercased().split(separator: "=")
    guard parts.count == 2, parts[0] == "bytes" else { throw Self.invalid(header) }
    let bounds = parts[1].split(separator: "-", omittingEmptySubsequences: false)
    guard bounds.count == 2, let first = Int64(bounds[0]), first >= 0 else { throw Self.invalid(header) }
    self.first = first
    if !bounds[1].isEmpty {
      guard let last = Int64(bounds[1]), last >= first else { throw Self.invalid(header) }
      self.last = last
    }
  }

  private static func invalid(_ header: String) -> WireError {
    WireError(
      .badRequest, "InvalidHeaderValue",
      "The value provided for one of the HTTP headers was not in the correct format.",
      values: [.init(key: "HeaderName", value: "range"), .init(key: "HeaderValue", value: header)])
  }
}
