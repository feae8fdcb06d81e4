import AzureWire

/// The root of a service, taken apart so that requests can be signed and
/// links be checked against it.
struct Endpoint: Sendable, Equatable {
  /// `http` or `https`.
  let scheme: String
  /// Host and, unless it is the scheme's own, port: `127.0.0.1:24817`.
  let authority: String
  /// What stands before every path, without a slash at the end; mostly empty.
  let basePath: String

  /// - Throws: ``AzureError`` of kind `invalidRequest` for a text that names
  ///   no http or https host.
  init(_ text: String) throws(AzureError) {
    let hasScheme = text.contains("://")
    guard let parts = Self.split(hasScheme ? text : "https://" + text), parts.query.isEmpty else {
      throw AzureError(
        kind: .invalidRequest, code: "InvalidEndpoint",
        message:
          "\"\(ErrorDetails.redacted(text))\" is not the address of a service; write it as https://host or http://host:port."
      )
    }
    scheme = parts.scheme
    authority = parts.authority
    basePath = parts.path.hasSuffix("/") ? String(parts.path.dropLast()) : parts.path
  }

  /// Whether nobody on the way can read what is sent: over https, or to
  /// this machine.
  var isPrivate: Bool { scheme == "https" || isLoopback }

  /// Whether it is this machine.
  var isLoopback: Bool {
    ["127.0.0.1", "localhost", "[::1]"].contains { authority == $0 || authority.hasPrefix($0 + ":") }
  }

  /// - Throws: ``AzureError`` of kind `invalidRequest` where a token or a
  ///   secret could be read on its way.
  func requirePrivacy() throws(AzureError) {
    guard !isPrivate else { return }
    throw AzureError(
      kind: .invalidRequest, code: "InsecureEndpoint",
      message: "Tokens and secrets are not sent to \(description), where they can be read on their way; use https.")
  }

  var description: String { "\(scheme)://\(authority)\(basePath)" }

  /// The URL of a path, both percent-encoded already.
  func url(path: String, query: String) -> String {
    "\(scheme)://\(authority)\(path)\(query.isEmpty ? "" : "?" + query)"
  }

  /// Path and query of a link that the service gave, as they stand in it;
  /// nil when it leads to another host, which must not see a signature.
  func pathAndQuery(ofLink link: String) -> (path: String, query: String)? {
    guard let parts = Self.split(link), parts.scheme == scheme, parts.authority == authority,
      parts.path == basePath || parts.path.hasPrefix(basePath + "/")
    else { return nil }
    // Continuation tokens hold characters that no URL may; all others stay as they are.
    let legal = "!$&'()*+,;=:@/?%"
    return (PercentEncoding.encode(parts.path, keeping: legal), PercentEncoding.encode(parts.query, keeping: legal))
  }

  private static func split(_ url: String) -> (scheme: String, authority: String, path: String, query: String)? {
    guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else { return nil }
    let scheme = url[..<colon].lowercased()
    let rest = url[url.index(colon, offsetBy: 3)...].prefix { $0 != "#" }
    let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    let queryMark = rest.firstIndex(of: "?") ?? rest.endIndex
    guard let authority = normalized(authority: rest[..<authorityEnd].lowercased(), scheme: scheme) else { return nil }
    return (scheme, authority, String(rest[authorityEnd..<queryMark]), String(rest[queryMark...].dropFirst()))
  }

  /// Without the scheme's own port; nil for user names, odd ports and
  /// schemes other than http and https.
  private static func normalized(authority: String, scheme: String) -> String? {
    guard let ownPort = ["http": "80", "https": "443"][scheme] else { return nil }
    let isAllowed = authority.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || "-._:[]".utf8.contains(byte)
    }
    guard isAllowed, !authority.isEmpty else { return nil }
    let afterHost = authority.lastIndex(of: "]").map { authority[$0...] } ?? authority[...]
    guard let colon = afterHost.lastIndex(of: ":") else { return authority }
    let host = authority[..<colon]
    let port = authority[authority.index(after: colon)...]
    guard !host.isEmpty, let number = UInt16(port), number > 0 else { return nil }
    return port == ownPort ? String(host) : "\(host):\(number)"
  }
}
