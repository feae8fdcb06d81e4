import AzureWire
import HTTPTypes

/// The address that a copy reads: `http` or `https`, a host, a path and a query.
struct CopyURL: Sendable {
  let scheme: String
  /// Host and port as they are written.
  let authority: String
  /// Path and query as they are written, at least `/`.
  let target: String

  /// - Throws: ``WireError`` `InvalidHeaderValue` for anything but such an
  ///   address.
  init(header text: String) throws {
    guard let url = CopyURL(text) else {
      throw WireError(
        .badRequest, "InvalidHeaderValue",
        "The header x-ms-copy-source is not an absolute http or https address; give one.",
        values: [.init(key: "HeaderName", value: "x-ms-copy-source")])
    }
    self = url
  }

  private init?(_ text: String) {
    guard text.utf8.count <= 8 << 10, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      let colon = text.firstRange(of: "://")
    else { return nil }
    scheme = text[..<colon.lowerBound].lowercased()
    let rest = text[colon.upperBound...].prefix { $0 != "#" }
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    authority = String(rest[..<end])
    target = (rest[end...].hasPrefix("/") ? "" : "/") + rest[end...]
    guard ["http", "https"].contains(scheme), !authority.isEmpty, !authority.contains("@") else { return nil }
  }

  /// Where an answer with a status of 3xx sends a client to; nil for another
  /// scheme, or what is no address.
  func redirected(to location: String) -> CopyURL? {
    let next =
      location.hasPrefix("/") && !location.hasPrefix("//")
      ? CopyURL("\(scheme)://\(authority)\(location)") : CopyURL(location)
    return next?.scheme == scheme ? next : nil
  }

  /// All of it, with a signature's secret.
  var text: String { "\(scheme)://\(authority)\(target)" }

  /// The address without its query, which may hold a signature.
  var shown: String { "\(scheme)://\(authority)\(target.prefix { $0 != "?" })" }

  /// Whether a service that listens on these ports of this machine is meant.
  ///
  /// - Parameters:
  ///   - asked: what the client called the service when it asked for the copy.
  ///   - account: whose name a host of Storage begins with.
  func isOwn(asked: String?, account: String, ports: Set<Int>) -> Bool {
    let authority = authority.lowercased()
    if authority == asked?.lowercased() { return true }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    let port = parts.count > 1 ? Int(parts[1]) : scheme == "https" ? 443 : 80
    guard let host = parts.first, parts.count <= 2, let port, ports.contains(port) else { return false }
    return host == "127.0.0.1" || host == "localhost" || host.hasPrefix("\(account).blob.")
  }
}
