/// Steps over the tokens of a JSON text (RFC 8259).
struct JSONTokens {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether nothing but space is left.
  var isAtEnd: Bool {
    mutating get { skipSpace() == bytes.count }
  }

  /// - Returns: where the next token begins.
  @discardableResult
  mutating func skipSpace() -> Int {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    return position
  }

  mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// - Returns: what closes the object or array that begins here.
  mutating func takeOpening() -> UInt8? {
    if take(UInt8(ascii: "{")) { return UInt8(ascii: "}") }
    return take(UInt8(ascii: "[")) ? UInt8(ascii: "]") : nil
  }

  /// The name of a member, with its quotes; the colon is taken too.
  mutating func name() -> String? {
    let start = skipSpace()
    guard string() else { return nil }
    let name = text(from: start)
    return take(UInt8(ascii: ":")) ? name : nil
  }

  /// A string, a number, `true`, `false` or `null`.
  mutating func scalar() -> Bool {
    skipSpace()
    switch next {
    case UInt8(ascii: "\"")?: return string()
    case UInt8(ascii: "t")?: return word("true")
    case UInt8(ascii: "f")?: return word("false")
    case UInt8(ascii: "n")?: return word("null")
    default: return number()
    }
  }

  func text(from start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func word(_ word: String) -> Bool {
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func skip(_ byte: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  private mutating func digits() -> Bool {
    let start = position
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    return position > start
  }

  private mutating func number() -> Bool {
    _ = skip("-")
    if !skip("0"), !digits() { return false }
    if skip("."), !digits() { return false }
    guard skip("e") || skip("E") else { return true }
    _ = skip("+") || skip("-")
    return digits()
  }

  private mutating func string() -> Bool {
    guard skip("\"") else { return false }
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): guard escape() else { return false }
      case 0..<0x20: return false
      default: continue
      }
    }
    return false
  }

  private mutating func escape() -> Bool {
    guard let byte = next else { return false }
    position += 1
    guard byte == UInt8(ascii: "u") else { return "\"\\/bfnrt".utf8.contains(byte) }
    guard let unit = codeUnit() else { return false }
    switch unit {
    case 0xD800...0xDBFF:
      guard skip("\\"), skip("u"), let low = codeUnit() else { return false }
      return (0xDC00...0xDFFF).contains(low)
    case 0xDC00...0xDFFF: return false
    default: return true
    }
  }

  private mutating func codeUnit() -> UInt16? {
    guard position + 4 <= bytes.count else { return nil }
    let digits = bytes[position..<position + 4]
    guard digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else { return nil }
    position += 4
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
