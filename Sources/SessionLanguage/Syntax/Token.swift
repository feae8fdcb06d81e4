import RData

/// A lexical element of the session language.
struct Token: Sendable {
  enum Kind: Sendable {
    case number(RValue)
    case string(String)
    /// An identifier, plain or between backticks.
    case name(String)
    /// A reserved word, constants such as `TRUE` included.
    case keyword(String)
    /// An operator, bracket, comma or semicolon; `%dopar %` arrives as `%dopar%`.
    case symbol(String)
    case newline
    case end
  }

  var kind: Kind
  var span: SourceSpan

  func isSymbol(_ text: String) -> Bool {
    if case .symbol(text) = kind { true } else { false }
  }

  func isKeyword(_ text: String) -> Bool {
    if case .keyword(text) = kind { true } else { false }
  }

  static let keywords: Set<String> = [
    "if", "else", "for", "while", "repeat", "function", "break", "next", "in", "TRUE", "FALSE", "NULL", "Inf", "NaN",
    "NA", "NA_integer_", "NA_real_", "NA_character_", "NA_complex_",
  ]
}
