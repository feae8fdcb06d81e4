/// Makes text of bytes that come in pieces, which may end inside of a
/// character.
package struct TextAssembler: Sendable {
  private var rest: [UInt8] = []

  package init() {}

  /// The text up to the last whole character; what is no UTF-8 becomes U+FFFD.
  package mutating func text(_ bytes: some Sequence<UInt8>) -> String {
    rest.append(contentsOf: bytes)
    let whole = rest.count - Self.unfinished(rest)
    defer { rest.removeFirst(whole) }
    return String(decoding: rest[..<whole], as: UTF8.self)
  }

  /// What is left when no more comes.
  package mutating func remainder() -> String {
    defer { rest.removeAll() }
    return String(decoding: rest, as: UTF8.self)
  }

  /// How many bytes at the end begin a character without finishing it.
  private static func unfinished(_ bytes: [UInt8]) -> Int {
    for count in 1...3 where count <= bytes.count {
      let byte = bytes[bytes.count - count]
      let length =
        switch byte {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        case 0x80...0xBF: 0
        default: 1
        }
      if length > 0 { return length > count ? count : 0 }
    }
    return 0
  }
}
