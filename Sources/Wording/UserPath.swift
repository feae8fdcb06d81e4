import Foundation

/// Paths as users name them.
package enum UserPath {
  /// The path with a home directory in place of its `~`.
  ///
  /// `~/` is `$HOME`, as in shells and in R; where that is not set, and for
  /// `~name`, it is what the system knows of the user.
  package static func expanded(
    _ path: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = environment["HOME"], !home.isEmpty else {
      return NSString(string: path).expandingTildeInPath
    }
    return home + path.dropFirst()
  }
}
