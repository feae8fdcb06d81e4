/// Why an editor could not be opened.
package struct LineEditorError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong, apart from the details.
  package enum Code: Sendable, Equatable {
    /// The process has an open editor already; there is one terminal.
    case alreadyOpen
    /// The system gave no pipe, no thread or no memory.
    case systemRefused
  }

  /// What kind of failure it is.
  package let code: Code
  /// One sentence for the user.
  package let description: String

  static let alreadyOpen = LineEditorError(
    code: .alreadyOpen,
    description: "A line editor is open on this terminal already; close it before opening another.")

  static func systemRefused(_ what: String, errorNumber: Int32) -> LineEditorError {
    LineEditorError(
      code: .systemRefused,
      description: "The line editor could not start because the system gave it no \(what)"
        + " (error \(errorNumber)); close other programs and try again.")
  }
}
