import CEditLine

/// How many columns of a terminal a text takes.
enum TextWidth {
  /// Wide characters take two columns, combining ones none.
  static func columns(_ text: some StringProtocol) -> Int {
    // Most of what is measured is ASCII, every byte of it one column.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + max(0, Int(ceditline_scalar_width($1.value))) }
  }

  /// The same of a text with colours in it, which take none.
  static func visibleColumns(_ text: some StringProtocol) -> Int {
    text.utf8.contains(0x1B) ? columns(withoutColors(text)) : columns(text)
  }

  /// The text without its colours.
  static func withoutColors(_ text: some StringProtocol) -> String {
    var isInSequence = false
    let shown = text.unicodeScalars.filter { scalar in
      if scalar == "\u{1B}" { isInSequence = true }
      defer { if scalar == "m" { isInSequence = false } }
      return !isInSequence
    }
    return String(String.UnicodeScalarView(shown))
  }

  /// The longest beginning of the text that fits.
  static func prefix(_ text: String, columns limit: Int) -> String {
    guard columns(text) > limit else { return text }
    var used = 0
    var kept = ""
    for character in text {
      used += columns(String(character))
      guard used <= limit else { break }
      kept.append(character)
    }
    return kept
  }

  /// The text with blanks up to a width, before it or behind it.
  static func padded(_ text: String, to width: Int, isRight: Bool) -> String {
    let blanks = String(repeating: " ", count: max(0, width - columns(text)))
    return isRight ? blanks + text : text + blanks
  }
}
