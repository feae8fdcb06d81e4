/// What keys send.
package enum Key {
  package static let enter = "\r"
  package static let tab = "\t"
  package static let escape = "\u{1B}"
  package static let backspace = "\u{7F}"
  package static let up = "\u{1B}[A"
  package static let down = "\u{1B}[B"
  package static let right = "\u{1B}[C"
  package static let left = "\u{1B}[D"
  package static let home = "\u{1B}[H"
  package static let end = "\u{1B}[F"
  package static let delete = "\u{1B}[3~"
  package static let pageUp = "\u{1B}[5~"
  package static let pageDown = "\u{1B}[6~"

  /// A letter typed with Ctrl held down.
  package static func control(_ letter: Character) -> String {
    let code = (letter.uppercased().unicodeScalars.first?.value ?? 0) & 0x1F
    return Unicode.Scalar(code).map { String($0) } ?? ""
  }

  /// A text as a terminal with bracketed paste sends it.
  package static func paste(_ text: String) -> String {
    "\u{1B}[200~" + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r")
      + "\u{1B}[201~"
  }
}
