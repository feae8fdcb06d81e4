import RData

/// Text that R reads back as what it stands for.
enum RQuoting {
  /// A name, between backticks unless it can stand bare.
  static func name(_ name: String) -> String {
    if Lexer.isSyntacticName(name) { return name }
    let escaped = name.reduce(into: "") { text, character in
      text += character == "`" || character == "\\" ? "\\\(character)" : String(character)
    }
    return "`\(escaped)`"
  }
}
