/// Why a conversation with a program did not go as expected. The description
/// shows the screen.
package struct PseudoTerminalError: Error, Sendable, CustomStringConvertible {
  package let description: String

  static func startFailed(_ program: String, errorNumber: Int32) -> PseudoTerminalError {
    PseudoTerminalError(description: "\(program) could not be started on a pseudo-terminal (error \(errorNumber)).")
  }

  static func timedOut(_ what: String, after timeout: Duration, screen: Screen) -> PseudoTerminalError {
    PseudoTerminalError(description: "Waited \(timeout) in vain for \(what).\n\(screen)")
  }

  static func ended(_ what: String, _ ending: PseudoTerminal.Ending, screen: Screen) -> PseudoTerminalError {
    PseudoTerminalError(description: "The program ended (\(ending)) before \(what).\n\(screen)")
  }
}
