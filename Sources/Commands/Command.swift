package import SessionLanguage

/// One command of the shell: a file for each, named as the user types it.
package protocol Command: Sendable {
  /// What it is called and takes; help, completion and matching come from it.
  var signature: CommandSignature { get }

  /// Statements that show its use, for `help`.
  var examples: [String] { get }

  /// Does it. What it returns is printed when it is visible.
  ///
  /// - Throws: a ``Diagnostic`` for a wrong argument, any other error for
  ///   what could not be done. When the task is cancelled, what was begun on
  ///   the service stays, and `CancellationError` is thrown.
  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult
}
