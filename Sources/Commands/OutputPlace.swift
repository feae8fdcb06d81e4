import Foundation

/// Where output files go: a container, and a path in it.
package struct OutputPlace: Sendable, Equatable {
  /// The container's URL with its signature; or its name, which is signed
  /// when the loop is submitted.
  package let container: String
  package let path: String?

  /// Takes a URL such as `https://acct.blob.core.windows.net/box/path?sig=...`,
  /// or `box/path`, apart.
  ///
  /// - Returns: nil when there is no container in it.
  package init?(_ text: String) {
    guard let scheme = text.range(of: "://") else {
      self.init(steps: text.split(separator: "/")[...], prefix: "", query: "", leading: 0)
      return
    }
    let mark = text.firstIndex(of: "?") ?? text.endIndex
    guard scheme.upperBound <= mark else { return nil }
    let steps = text[scheme.upperBound..<mark].split(separator: "/")
    // On this machine the account is the first step of the path.
    let host = steps.first ?? ""
    let isPathStyle = host.hasPrefix("127.0.0.1") || host.hasPrefix("localhost")
    self.init(
      steps: steps[...], prefix: String(text[..<scheme.upperBound]), query: String(text[mark...]),
      leading: isPathStyle ? 2 : 1)
  }

  private init?(steps: [Substring].SubSequence, prefix: String, query: String, leading: Int) {
    guard steps.count > leading else { return nil }
    container = prefix + steps.prefix(leading + 1).joined(separator: "/") + query
    let rest = steps.dropFirst(leading + 1).joined(separator: "/")
    path = rest.isEmpty ? nil : rest
  }
}
