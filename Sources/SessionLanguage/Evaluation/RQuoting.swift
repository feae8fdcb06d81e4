import RData

/// Text that R reads back as what it stands for.
enum RQuoting {
  /// A name, between backticks unless it can stand bare.
  static func name(_ name: String) -> String {
    let bytes = Array(name.utf8)
    let isPlain =
      bytes.first.map(Lexer.startsIdentifier) ?? false && bytes.allSatisfy(Lexer.continuesIdentifier)
      && !(bytes.count > 1 && bytes[0] == UInt8(ascii: ".") && Lexer.isDigit(bytes[1]))
      && !Token.keywords.contains(name)
    if isPlain { return name }
    let escaped = name.reduce(into: "") { text, character in
      text += character == "`" || character == "\\" ? "\\\(character)" : String(character)
    }
    return "`\(escaped)`"
  }
}
