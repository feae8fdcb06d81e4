/// The order in which people look for names: `job2` before `job10`, capital
/// and small letters alike.
enum NaturalOrder {
  static func isBefore(_ a: String, _ b: String) -> Bool {
    var (left, right) = (a.utf8[...], b.utf8[...])
    while let first = left.first, let second = right.first {
      if isDigit(first), isDigit(second) {
        let (one, other) = (number(&left), number(&right))
        // Without zeros before them, the longer one is the larger.
        if one.count != other.count { return one.count < other.count }
        if let order = order(one, other) { return order }
        continue
      }
      let (one, other) = (lowercased(first), lowercased(second))
      if one != other { return one < other }
      left = left.dropFirst()
      right = right.dropFirst()
    }
    if left.isEmpty != right.isEmpty { return left.isEmpty }
    return a < b
  }

  private static func order(_ a: Substring.UTF8View, _ b: Substring.UTF8View) -> Bool? {
    for (one, other) in zip(a, b) where one != other { return one < other }
    return nil
  }

  /// Takes the digits at the front, without leading zeros.
  private static func number(_ text: inout Substring.UTF8View) -> Substring.UTF8View {
    let digits = text.prefix { isDigit($0) }
    text = text[digits.endIndex...]
    return digits.drop { $0 == UInt8(ascii: "0") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }
}
