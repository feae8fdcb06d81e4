import HTTPTypes

/// What a request says of the version it wants to read or replace:
/// `If-Match` and `If-None-Match`.
package struct ETagConditions: Sendable {
  private let wanted: [Substring]?
  private let unwanted: [Substring]?

  /// - Parameters: the values of the headers, nil where there is none.
  package init(ifMatch: String?, ifNoneMatch: String?) {
    wanted = ifMatch.map(Self.tags)
    unwanted = ifNoneMatch.map(Self.tags)
  }

  /// - Parameter eTag: of what is there, without quotes.
  /// - Throws: ``WireError`` with status 304 or 412 when it is not wanted.
  package func checkRead(_ eTag: String) throws {
    if let wanted, !Self.contain(wanted, eTag) { throw Self.unmet(.preconditionFailed) }
    if let unwanted, Self.contain(unwanted, eTag) { throw Self.unmet(.notModified) }
  }

  /// - Parameter eTag: of what would be replaced; nil when nothing is there.
  /// - Throws: ``WireError``, `BlobAlreadyExists` for `If-None-Match: *`.
  package func checkWrite(_ eTag: String?) throws {
    if let wanted {
      guard let eTag, Self.contain(wanted, eTag) else { throw Self.unmet(.preconditionFailed) }
    }
    guard let unwanted, let eTag, Self.contain(unwanted, eTag) else { return }
    guard unwanted != ["*"] else {
      throw WireError.conflict("BlobAlreadyExists", "The specified blob already exists.")
    }
    throw Self.unmet(.preconditionFailed)
  }

  private static func tags(_ header: String) -> [Substring] {
    header.split(whereSeparator: { ", \"".contains($0) })
  }

  private static func contain(_ tags: [Substring], _ eTag: String) -> Bool {
    tags == ["*"] || tags.contains { $0 == eTag }
  }

  private static func unmet(_ status: HTTPResponse.Status) -> WireError {
    WireError(
      status, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met.")
  }
}
