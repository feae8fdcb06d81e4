/// Names: which characters may stand in one, and where one ends.
extension Lexer {
  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Whether a name can stand bare in R source: letters, digits, dots and
  /// underscores, from a letter or a dot on, and no reserved word (R's
  /// `make.names`).
  static func isSyntacticName(_ name: String) -> Bool {
    var scalars = name.unicodeScalars.makeIterator()
    guard let first = scalars.next(), isNameStart(first), !Token.keywords.contains(name) else { return false }
    var isFirst = true
    while let scalar = scalars.next() {
      if isFirst, first == ".", scalar.isASCII, isDigit(UInt8(scalar.value)) { return false }
      isFirst = false
      guard isNameScalar(scalar) else { return false }
    }
    return true
  }

  private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", ".": true
    default: !scalar.isASCII && scalar.properties.isAlphabetic
    }
  }

  private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
    if isNameStart(scalar) || scalar == "_" { return true }
    if scalar.isASCII { return isDigit(UInt8(scalar.value)) }
    switch scalar.properties.generalCategory {
    case .decimalNumber, .nonspacingMark, .spacingMark: return true
    default: return false
    }
  }

  /// The character at an offset from the position and its bytes.
  func scalar(_ offset: Int = 0) -> (value: Unicode.Scalar, length: Int)? {
    guard let first = byte(offset) else { return nil }
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for next in 1..<length {
      // The source is UTF-8, but a part of it may be cut within a character.
      guard let byte = byte(offset + next) else { return ("\u{FFFD}", next) }
      value = value << 6 | UInt32(byte) & 0x3F
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  /// Whether a name starts at an offset from the position.
  func startsName(_ offset: Int = 0) -> Bool {
    scalar(offset).map { Self.isNameStart($0.value) } ?? false
  }

  /// Whether a character of a name stands at an offset from the position.
  func continuesName(_ offset: Int = 0) -> Bool {
    scalar(offset).map { Self.isNameScalar($0.value) } ?? false
  }

  /// Skips the characters of a name, and gives what was skipped.
  @discardableResult
  mutating func skipName() -> SourceSpan {
    let start = position
    while let (scalar, length) = scalar(), Self.isNameScalar(scalar) { position += length }
    return SourceSpan(start, position)
  }

  /// A name or a reserved word.
  mutating func identifier() -> Token {
    let span = skipName()
    let text = source.substring(span)
    return Token(kind: Token.keywords.contains(text) ? .keyword(text) : .name(text), span: span)
  }

  /// A name between backticks; escapes are those of strings.
  mutating func quotedName() throws(Diagnostic) -> Token {
    let token = try string()
    guard case .string(let name) = token.kind, !name.isEmpty else {
      throw Diagnostic("a name between backticks cannot be empty", at: token.span, in: source)
    }
    return Token(kind: .name(name), span: token.span)
  }
}
