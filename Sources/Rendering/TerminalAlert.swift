/// What a terminal shows on the desktop, and the bell, for those it does not
/// know it of and for a terminal in another window.
///
/// Source: OSC 9 as iTerm2 has it, and after it WezTerm, kitty, foot, Ghostty
/// and Windows Terminal; others ignore it.
package enum TerminalAlert {
  /// What is to be written to the terminal; it moves no cursor.
  package static func sequence(_ text: String) -> String {
    let line = text.unicodeScalars.map { $0 == "\n" ? " " : $0 }
      .filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
    return "\u{1B}]9;azp: \(String(String.UnicodeScalarView(line)))\u{1B}\\\u{07}"
  }
}
