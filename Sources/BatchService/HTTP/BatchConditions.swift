package import AzureWire
import HTTPTypes

/// What a request says of the version of a resource it wants to read or
/// change: the four conditional headers.
///
/// Source: "Specify conditional headers for Batch service operations": the
/// two that name tags go before those that name times; `If-None-Match` goes
/// with `If-Modified-Since` alone and `If-Match` with `If-Unmodified-Since`;
/// what is not met is 304 or 412 for reads and 412 for writes.
package struct BatchConditions: Sendable {
  private var wanted: [Substring]?
  private var unwanted: [Substring]?
  private var modifiedSince: Timestamp?
  private var unmodifiedSince: Timestamp?

  /// No conditions.
  package static let none = BatchConditions()

  private init() {}

  /// - Parameter header: the value of a header, by its name in lower case.
  /// - Throws: ``WireError`` `MultipleConditionHeadersNotSupported` or
  ///   `InvalidHeaderValue`.
  package init(_ header: (String) -> String?) throws {
    wanted = header("if-match").map(ConditionHeader.tags)
    unwanted = header("if-none-match").map(ConditionHeader.tags)
    modifiedSince = try ConditionHeader.time(header("if-modified-since"), of: "If-Modified-Since")
    unmodifiedSince = try ConditionHeader.time(header("if-unmodified-since"), of: "If-Unmodified-Since")
    let asksForNew = unwanted != nil || modifiedSince != nil
    let asksForOld = wanted != nil || unmodifiedSince != nil
    guard !(asksForNew && asksForOld) else {
      throw WireError(
        .badRequest, "MultipleConditionHeadersNotSupported", "Multiple condition headers are not supported.")
    }
  }

  /// - Throws: ``WireError`` with status 304 or 412.
  package func checkRead(eTag: String, lastModified: Timestamp) throws {
    switch verdict(eTag, lastModified) {
    case .met: return
    case .isOld: throw Self.unmet(.notModified)
    case .isOther: throw Self.unmet(.preconditionFailed)
    }
  }

  /// - Throws: ``WireError`` with status 412.
  package func checkWrite(eTag: String, lastModified: Timestamp) throws {
    guard case .met = verdict(eTag, lastModified) else { throw Self.unmet(.preconditionFailed) }
  }

  private enum Verdict {
    case met
    /// Nothing has changed.
    case isOld
    /// Something has changed.
    case isOther
  }

  private func verdict(_ eTag: String, _ lastModified: Timestamp) -> Verdict {
    if let wanted { return Self.contain(wanted, eTag) ? .met : .isOther }
    if let unwanted { return Self.contain(unwanted, eTag) ? .isOld : .met }
    // Dates of HTTP have no fractions of seconds.
    let second = Timestamp(ticks: lastModified.ticks / 10_000_000 * 10_000_000)
    if let modifiedSince { return second > modifiedSince ? .met : .isOld }
    if let unmodifiedSince { return second <= unmodifiedSince ? .met : .isOther }
    return .met
  }

  private static func contain(_ tags: [Substring], _ eTag: String) -> Bool {
    tags == ["*"] || tags.contains { $0 == eTag }
  }

  private static func unmet(_ status: HTTPResponse.Status) -> WireError {
    WireError(status, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met.")
  }
}
