import AzureWire
import HTTPTypes
import Hummingbird

/// Keeps Storage requests out whose parameters their operation does not know.
///
/// Source: "Blob service REST API", the parameters of each operation.
enum StorageParameters {
  /// How long the service may take to answer.
  private static let harmlessQuery: Set<String> = ["timeout"]
  private static let harmlessHeaders: Set<String> = [
    "x-ms-version", "x-ms-date", "x-ms-client-request-id", "x-ms-return-client-request-id", "x-ms-useragent",
    "x-ms-correlation-request-id", "x-ms-client-session-id", "x-ms-command-name", "x-ms-parameter-set-name",
  ]
  /// The parameters of a signature, which `Authentication` reads.
  private static let accountSignature: Set<String> = ["sv", "ss", "srt", "st", "se", "sp", "sip", "spr", "sig"]
  private static let serviceSignature: Set<String> = [
    "sv", "sr", "st", "se", "sp", "si", "sip", "spr", "sig", "rscc", "rscd", "rsce", "rscl", "rsct",
  ]

  /// - Throws: ``WireError`` `NotImplemented` with status 501, or
  ///   `ConditionHeadersNotSupported`.
  static func check(_ request: ServiceRequest, _ known: KnownParameters) throws {
    let signature: Set<String> =
      request.query["sig"] == nil ? [] : request.query["ss"] == nil ? serviceSignature : accountSignature
    for (name, value) in request.query.items {
      let lower = name.lowercased()
      guard !harmlessQuery.contains(lower), !signature.contains(lower), !known.knowsQuery(lower, value) else {
        continue
      }
      throw notImplemented("the query parameter \(name)")
    }
    for field in request.request.headers {
      let name = field.name.canonicalName
      guard changesMeaning(name), !known.knowsHeader(name, field.value) else { continue }
      guard !KnownParameters.conditionNames.contains(name) else {
        throw WireError(
          .badRequest, "ConditionHeadersNotSupported",
          "The conditional header \(field.name) is not supported by this operation; leave it out.",
          values: [.init(key: "HeaderName", value: "\(field.name)")])
      }
      throw notImplemented("the header \(field.name)")
    }
  }

  /// 501: Azure Storage knows it, and this service does not.
  static func notImplemented(_ what: String) -> WireError {
    WireError(
      .notImplemented, "NotImplemented",
      "This service does not implement \(what) for this operation, and has changed nothing; leave it out.")
  }

  private static func changesMeaning(_ name: String) -> Bool {
    name.hasPrefix("x-ms-") && !harmlessHeaders.contains(name) || KnownParameters.conditionNames.contains(name)
      || name == "content-range"
  }
}

extension KnownParameters {
  /// A list by pages.
  static let list = KnownParameters(query: ["prefix", "marker", "maxresults", "include"])
  static let metadata = KnownParameters(headers: ["x-ms-meta-"])
  /// What a blob says of its content.
  static let contentHeaders = KnownParameters(headers: [
    "x-ms-blob-content-type", "x-ms-blob-content-md5", "x-ms-blob-content-encoding", "x-ms-blob-content-language",
    "x-ms-blob-content-disposition", "x-ms-blob-cache-control",
  ])
  /// Checksums of a body.
  static let checksums = KnownParameters(headers: ["x-ms-content-crc64"])
  /// The one type of blobs that there is; rAzureBatch names it in whatever has a body.
  static let blockType = KnownParameters(only: ["x-ms-blob-type": ["blockblob"]])
  /// The one tier that there is.
  static let tier = KnownParameters(only: ["x-ms-access-tier": ["hot"]])
}
