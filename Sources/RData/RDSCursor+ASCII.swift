/// The textual format, `saveRDS(ascii = TRUE)`: numbers apart by white space,
/// strings with C's escapes.
extension RDSCursor {
  /// More than any number is long.
  private static let longestToken = 512

  mutating func asciiInteger() throws(RDSError) -> Int32 {
    let token = try asciiToken("a number")
    if token == "NA" { return .naInteger }
    if let value = Int32(token) { return value }
    throw .corrupt(at: offset - token.utf8.count, "\(token) is not a whole number")
  }

  mutating func asciiDouble() throws(RDSError) -> Double {
    let token = try asciiToken("a number")
    switch token {
    case "NA": return .naReal
    case "NaN": return .nan
    case "Inf": return .infinity
    case "-Inf": return -.infinity
    default:
      guard let value = Double(token) else {
        throw .corrupt(at: offset - token.utf8.count, "\(token) is not a number")
      }
      return value
    }
  }

  mutating func asciiOctet() throws(RDSError) -> UInt8 {
    let token = try asciiToken("a raw vector")
    guard let value = UInt8(token, radix: 16) else {
      throw .corrupt(at: offset - token.utf8.count, "\(token) is not a byte in hexadecimal")
    }
    return value
  }

  /// The next run of bytes without white space.
  mutating func asciiToken(_ what: StaticString) throws(RDSError) -> String {
    try skipWhiteSpace()
    var token: [UInt8] = []
    while let byte = try peek(), !Self.isWhiteSpace(byte) {
      next += 1
      token.append(byte)
      guard token.count <= Self.longestToken else { throw .corrupt(at: offset, "\(what) does not end") }
    }
    guard !token.isEmpty else { throw truncated(what) }
    return String(decoding: token, as: UTF8.self)
  }

  /// A string of `length` bytes once its escapes are undone.
  mutating func asciiText(_ length: Int) throws(RDSError) -> [UInt8] {
    guard length > 0 else { return [] }
    try skipWhiteSpace()
    var text: [UInt8] = []
    text.reserveCapacity(room(for: length, elementSize: 1))
    while text.count < length {
      let byte = try asciiByte()
      text.append(byte == UInt8(ascii: "\\") ? try asciiEscape() : byte)
    }
    return text
  }

  private mutating func asciiEscape() throws(RDSError) -> UInt8 {
    let byte = try asciiByte()
    switch byte {
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "v"): return 11
    case UInt8(ascii: "b"): return 8
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "f"): return 12
    case UInt8(ascii: "a"): return 7
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value = UInt(byte - UInt8(ascii: "0"))
      var digits = 1
      while digits < 3, let digit = try peek(), (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) {
        value = value * 8 + UInt(digit - UInt8(ascii: "0"))
        next += 1
        digits += 1
      }
      return UInt8(truncatingIfNeeded: value)
    default: return byte
    }
  }

  private mutating func asciiByte() throws(RDSError) -> UInt8 {
    guard let byte = try peek() else { throw truncated("a string") }
    next += 1
    return byte
  }

  private mutating func skipWhiteSpace() throws(RDSError) {
    while let byte = try peek(), Self.isWhiteSpace(byte) { next += 1 }
  }

  /// The next byte, which stays; `nil` at the end.
  private mutating func peek() throws(RDSError) -> UInt8? {
    if next == end {
      guard try more() else { return nil }
    }
    return next.load(as: UInt8.self)
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
