import RData

extension Lexer {
  /// A number: decimal, hexadecimal, with exponent, `L` or `i` behind it.
  mutating func number() throws(Diagnostic) -> Token {
    let start = position
    let isHexadecimal = byte() == UInt8(ascii: "0") && (byte(1) == UInt8(ascii: "x") || byte(1) == UInt8(ascii: "X"))
    if isHexadecimal {
      position += 2
      skip { ("0"..."9").contains($0) || ("a"..."f").contains($0) || ("A"..."F").contains($0) || $0 == "." }
      if character() == "p" || character() == "P" { skipExponent() }
    } else {
      skip { ("0"..."9").contains($0) }
      if character() == "." {
        position += 1
        skip { ("0"..."9").contains($0) }
      }
      if character() == "e" || character() == "E" { skipExponent() }
    }
    let text = source.substring(SourceSpan(start, position))
    let suffix = character()
    if suffix == "L" || suffix == "i" { position += 1 }
    let span = SourceSpan(start, position)
    if isHexadecimal, text.contains("."), !text.lowercased().contains("p") {
      throw Diagnostic("a hexadecimal fraction needs an exponent such as `p0`", at: span, in: source)
    }
    let isTooShort = isHexadecimal && text.utf8.count == 2
    guard !isTooShort, let value = Double(text.hasSuffix(".") ? text + "0" : text) else {
      throw Diagnostic("`\(text)` is no number", at: span, in: source)
    }
    if continuesName(), byte() != UInt8(ascii: ".") {
      throw Diagnostic("`\(text)` is followed by a letter; a name cannot start with a digit", at: span, in: source)
    }
    if suffix == "i" {
      return Token(kind: .number(RValue(.complex([RComplex(real: 0, imaginary: value)]))), span: span)
    }
    // As in R, `1.5L` and what exceeds an integer stay double.
    if suffix == "L", let integer = Int32(exactly: value), integer != .naInteger {
      return Token(kind: .number(.int(integer)), span: span)
    }
    return Token(kind: .number(.number(value)), span: span)
  }

  private mutating func skipExponent() {
    let start = position
    position += 1
    if character() == "+" || character() == "-" { position += 1 }
    let digits = position
    skip { ("0"..."9").contains($0) }
    if position == digits { position = start }
  }

  private mutating func skip(while condition: (Character) -> Bool) {
    while let character = character(), condition(character) { position += 1 }
  }

  /// A string between the quotes that stand at the position.
  mutating func string() throws(Diagnostic) -> Token {
    let start = position
    guard let quote = byte() else { return Token(kind: .end, span: SourceSpan(start, start)) }
    position += 1
    var bytes: [UInt8] = []
    while let byte = byte(), byte != quote {
      position += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &bytes) } else { bytes.append(byte) }
    }
    guard byte() == quote else {
      throw Diagnostic(
        "this string has no closing quote", at: SourceSpan(start, start + 1), in: source, isIncomplete: true)
    }
    position += 1
    return Token(kind: .string(String(decoding: bytes, as: UTF8.self)), span: SourceSpan(start, position))
  }

  private mutating func escape(into bytes: inout [UInt8]) throws(Diagnostic) {
    let start = position - 1
    guard let selector = character() else { return }
    position += 1
    switch selector {
    case "n": bytes.append(0x0A)
    case "t": bytes.append(0x09)
    case "r": bytes.append(0x0D)
    case "0"..."7":
      position -= 1
      try code(radix: 8, digits: 3, from: start, into: &bytes)
    case "a": bytes.append(0x07)
    case "b": bytes.append(0x08)
    case "f": bytes.append(0x0C)
    case "v": bytes.append(0x0B)
    case "\\", "\"", "'", "`", " ", "\n": bytes.append(contentsOf: String(selector).utf8)
    case "x": try code(radix: 16, digits: 2, from: start, into: &bytes)
    case "u", "U":
      let isBraced = character() == "{"
      if isBraced { position += 1 }
      try code(radix: 16, digits: selector == "u" ? 4 : 8, from: start, into: &bytes)
      if isBraced {
        guard character() == "}" else {
          throw Diagnostic("this escape has no closing brace", at: SourceSpan(start, position), in: source)
        }
        position += 1
      }
    default:
      let shown = source.substring(SourceSpan(start, position))
      throw Diagnostic(
        "`\(shown)` is no escape in a string; write `\\\\` for a backslash", at: SourceSpan(start, position),
        in: source)
    }
  }

  private mutating func code(
    radix: UInt32, digits: Int, from start: Int, into bytes: inout [UInt8]
  ) throws(Diagnostic) {
    var value: UInt32 = 0
    var count = 0
    while count < digits, let digit = character()?.hexDigitValue, digit < radix {
      value = value * radix + UInt32(digit)
      position += 1
      count += 1
    }
    guard count > 0, value != 0, let scalar = Unicode.Scalar(value) else {
      throw Diagnostic("this escape names no character", at: SourceSpan(start, position), in: source)
    }
    bytes.append(contentsOf: String(Character(scalar)).utf8)
  }

  /// A raw string such as `r"(...)"` or `R"--[...]--"`.
  mutating func rawString() throws(Diagnostic) -> Token {
    let start = position
    position += 1
    guard let quote = byte() else { return Token(kind: .end, span: SourceSpan(start, start)) }
    position += 1
    var closing: [UInt8] = []
    while byte() == UInt8(ascii: "-") {
      closing.append(UInt8(ascii: "-"))
      position += 1
    }
    let closers: [Character: Character] = ["(": ")", "[": "]", "{": "}"]
    guard let opener = character(), let closer = closers[opener], let closerByte = closer.asciiValue else {
      throw Diagnostic(
        "a raw string is written r\"(...)\"", at: SourceSpan(start, position), in: source, isIncomplete: byte() == nil)
    }
    position += 1
    closing = [closerByte] + closing + [quote]
    let content = position
    while position < end {
      if source.bytes[position] == closerByte, source.bytes[position..<end].starts(with: closing) {
        let text = source.substring(SourceSpan(content, position))
        position += closing.count
        return Token(kind: .string(text), span: SourceSpan(start, position))
      }
      position += 1
    }
    throw Diagnostic(
      "this raw string has no end", at: SourceSpan(start, start + 2), in: source, isIncomplete: true)
  }
}
