/// Reads the digits and separators of times and durations.
struct DigitScanner {
  private var rest: Substring.UTF8View

  init(_ text: String.UTF8View) {
    rest = text[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// Exactly `count` digits.
  mutating func digits(_ count: Int) -> Int? {
    let head = rest.prefix(count)
    guard head.count == count, let value = Self.number(head) else { return nil }
    rest = rest.dropFirst(count)
    return Int(value)
  }

  /// As many digits as follow, at least one and at most eighteen.
  mutating func digits() -> Int64? {
    let head = rest.prefix { Self.isDigit($0) }
    guard !head.isEmpty, head.count <= 18, let value = Self.number(head) else { return nil }
    rest = rest.dropFirst(head.count)
    return value
  }

  /// A decimal fraction in units of 10^-digits; further digits are dropped.
  mutating func fraction(digits: Int) -> Int64? {
    let head = rest.prefix { Self.isDigit($0) }
    guard !head.isEmpty, var value = Self.number(head.prefix(digits)) else { return nil }
    for _ in head.count..<max(head.count, digits) { value *= 10 }
    rest = rest.dropFirst(head.count)
    return value
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// `Z`, nothing, or an offset such as `+02:00`, in seconds east of UTC.
  mutating func zoneOffset() -> Int? {
    if isAtEnd || skip("Z") || skip("z") { return 0 }
    let isWest = skip("-")
    guard isWest || skip("+"), let hours = digits(2) else { return nil }
    _ = skip(":")
    let minutes = isAtEnd ? 0 : digits(2)
    guard let minutes else { return nil }
    return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func number(_ bytes: Substring.UTF8View) -> Int64? {
    var value: Int64 = 0
    for byte in bytes {
      guard isDigit(byte) else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    return value
  }
}
