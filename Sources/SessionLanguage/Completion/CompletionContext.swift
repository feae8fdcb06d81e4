package import RData

/// What may stand at a cursor: pure, so that the completer needs nothing but
/// lists of candidates.
package enum CompletionContext: Sendable {
  /// The word to be completed.
  package struct Place: Sendable, Hashable {
    /// What of the word stands before the cursor, without an opening quote.
    package var prefix: String
    /// The bytes that a completion replaces.
    package var range: SourceSpan
    package var style: InsertionStyle

    /// Whether the word stands between quotes, open at the cursor.
    package var isQuoted: Bool { quote != nil }

    /// The quote that is open at the cursor.
    package var quote: Character? {
      if case .string(let quote) = style { quote } else { nil }
    }
  }

  /// The start of a statement, or of a value to be assigned: a command, or a
  /// variable.
  ///
  /// - Parameter locals: names that the text itself gives before the cursor.
  case command(locals: [String], Place)
  /// The name of a parameter; in parentheses a variable may stand there as
  /// well.
  ///
  /// - Parameter free: the parameters not yet given.
  case parameter(command: CommandSignature, free: [Parameter], Place)
  /// A value of a parameter: a choice, a job id, a path, by its kind. Where
  /// the place is an expression a variable may stand there as well.
  ///
  /// - Parameters:
  ///   - orNames: parameters whose names may stand here instead: the flags,
  ///     and those given as `name: value`.
  ///   - given: words already written, by the parameter's name: the job id
  ///     that a task id belongs to, or choices not to offer again.
  case value(of: Parameter, command: CommandSignature, orNames: [Parameter], given: [String: [String]], Place)
  /// Somewhere in an expression.
  ///
  /// - Parameters:
  ///   - locals: names that the text itself gives before the cursor: what it
  ///     assigns, the variables of loops, parameters of functions.
  ///   - orCommands: whether a command may be called here; not in the body of
  ///     a loop, which is R's, nor behind the `$` of command style.
  case variable(locals: [String], orCommands: Bool, Place)
  /// A name behind `$` or in `[[`, among those that the value before it has.
  case member(names: [String], Place)
  /// A file or directory, in a string.
  case path(Place)
  /// Inside of a comment, or of a string that names nothing known.
  case nothing

  /// The context of a cursor in a text.
  ///
  /// - Parameters:
  ///   - cursor: bytes of UTF-8 before the cursor.
  ///   - variables: those of the session, for what stands behind `$`.
  package static func at(
    text: String, cursor: Int, commands: [CommandSignature], variables: [String: RValue]
  ) -> CompletionContext {
    var scanner = CompletionScanner(text: text, cursor: cursor, commands: commands, variables: variables)
    return scanner.context()
  }

  /// The word to be completed; `nil` where nothing can be.
  package var place: Place? {
    switch self {
    case .command(_, let place), .parameter(_, _, let place), .value(_, _, _, _, let place),
      .variable(_, _, let place), .member(_, let place), .path(let place):
      place
    case .nothing: nil
    }
  }
}
