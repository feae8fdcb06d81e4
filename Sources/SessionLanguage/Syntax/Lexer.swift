import RData

/// Cuts a source text into tokens on demand; the parser may set its position
/// anywhere, because words of commands are not made of R's tokens.
struct Lexer {
  let source: SourceText
  var position: Int
  /// Where to stop: a part of a source can be read as if it were the whole.
  let end: Int

  init(_ source: SourceText, range: SourceSpan? = nil) {
    self.source = source
    position = range?.lowerBound ?? 0
    end = min(range?.upperBound ?? source.bytes.count, source.bytes.count)
    // A byte order mark is no part of the program.
    if position == 0, source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  func byte(_ offset: Int = 0) -> UInt8? {
    position + offset < end ? source.bytes[position + offset] : nil
  }

  func character(_ offset: Int = 0) -> Character? {
    byte(offset).map { Character(Unicode.Scalar($0)) }
  }

  /// Skips blanks and comments, but no line feed.
  mutating func skipBlanks() {
    while let byte = byte() {
      switch byte {
      case 0x20, 0x09, 0x0C, 0x0D: position += 1
      // No-break and other wide blanks come with text pasted from web pages.
      case 0x80...:
        guard let (scalar, length) = scalar(), scalar.properties.generalCategory == .spaceSeparator else { return }
        position += length
      case UInt8(ascii: "#"):
        while let byte = self.byte(), byte != 0x0A { position += 1 }
      default: return
      }
    }
  }

  mutating func next() throws(Diagnostic) -> Token {
    skipBlanks()
    let start = position
    guard let first = byte() else { return Token(kind: .end, span: SourceSpan(start, start)) }
    switch first {
    case 0x0A:
      position += 1
      return Token(kind: .newline, span: SourceSpan(start, position))
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number()
    case UInt8(ascii: ".") where byte(1).map(Self.isDigit) ?? false:
      return try number()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return try string()
    case UInt8(ascii: "r"), UInt8(ascii: "R"):
      if byte(1) == UInt8(ascii: "\"") || byte(1) == UInt8(ascii: "'") { return try rawString() }
      return identifier()
    case UInt8(ascii: "`"):
      return try quotedName()
    case UInt8(ascii: "%"):
      return try percentOperator()
    case 0xE2 where byte(1) == 0x80 && (0x98...0x9D).contains(byte(2) ?? 0):
      throw Diagnostic(
        "this is a typographic quote; write a straight one", at: SourceSpan(start, start + 3), in: source)
    default:
      return startsName() ? identifier() : try symbol()
    }
  }

  private mutating func percentOperator() throws(Diagnostic) -> Token {
    let start = position
    position += 1
    while let byte = byte(), byte != UInt8(ascii: "%"), byte != 0x0A { position += 1 }
    guard byte() == UInt8(ascii: "%") else {
      throw Diagnostic("this operator has no closing `%`", at: SourceSpan(start, position), in: source)
    }
    position += 1
    let span = SourceSpan(start, position)
    let inner = source.substring(SourceSpan(start + 1, position - 1))
    // `%dopar %` is how the loop operator is often typed.
    let loop = inner.filter { $0 != " " }
    return Token(kind: .symbol("%\(loop == "dopar" || loop == "do" ? loop : inner)%"), span: span)
  }

  private static let symbols = [
    "<<-", "->>", ":::", "<-", "->", "<=", ">=", "==", "!=", "&&", "||", "|>", "::", ":=", "[[", "**", "+", "-", "*",
    "/", "^", "<", ">", "!", "&", "|", "~", "?", ":", "=", "(", ")", "[", "]", "{", "}", ",", ";", "$", "@", "\\", "_",
  ].map { ($0, Array($0.utf8)) }

  private mutating func symbol() throws(Diagnostic) -> Token {
    let start = position
    for (text, bytes) in Self.symbols where source.bytes[position..<end].starts(with: bytes) {
      position += bytes.count
      return Token(kind: .symbol(text == "**" ? "^" : text), span: SourceSpan(start, position))
    }
    position += scalar()?.length ?? 1
    let span = SourceSpan(start, position)
    let isControl = source.bytes[start] < 0x20
    throw Diagnostic(
      isControl ? "unexpected control character" : "unexpected `\(source.substring(span))`", at: span, in: source)
  }
}
