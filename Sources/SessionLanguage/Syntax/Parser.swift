/// Turns source text into a syntax tree.
package enum Parser {
  /// What more text could do to an entry at the prompt.
  package enum Completeness: Sendable {
    case complete
    /// The text ends inside of a bracket, a string or an expression.
    case incomplete
    case invalid(Diagnostic)
  }

  /// Parses a whole source, so that nothing runs of a text that is wrong
  /// anywhere.
  ///
  /// - Parameter commands: the commands whose names start a statement in
  ///   command style and take bare words in parentheses.
  package static func parse(
    _ source: SourceText, commands: [CommandSignature]
  ) throws(Diagnostic) -> Program {
    var parser = StatementParser(source, commands: commands)
    return Program(source: source, statements: try parser.program())
  }

  /// Parses a source and finds what is wrong in more than its first wrong
  /// statement.
  ///
  /// - Returns: the statements that are right, and the errors in the order of
  ///   the source, at most 50; what cannot be told apart after an error, an
  ///   unclosed string say, is passed over.
  package static func parseOn(
    _ source: SourceText, commands: [CommandSignature]
  ) -> (program: Program, errors: [Diagnostic]) {
    var parser = StatementParser(source, commands: commands)
    let (statements, errors) = parser.recoveringProgram()
    return (Program(source: source, statements: statements), errors)
  }

  /// Whether an entry at the prompt can run, wants another line, or is wrong.
  package static func completeness(of text: String, commands: [CommandSignature]) -> Completeness {
    do {
      _ = try parse(SourceText(name: "<prompt>", text: text), commands: commands)
      return .complete
    } catch {
      return error.isIncomplete ? .incomplete : .invalid(error)
    }
  }

  /// Parses R source in which commands mean nothing.
  static func parseR(_ source: SourceText) throws(Diagnostic) -> [Expression] {
    var parser = StatementParser(source, commands: [])
    return try parser.program()
  }
}
