/// Text as R lays it out on the console: widths in columns, escapes, padding.
package enum RText {
  /// The columns that a text takes.
  package static func width(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// The beginning of a text that takes so many columns at most.
  static func prefix(_ text: String, width: Int) -> String {
    var result = String.UnicodeScalarView()
    var columns = 0
    for scalar in text.unicodeScalars {
      columns += Self.width(scalar)
      if columns > width { break }
      result.append(scalar)
    }
    return String(result)
  }

  /// The text behind blanks, as wide as that if it is not wider.
  package static func padLeft(_ text: String, to width: Int) -> String {
    spaces(width - Self.width(text)) + text
  }

  /// The text before blanks, as wide as that if it is not wider.
  package static func padRight(_ text: String, to width: Int) -> String {
    text + spaces(width - Self.width(text))
  }

  static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  /// The text with backslashes for what cannot be shown, and between quotes
  /// when `quote` is given.
  package static func escaped(_ text: String, quote: Character? = nil) -> String {
    let mark = quote?.unicodeScalars.first
    // Most text is plain.
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x5C }
    if isPlain, mark.map({ !text.unicodeScalars.contains($0) }) ?? true {
      return quote.map { "\($0)\(text)\($0)" } ?? text
    }
    var result = String.UnicodeScalarView()
    if let mark { result.append(mark) }
    for scalar in text.unicodeScalars {
      if scalar == mark {
        result.append("\\")
        result.append(scalar)
      } else if let letter = letters[scalar] {
        result.append("\\")
        result.append(letter)
      } else if scalar.value < 0x20 || scalar.value == 0x7F {
        let octal = String(scalar.value, radix: 8)
        let padded = String(repeating: "0", count: 3 - octal.count) + octal
        result.append(contentsOf: "\\\(padded)".unicodeScalars)
      } else if isPrintable(scalar) {
        result.append(scalar)
      } else {
        let hexadecimal = String(scalar.value, radix: 16)
        let isLong = scalar.value > 0xFFFF
        let padded = String(repeating: "0", count: max(0, (isLong ? 6 : 4) - hexadecimal.count)) + hexadecimal
        result.append(contentsOf: (isLong ? "\\U{\(padded)}" : "\\u\(padded)").unicodeScalars)
      }
    }
    if let mark { result.append(mark) }
    return String(result)
  }

  private static let letters: [Unicode.Scalar: Unicode.Scalar] = [
    "\\": "\\", "\n": "n", "\t": "t", "\r": "r", "\u{07}": "a", "\u{08}": "b", "\u{0C}": "f", "\u{0B}": "v",
    "\u{00}": "0",
  ]

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .unassigned, .surrogate, .lineSeparator, .paragraphSeparator: false
    // The C library knows the characters of private use of the first plane only.
    case .privateUse: scalar.value <= 0xFFFF
    default: true
    }
  }

  /// The columns that a character takes: 0 for marks that combine, 2 for wide
  /// ones.
  package static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // The vowels and ends of Korean syllables stand with what is before them.
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    return isWide(scalar.value) ? 2 : 1
  }

  /// East Asian wide and fullwidth characters, and emoji.
  private static func isWide(_ code: UInt32) -> Bool {
    guard code >= 0x1100 else { return false }
    return wideRanges.contains { $0.contains(code) } || emoji.contains(code)
  }

  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1B000...0x1B2FF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320,
    0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0,
    0x1F3F8...0x1F43E, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F5FB...0x1F64F,
    0x1F680...0x1F6C5,
    0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6D7, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7EB, 0x1F90C...0x1F93A,
    0x1F93C...0x1F945, 0x1F947...0x1F9FF,
    0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
  ]

  private static let emoji: Set<UInt32> = [
    0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EA, 0x23EB, 0x23EC, 0x23F0, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615,
    0x2648, 0x2649, 0x264A, 0x264B,
    0x264C, 0x264D, 0x264E, 0x264F, 0x2650, 0x2651, 0x2652, 0x2653,
    0x267F, 0x2693, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26D4, 0x26EA, 0x26F2, 0x26F3,
    0x26F5, 0x26FA, 0x26FD, 0x2705, 0x270A, 0x270B, 0x2728, 0x274C, 0x274E, 0x2753, 0x2754, 0x2755, 0x2757, 0x2795,
    0x2796, 0x2797, 0x27B0, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B55, 0x1F004, 0x1F0CF, 0x1F3F4, 0x1F440, 0x1F57A,
    0x1F595,
    0x1F596, 0x1F5A4, 0x1F6CC,
  ]
}
