/// Base64 of RFC 4648, with padding.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// With padding, on one line (RFC 4648, section 4).
  package static func encode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for offset in 0..<3 {
        bits = bits << 8 | (offset < group.count ? UInt32(group[start + offset]) : 0)
      }
      for digit in 0..<4 {
        let isPadding = digit > group.count
        result.append(isPadding ? UInt8(ascii: "=") : alphabet[Int(bits >> UInt32(18 - 6 * digit)) & 63])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Base64 for URLs, without padding (RFC 4648, section 5).
  package static func urlEncode(_ bytes: [UInt8]) -> String {
    String(
      encode(bytes).compactMap { digit in
        switch digit {
        case "+": "-"
        case "/": "_"
        case "=": nil
        default: digit
        }
      })
  }

  /// - Returns: nil for anything that ``urlEncode(_:)`` does not make.
  package static func urlDecode(_ text: some StringProtocol) -> [UInt8]? {
    var digits = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    guard !text.contains(where: { "+/=".contains($0) }) else { return nil }
    while !digits.count.isMultiple(of: 4) { digits.append("=") }
    return decode(String(digits))
  }

  /// - Returns: nil for anything but whole groups of four.
  package static func decode(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 4) else { return nil }
    let padding = digits.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    var result: [UInt8] = []
    result.reserveCapacity(digits.count / 4 * 3)
    var bits: UInt32 = 0
    for (index, digit) in digits.enumerated() {
      let value: UInt32
      if index >= digits.count - padding {
        value = 0
      } else if let known = Self.value(of: digit) {
        value = known
      } else {
        return nil
      }
      bits = bits << 6 | value
      if index % 4 == 3 {
        result += [UInt8(bits >> 16 & 255), UInt8(bits >> 8 & 255), UInt8(bits & 255)]
        bits = 0
      }
    }
    result.removeLast(padding)
    return result
  }

  private static func value(of digit: UInt8) -> UInt32? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
