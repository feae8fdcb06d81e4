/// An account SAS: rights to all containers and blobs of an account for some
/// time, signed with its key.
///
/// Source: "Create an account SAS" (Azure Storage), layout of signed version
/// 2020-12-06 and, to verify old clients, of 2015-04-05 to 2020-10-02.
package struct AccountSharedAccessSignature: Sendable {
  /// Letters of `rwdlacup`.
  package var permissions: String
  /// Letters of `bqtf`: blobs, queues, tables, files.
  package var services: String
  /// Letters of `sco`: service, container, object.
  package var resourceTypes: String
  /// From when on it holds, as it is written in the signature; may be empty.
  package var start: String
  /// Until when it holds, as it is written in the signature.
  package var expiry: String
  /// The layout that was signed, by its date.
  package var version: String
  private var otherFields: [String: String]

  /// A signature for Blob Storage; `start` lies a quarter of an hour back,
  /// since clocks differ.
  package init(permissions: String, resourceTypes: String, now: Timestamp, validFor seconds: Double) {
    // The service compares the letters in its own order.
    self.permissions = "rwdlacup".filter(permissions.contains)
    self.resourceTypes = "sco".filter(resourceTypes.contains)
    services = "b"
    start = now.advanced(bySeconds: -900).iso8601Seconds
    expiry = now.advanced(bySeconds: seconds).iso8601Seconds
    version = "2021-08-06"
    otherFields = [:]
  }

  /// Reads the query of a request; nil when it carries none.
  package init?(query: QueryItems) {
    guard query["sig"] != nil, let version = query["sv"], let services = query["ss"], let types = query["srt"] else {
      return nil
    }
    permissions = query["sp"] ?? ""
    self.services = services
    resourceTypes = types
    start = query["st"] ?? ""
    expiry = query["se"] ?? ""
    self.version = version
    otherFields = [:]
    for name in ["sip", "spr", "ses"] { otherFields[name] = query[name] }
  }

  /// The query that carries the signature, without the question mark.
  package func query(signedBy credential: SharedKeyCredential) -> Secret<String> {
    let signature = credential.sign(stringToSign(account: credential.account))
    let items = QueryItems([
      ("sv", version), ("ss", services), ("srt", resourceTypes), ("st", start), ("se", expiry), ("sp", permissions),
      ("sig", signature),
    ])
    return Secret(items.encoded)
  }

  /// Whether the signature is that of the account's key.
  package func isSigned(_ signature: String, by credential: SharedKeyCredential) -> Bool {
    credential.verify(signature, of: stringToSign(account: credential.account))
  }

  /// Whether the time lies between start and expiry; a time that cannot be
  /// read never does.
  package func isValid(at now: Timestamp) -> Bool {
    guard let expiry = Timestamp(expiry), now < expiry else { return false }
    guard !start.isEmpty else { return true }
    guard let start = Timestamp(start) else { return false }
    return start <= now
  }

  private func stringToSign(account: String) -> String {
    var fields = [
      account, permissions, services, resourceTypes, start, expiry, otherFields["sip"] ?? "", otherFields["spr"] ?? "",
      version,
    ]
    if version >= "2020-12-06" { fields.append(otherFields["ses"] ?? "") }
    return fields.map { $0 + "\n" }.joined()
  }
}
