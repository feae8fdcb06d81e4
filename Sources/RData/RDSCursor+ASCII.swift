/// The textual format, `saveRDS(ascii = TRUE)`: numbers apart by white space,
/// strings with C's escapes.
extension RDSCursor {
  mutating func asciiInteger() throws(RDSError) -> Int32 {
    let start = position
    let token = try asciiToken("a number")
    if token == "NA" { return .naInteger }
    guard let value = Int32(token) else { throw .corrupt(at: start, "\(token) is not a whole number") }
    return value
  }

  mutating func asciiDouble() throws(RDSError) -> Double {
    let start = position
    let token = try asciiToken("a number")
    switch token {
    case "NA": return .naReal
    case "NaN": return .nan
    case "Inf": return .infinity
    case "-Inf": return -.infinity
    default:
      guard let value = Double(token) else { throw .corrupt(at: start, "\(token) is not a number") }
      return value
    }
  }

  /// The next run of bytes without white space.
  mutating func asciiToken(_ what: String) throws(RDSError) -> String {
    skipWhiteSpace()
    let start = position
    while position < bytes.count, !Self.isWhiteSpace(bytes[position]) { position += 1 }
    guard position > start else { throw .truncated(at: start, wanting: what) }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// A string of `length` bytes once its escapes are undone.
  mutating func asciiText(_ length: Int) throws(RDSError) -> ArraySlice<UInt8> {
    guard length > 0 else { return [] }
    skipWhiteSpace()
    var text: [UInt8] = []
    text.reserveCapacity(min(length, remaining))
    while text.count < length {
      let byte = try asciiByte()
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      text.append(try asciiEscape())
    }
    return text[...]
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
      while digits < 3, position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(bytes[position]) {
        value = value * 8 + UInt(bytes[position] - UInt8(ascii: "0"))
        position += 1
        digits += 1
      }
      return UInt8(truncatingIfNeeded: value)
    default: return byte
    }
  }

  private mutating func asciiByte() throws(RDSError) -> UInt8 {
    guard position < bytes.count else { throw .truncated(at: position, wanting: "a string") }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func skipWhiteSpace() {
    while position < bytes.count, Self.isWhiteSpace(bytes[position]) { position += 1 }
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
