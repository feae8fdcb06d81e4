package import AzureWire

/// Where a resource file comes from or an output file goes: a URL whose query
/// may be a signature, and so is never shown.
package struct BlobAddress: Sendable, Equatable, CustomStringConvertible {
  /// Scheme, host and path, still percent-encoded.
  package var base: String
  /// The query without its question mark.
  private var query: String

  /// - Parameters:
  ///   - url: A blob of `account` under any Blob Storage host, as in
  ///     `https://account.blob.core.windows.net/container/blob`, or under any
  ///     port of this machine, is sought at the service, which keeps that
  ///     account's blobs.
  ///   - endpoint: The service, such as `http://127.0.0.1:24817`.
  package init(_ url: String, endpoint: String, account: String) {
    let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    base = String(parts.first ?? "")
    query = parts.count > 1 ? String(parts[1].prefix { $0 != "#" }) : ""
    if let path = Self.path(of: base, atBlobHostOf: account) ?? Self.path(of: base, atLoopbackWith: account) {
      base = Self.trimmed(endpoint) + "/" + account + path
    }
  }

  /// The address itself; it carries the signature and must not be logged.
  package func url(adding items: [(name: String, value: String)] = []) -> Secret<String> {
    let added = QueryItems(items).encoded
    let whole = [query, added].filter { !$0.isEmpty }.joined(separator: "&")
    return Secret(whole.isEmpty ? base : base + "?" + whole)
  }

  /// The address of a blob below this container's.
  package func blob(_ name: String) -> BlobAddress {
    var address = self
    address.base = Self.trimmed(base) + "/" + PercentEncoding.encode(name, keeping: "/")
    return address
  }

  /// Whether it is at that service.
  package func isAt(_ endpoint: String) -> Bool {
    base.lowercased().hasPrefix(Self.trimmed(endpoint).lowercased() + "/")
  }

  /// Without the query.
  package var description: String { base }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.last == "/" { text.removeLast() }
    return String(text)
  }

  /// The path below the account, when the address is that of a service of
  /// this machine, which may have had another port when it was written.
  private static func path(of base: String, atLoopbackWith account: String) -> String? {
    // With TLS or without: the agent has its own way to the service.
    guard let scheme = ["http", "https"].first(where: { base.hasPrefix("\($0)://127.0.0.1:") }) else { return nil }
    let path = base.dropFirst("\(scheme)://127.0.0.1:".count).drop { $0 != "/" }
    return path.hasPrefix("/\(account)/") ? String(path.dropFirst(account.count + 1)) : nil
  }

  /// The path with its slash, when the host is `<account>.blob.<anything>`.
  private static func path(of base: String, atBlobHostOf account: String) -> String? {
    let lowered = base.lowercased()
    for scheme in ["https://", "http://"] where lowered.hasPrefix(scheme + account.lowercased() + ".blob.") {
      let rest = base.dropFirst(scheme.count)
      guard let slash = rest.firstIndex(of: "/") else { return "" }
      return String(rest[slash...])
    }
    return nil
  }
}
