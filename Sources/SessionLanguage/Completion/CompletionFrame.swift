/// A bracket that is open at the cursor.
struct CompletionFrame {
  /// `(`, `[`, `[[` or `{`.
  let bracket: String
  /// The command or function whose parentheses these are, or the reserved
  /// word before them.
  let callee: String?
  /// What is indexed: a variable and the members after it.
  let base: [String]?
  /// Whether this is R's source, in which commands mean nothing.
  let isR: Bool
  /// Where the arguments that are complete start and end.
  var arguments: [SourceSpan] = []
  var argumentStart: Int
  /// The string that is all of the first argument so far.
  var text: String?

  /// Whether a statement follows the closing parenthesis.
  var isHeader: Bool { bracket == "(" && ["if", "while", "for"].contains(callee) }

  /// The names that the arguments up to a position give: variables of loops,
  /// parameters of functions.
  func names(in source: SourceText, upTo end: Int) -> [String] {
    let spans = arguments + [SourceSpan(argumentStart, end)]
    switch callee {
    case "foreach":
      return spans.compactMap { span in
        var reader = WordReader(lexer: Lexer(source, range: span), separators: [])
        reader.skipWhitespace()
        guard let name = reader.namedArgument()?.name else { return nil }
        let isOption = name.hasPrefix(".") || LoopSignature.foreach.parameters.contains { $0.name == name }
        return isOption ? nil : name
      }
    case "function", "\\", "for":
      return spans.compactMap { span in
        var reader = WordReader(lexer: Lexer(source, range: span), separators: [])
        reader.skipWhitespace()
        let name = source.substring(reader.lexer.skipName())
        return Lexer.isSyntacticName(name) ? name : nil
      }
    default: return []
    }
  }
}
