package import SessionLanguage

/// One command of the shell: a file for each, named as the user types it.
package protocol Command: Sendable {
  /// What it is called and takes; help, completion, the manual and matching
  /// come from it.
  var signature: CommandSignature { get }

  /// Two statements that show its use, for `help`. Tests run them.
  var examples: [String] { get }

  /// Statements that make what the examples speak of. Before them there are
  /// the completed job `job20170714215517` of four tasks and its id in
  /// `job_id`.
  var exampleSetUp: String { get }

  /// What becomes of it in a dry run.
  var effect: CommandEffect { get }

  /// Whether the data frame it returns is a list of its own making, shown as
  /// a table at a terminal; by default it is.
  var makesListing: Bool { get }

  /// Whether it asks the service for something, and so may find it
  /// unreachable; by default it does.
  var usesService: Bool { get }

  /// Does it. What it returns is printed when it is visible.
  ///
  /// - Throws: a ``Diagnostic`` for a wrong argument, any other error for
  ///   what could not be done. When the task is cancelled, what was begun on
  ///   the service stays, and `CancellationError` is thrown.
  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult
}

extension Command {
  package var exampleSetUp: String { "" }
  package var makesListing: Bool { true }
  package var usesService: Bool { true }
}
