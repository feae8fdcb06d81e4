/// A service SAS: the right to do some things with one container or blob for
/// some time, signed with the account's key.
///
/// Source: "Create a service SAS" (Azure Storage), layouts of signed version
/// 2020-12-06 and, to verify old clients, of 2015-04-05 to 2018-03-28.
package struct SharedAccessSignature: Sendable {
  /// Letters of `racwdlt`: read, add, create, write, delete, list, tags.
  package var permissions: String
  /// From when on it holds, as it is written in the signature; may be empty.
  package var start: String
  /// Until when it holds, as it is written in the signature.
  package var expiry: String
  /// The container that it is for, or that holds the blob.
  package var container: String
  /// Nil for a signature on the container.
  package var blob: String?
  /// The layout that was signed, by its date.
  package var version: String
  /// `c` or `b`.
  package var resource: String
  private var otherFields: [String: String]

  /// A signature for a container; `start` lies a quarter of an hour back,
  /// since clocks differ.
  package init(container: String, permissions: String, now: Timestamp, validFor seconds: Double) {
    self.permissions = permissions
    self.container = container
    start = now.advanced(bySeconds: -900).iso8601Seconds
    expiry = now.advanced(bySeconds: seconds).iso8601Seconds
    version = "2021-08-06"
    resource = "c"
    otherFields = [:]
  }

  /// Reads the query of a request; nil when it carries no signature.
  package init?(query: QueryItems, container: String, blob: String?) {
    guard query["sig"] != nil, let version = query["sv"], let resource = query["sr"] else { return nil }
    permissions = query["sp"] ?? ""
    start = query["st"] ?? ""
    expiry = query["se"] ?? ""
    self.container = container
    self.blob = resource == "b" ? blob : nil
    self.version = version
    self.resource = resource
    otherFields = [:]
    for name in ["si", "sip", "spr", "ses", "rscc", "rscd", "rsce", "rscl", "rsct"] {
      otherFields[name] = query[name]
    }
  }

  /// The query that carries the signature, without the question mark.
  package func query(signedBy credential: SharedKeyCredential) -> Secret<String> {
    let signature = credential.sign(stringToSign(account: credential.account))
    let items = QueryItems([
      ("sv", version), ("sr", resource), ("st", start), ("se", expiry), ("sp", permissions), ("sig", signature),
    ])
    return Secret(items.encoded)
  }

  /// Whether the signature is this account's; compares in constant time.
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

  /// Whether its time is over, and nothing else is wrong with it.
  package func hasRunOut(at now: Timestamp) -> Bool {
    guard let expiry = Timestamp(expiry) else { return false }
    return expiry <= now
  }

  private func stringToSign(account: String) -> String {
    var canonicalResource = "/blob/\(account)/\(container)"
    if let blob { canonicalResource += "/\(blob)" }
    var fields = [permissions, start, expiry, canonicalResource, other("si"), other("sip"), other("spr"), version]
    if version >= "2018-11-09" {
      // The second of them is the time of a snapshot, which is never signed here.
      fields += [resource, ""]
      if version >= "2020-12-06" { fields.append(other("ses")) }
    }
    fields += ["rscc", "rscd", "rsce", "rscl", "rsct"].map(other)
    return fields.joined(separator: "\n")
  }

  private func other(_ name: String) -> String { otherFields[name] ?? "" }
}
