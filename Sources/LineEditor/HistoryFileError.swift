internal import Glibc

/// Why the history file could not be used.
package struct HistoryFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One sentence for the user.
  package let description: String
  /// The system's error number.
  package let errorNumber: Int32

  static func failed(_ action: String, path: String, errorNumber: Int32) -> HistoryFileError {
    HistoryFileError(
      description: "The history file \(path) could not be \(past(action)): \(reason(errorNumber));"
        + " check the file's owner and permissions, and the space on its disk.",
      errorNumber: errorNumber)
  }

  private static func past(_ action: String) -> String {
    ["read": "read", "open": "opened", "lock": "locked", "write": "written", "replace": "replaced"][action]
      ?? action
  }

  private static func reason(_ errorNumber: Int32) -> String {
    strerror(errorNumber).map { String(cString: $0) } ?? "error \(errorNumber)"
  }
}
