/// The parts of a request that SharedKey signs, for Batch and for Storage.
///
/// Source: "Authenticate requests to the Azure Batch service" and "Authorize
/// with Shared Key" (Azure Storage).
package struct SharedKeyRequest: Sendable {
  /// Whose rules the signature follows.
  package enum Service: Sendable {
    /// Signs headers that begin with `ocp-`; a body-less write signs length 0.
    case batch
    /// Signs headers that begin with `x-ms-`; length 0 is signed as empty.
    case storage

    var headerPrefix: String {
      switch self {
      case .batch: "ocp-"
      case .storage: "x-ms-"
      }
    }

    /// The header that carries the time, before `Date`.
    package var dateHeader: String {
      switch self {
      case .batch: "ocp-date"
      case .storage: "x-ms-date"
      }
    }
  }

  /// Whose rules the signature follows.
  package var service: Service
  /// Such as `GET`.
  package var method: String
  /// The path as it is sent, percent-encoded.
  package var path: String
  /// The parameters, in any order.
  package var query: QueryItems
  /// Names in lower case.
  package var headers: [(name: String, value: String)]

  package init(
    service: Service, method: String, path: String, query: QueryItems, headers: [(name: String, value: String)]
  ) {
    self.service = service
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
  }

  /// What is signed for this account.
  ///
  /// - Parameters:
  ///   - contentLength: stands in for the header's value, where a client is
  ///     known to sign another.
  ///   - skipsEmptyParameters: query parameters without a value are left
  ///     out, as the Python clients do and the R client does not.
  package func stringToSign(
    account: String, contentLength: String? = nil, skipsEmptyParameters: Bool = true
  ) -> String {
    var lines = [method.uppercased()]
    for name in Self.signedHeaders {
      var value = header(name) ?? ""
      if name == "content-length" { value = contentLength ?? signedLength(value) }
      if name == "date", header(service.dateHeader) != nil { value = "" }
      lines.append(value)
    }
    let special = headers.filter { $0.name.hasPrefix(service.headerPrefix) }.sorted { $0.name < $1.name }
    lines += special.map { "\($0.name):\($0.value)" }
    lines.append("/\(account)\(path)" + canonicalQuery(skipsEmptyParameters: skipsEmptyParameters))
    return lines.joined(separator: "\n")
  }

  private static let signedHeaders = [
    "content-encoding", "content-language", "content-length", "content-md5", "content-type", "date",
    "if-modified-since", "if-match", "if-none-match", "if-unmodified-since", "range",
  ]

  private func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  private func signedLength(_ value: String) -> String {
    switch service {
    case .storage: value == "0" ? "" : value
    case .batch: ["GET", "HEAD"].contains(method.uppercased()) ? "" : (value.isEmpty ? "0" : value)
    }
  }

  private func canonicalQuery(skipsEmptyParameters: Bool) -> String {
    var values: [String: [String]] = [:]
    for item in query.items where !(skipsEmptyParameters && item.value.isEmpty) {
      values[item.name.lowercased(), default: []].append(item.value)
    }
    return values.sorted { $0.key < $1.key }
      .map { "\n\($0.key):\($0.value.sorted().joined(separator: ","))" }
      .joined()
  }
}

extension SharedKeyCredential {
  /// The value of the `Authorization` header for the request.
  package func authorization(for request: SharedKeyRequest) -> String {
    "SharedKey \(account):\(sign(request.stringToSign(account: account)))"
  }

  /// Whether the `Authorization` header fits the request, in any of the ways
  /// that clients in use sign: zero length as "0" or empty, blank query
  /// parameters signed or not.
  package func verify(authorization: String, for request: SharedKeyRequest) -> Bool {
    guard authorization.hasPrefix("SharedKey \(account):"), let colon = authorization.lastIndex(of: ":") else {
      return false
    }
    let signature = String(authorization[authorization.index(after: colon)...])
    for skipsEmpty in [true, false] {
      for length in [nil, "0", ""] as [String?] {
        // Only a body-less request may sign another length than it sends.
        if length != nil, let sent = request.headers.first(where: { $0.name == "content-length" }), sent.value != "0" {
          continue
        }
        let text = request.stringToSign(account: account, contentLength: length, skipsEmptyParameters: skipsEmpty)
        if verify(signature, of: text) { return true }
      }
    }
    return false
  }
}
