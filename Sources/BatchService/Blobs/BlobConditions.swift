package import AzureWire
import HTTPTypes

/// What a request says of the version of a blob it wants to read or replace:
/// the four conditional headers. A tag goes before a time, as RFC 9110 has it.
///
/// Source: "Specify conditional headers for Blob service operations".
package struct BlobConditions: Sendable {
  private let wanted: [Substring]?
  private let unwanted: [Substring]?
  private let modifiedSince: Timestamp?
  private let unmodifiedSince: Timestamp?
  /// Whether nothing may be there, whatever the headers say.
  package var mustBeNew = false

  /// - Parameter header: the value of a header, by its name in lower case.
  /// - Throws: ``WireError`` `InvalidHeaderValue` for a time that cannot be
  ///   read: it was to protect something.
  package init(_ header: (String) -> String?) throws {
    wanted = header("if-match").map(ConditionHeader.tags)
    unwanted = header("if-none-match").map(ConditionHeader.tags)
    modifiedSince = try ConditionHeader.time(header("if-modified-since"), of: "If-Modified-Since")
    unmodifiedSince = try ConditionHeader.time(header("if-unmodified-since"), of: "If-Unmodified-Since")
  }

  /// - Parameters: of what is there; the tag without quotes.
  /// - Throws: ``WireError`` with status 304 or 412 when it is not wanted.
  package func checkRead(_ eTag: String, _ lastModified: Timestamp) throws {
    try checkWanted(eTag, lastModified)
    if isUnwanted(eTag, lastModified) { throw Self.unmet(.notModified) }
  }

  /// - Parameters: of what would be replaced; nil when nothing is there.
  /// - Throws: ``WireError``, `BlobAlreadyExists` for `If-None-Match: *`.
  package func checkWrite(_ eTag: String?, _ lastModified: Timestamp?) throws {
    guard let eTag, let lastModified else {
      if wanted != nil { throw Self.unmet(.preconditionFailed) }
      return
    }
    guard !mustBeNew else {
      throw WireError(
        .forbidden, "UnauthorizedBlobOverwrite", "This request is not authorized to perform blob overwrites.")
    }
    try checkWanted(eTag, lastModified)
    guard isUnwanted(eTag, lastModified) else { return }
    guard unwanted != ["*"] else {
      throw WireError.conflict("BlobAlreadyExists", "The specified blob already exists.")
    }
    throw Self.unmet(.preconditionFailed)
  }

  private func checkWanted(_ eTag: String, _ lastModified: Timestamp) throws {
    let isMet =
      if let wanted {
        Self.contain(wanted, eTag)
      } else {
        unmodifiedSince.map { Self.second(lastModified) <= $0 } ?? true
      }
    guard isMet else { throw Self.unmet(.preconditionFailed) }
  }

  private func isUnwanted(_ eTag: String, _ lastModified: Timestamp) -> Bool {
    if let unwanted { return Self.contain(unwanted, eTag) }
    return modifiedSince.map { Self.second(lastModified) <= $0 } ?? false
  }

  /// Dates of HTTP have no fractions of seconds.
  private static func second(_ time: Timestamp) -> Timestamp {
    Timestamp(ticks: time.ticks / 10_000_000 * 10_000_000)
  }

  private static func contain(_ tags: [Substring], _ eTag: String) -> Bool {
    tags == ["*"] || tags.contains { $0 == eTag }
  }

  private static func unmet(_ status: HTTPResponse.Status) -> WireError {
    WireError(
      status, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met.")
  }
}
