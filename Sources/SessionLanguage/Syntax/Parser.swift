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
