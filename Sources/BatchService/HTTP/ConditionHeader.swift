import AzureWire
import HTTPTypes

/// Reads the conditional headers of HTTP that Batch and Storage share.
enum ConditionHeader {
  /// Reads a date, such as that of `If-Modified-Since`.
  ///
  /// - Returns: Nil without the header.
  /// - Throws: ``WireError`` `InvalidHeaderValue` for a text that is no date.
  static func time(_ text: String?, of name: String) throws -> Timestamp? {
    guard let text else { return nil }
    guard let time = Timestamp(rfc1123: text) else {
      throw WireError(
        .badRequest, "InvalidHeaderValue",
        "The value provided for one of the HTTP headers was not in the correct format.",
        values: [.init(key: "HeaderName", value: name), .init(key: "HeaderValue", value: text)])
    }
    return time
  }

  /// The entity tags of `If-Match` or `If-None-Match`, without their quotes.
  static func tags(_ header: String) -> [Substring] {
    header.split(whereSeparator: { ", \"".contains($0) })
  }
}
