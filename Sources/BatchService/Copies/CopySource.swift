import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

/// The source of a copy: a blob of this service, or the answer of another address.
struct CopySource: Sendable {
  /// Without quotes.
  var eTag: String?
  var lastModified: Timestamp?
  var contentType: String?
  /// MD5 in Base64, as the source says it.
  var contentMD5: String?
  /// JSON of ``BlobHeaders``.
  var headers: String?
  /// JSON, names in lower case.
  var metadata: String?
  /// The blocks that a blob of this service is made of.
  var blocks: [BlobBlock] = []
  /// Hands over the bytes; it is called once.
  var read: @Sendable (_ consume: (ByteBuffer) async throws -> Void) async throws -> Void

  /// - Throws: ``WireError`` `SourceConditionNotMet` unless the source is in
  ///   the version that the `x-ms-source-if-` headers ask for.
  func check(_ request: ServiceRequest) throws {
    let conditions = try BlobConditions { request.header("x-ms-source-" + $0) }
    let times = KnownParameters.times
    // A source without a modification date meets no condition on that date.
    let asksForTime = request.request.headers.contains { field in
      let name = field.name.canonicalName
      return name.hasPrefix("x-ms-source-") && times.knowsHeader(String(name.dropFirst("x-ms-source-".count)), "")
    }
    do {
      guard let time = lastModified ?? (asksForTime ? nil : Timestamp(ticks: 0)) else { throw Self.unmet }
      try conditions.checkRead(eTag ?? "", time)
    } catch let error as WireError where error.code == "ConditionNotMet" {
      throw Self.unmet
    }
  }

  private static let unmet = WireError(
    .preconditionFailed, "SourceConditionNotMet",
    "The source condition specified using HTTP conditional header(s) is not met.")

  /// Why a source cannot be read, as Azure tells it: the status of the source,
  /// and one code for all.
  static func unverified(_ url: CopyURL, _ status: HTTPResponse.Status, _ reason: String) -> WireError {
    WireError(status, "CannotVerifyCopySource", "The copy source \(url.shown) cannot be read: \(reason)")
  }
}
