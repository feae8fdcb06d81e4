/// R source text.
public enum RSource {
  /// The expressions of a source text, as R's `parse()` makes them (without
  /// references to the source): symbols, calls and constants.
  ///
  /// - Throws: ``RSyntaxError`` at the first place that R's grammar does not
  ///   allow.
  public static func parse(_ source: String) throws(RSyntaxError) -> [RValue] {
    var lexer = RLexer(source)
    var parser = RParser(tokens: try lexer.tokens())
    return try parser.program()
  }

  /// The source lines of a value, as R's `deparse()` gives them.
  public static func deparse(_ value: RValue) -> [String] {
    RDeparser.lines(value, showsAttributes: true)
  }
}
