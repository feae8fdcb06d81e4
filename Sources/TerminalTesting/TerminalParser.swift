/// Reads the bytes a program writes and applies them to a screen.
struct TerminalParser: Sendable {
  private enum State: Sendable {
    case text
    case escape
    /// `ESC [` with what has come since.
    case control([UInt8])
    /// A string that no screen shows, up to BEL or ESC \.
    case string(sawEscape: Bool)
    /// The one byte that names a character set.
    case characterSet
  }

  private var state = State.text
  private var partial: [UInt8] = []

  mutating func feed(_ bytes: some Sequence<UInt8>, to screen: inout Screen) {
    for byte in bytes { feed(byte, to: &screen) }
  }

  private mutating func feed(_ byte: UInt8, to screen: inout Screen) {
    switch state {
    case .text: text(byte, screen: &screen)
    case .escape: escape(byte, screen: &screen)
    case .control(var bytes):
      if (0x40...0x7E).contains(byte) {
        state = .text
        ControlSequence(bytes, final: byte).apply(to: &screen)
      } else if byte < 0x20 {
        text(byte, screen: &screen)
      } else {
        bytes.append(byte)
        state = .control(bytes)
      }
    case .string(let sawEscape):
      if byte == 0x07 || (sawEscape && byte == UInt8(ascii: "\\")) {
        state = .text
      } else {
        state = .string(sawEscape: byte == 0x1B)
      }
    case .characterSet: state = .text
    }
  }

  private mutating func text(_ byte: UInt8, screen: inout Screen) {
    switch byte {
    case 0x1B: state = .escape
    case 0x07: screen.bellCount += 1
    case 0x08: screen.move(column: screen.cursor.column - 1)
    case 0x09: screen.move(column: (screen.cursor.column / 8 + 1) * 8)
    case 0x0A, 0x0B, 0x0C: screen.lineFeed()
    case 0x0D: screen.move(column: 0)
    case 0x00..<0x20, 0x7F: screen.strays.append("byte \(byte)")
    case 0x20..<0x7F:
      partial = []
      screen.put(Unicode.Scalar(byte))
    default:
      if byte & 0xC0 == 0xC0 { partial = [] }
      partial.append(byte)
      if let text = String(validating: partial, as: UTF8.self) {
        for scalar in text.unicodeScalars { screen.put(scalar) }
        partial = []
      }
    }
  }

  private mutating func escape(_ byte: UInt8, screen: inout Screen) {
    state = .text
    switch byte {
    case UInt8(ascii: "["): state = .control([])
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
      state = .string(sawEscape: false)
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"): state = .characterSet
    case UInt8(ascii: "7"): screen.saved = screen.cursor
    case UInt8(ascii: "8"):
      if let saved = screen.saved { screen.move(row: saved.row, column: saved.column) }
    case UInt8(ascii: "D"): screen.lineFeed()
    case UInt8(ascii: "E"):
      screen.move(column: 0)
      screen.lineFeed()
    case UInt8(ascii: "M"): screen.reverseLineFeed()
    case UInt8(ascii: "c"): screen = Screen(columns: screen.columns, rows: screen.rows)
    // The keypad's modes.
    case UInt8(ascii: "="), UInt8(ascii: ">"): break
    default: screen.strays.append("ESC and byte \(byte)")
    }
  }
}
