/// Makes characters and pasted texts of the bytes that a terminal sends.
///
/// A bracketed paste comes between `ESC [200~` and `ESC [201~`. libedit cannot
/// be taught the two (in vi mode Escape is a key of its own), so they are
/// taken out of the stream here.
package struct KeyDecoder {
  /// What the bytes meant.
  package enum Key: Sendable, Equatable {
    case character(Unicode.Scalar)
    /// Text to insert as it is: newlines are `\n`, other control characters
    /// except tabs are gone, and so is one newline at the very end.
    case paste(String)
  }

  /// How long to wait for the next byte before `giveUp()`, if the bytes so far
  /// could be the beginning of a sequence.
  package var patience: Duration? {
    guard case .escape(let bytes) = state else { return nil }
    return bytes.count == 1 ? .milliseconds(30) : .milliseconds(300)
  }

  /// Whether bytes are being collected for a paste, so that many may be read
  /// at once.
  package var isPasting: Bool {
    if case .paste = state { return true }
    return false
  }

  private enum State {
    case ground
    case escape([UInt8])
    case paste([UInt8])
  }

  /// The keys that sequences stand for, apart from the paste's.
  private var sequences: [[UInt8]: Unicode.Scalar] = [:]
  private var state = State.ground
  private var partial: [UInt8] = []
  private var keys: [Key] = []
  private let knowsSequences: Bool

  private static let pasteBegin = Array("\u{1B}[200~".utf8)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// - Parameters:
  ///   - isTerminal: False for a pipe or a file, whose bytes mean themselves.
  ///   - translatesArrows: Whether Up, Down and Right become ^P, ^N and ^F, as vi
  ///     mode needs it.
  package init(isTerminal: Bool, translatesArrows: Bool = false) {
    knowsSequences = isTerminal
    guard translatesArrows else { return }
    for lead in ["\u{1B}[", "\u{1B}O"] {
      sequences[Array((lead + "A").utf8)] = "\u{10}"
      sequences[Array((lead + "B").utf8)] = "\u{0E}"
      sequences[Array((lead + "C").utf8)] = "\u{06}"
    }
  }

  /// The oldest key not yet taken.
  package mutating func next() -> Key? {
    keys.isEmpty ? nil : keys.removeFirst()
  }

  /// Takes a byte from the terminal.
  package mutating func feed(_ byte: UInt8) {
    switch state {
    case .ground:
      if byte == 0x1B, knowsSequences {
        state = .escape([byte])
      } else {
        decode(byte)
      }
    case .escape(var bytes):
      bytes.append(byte)
      if bytes == Self.pasteBegin {
        state = .paste([])
      } else if let scalar = sequences[bytes] {
        state = .ground
        keys.append(.character(scalar))
      } else if isBeginning(bytes) {
        state = .escape(bytes)
      } else {
        release(bytes.dropLast())
        feed(byte)
      }
    case .paste(var bytes):
      state = .ground
      bytes.append(byte)
      if byte == 0x7E, bytes.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd) {
        keys.append(.paste(Self.cleaned(bytes.dropLast(Self.pasteEnd.count))))
      } else {
        state = .paste(bytes)
      }
    }
  }

  /// No more bytes came in time: what looked like a sequence was keys.
  package mutating func giveUp() {
    if case .escape(let bytes) = state { release(bytes[...]) }
  }

  /// Forgets everything that has not been taken.
  package mutating func reset() {
    state = .ground
    partial = []
    keys = []
  }

  private func isBeginning(_ bytes: [UInt8]) -> Bool {
    Self.pasteBegin.starts(with: bytes) || sequences.keys.contains { $0.starts(with: bytes) }
  }

  private mutating func release(_ bytes: ArraySlice<UInt8>) {
    state = .ground
    for byte in bytes { decode(byte) }
  }

  private mutating func decode(_ byte: UInt8) {
    if byte < 0x80 {
      partial = []
      keys.append(.character(Unicode.Scalar(byte)))
      return
    }
    if byte & 0xC0 == 0xC0 { partial = [] }
    partial.append(byte)
    // A malformed sequence is dropped when the next character begins.
    guard let text = String(validating: partial, as: UTF8.self) else {
      if partial.count >= 4 { partial = [] }
      return
    }
    partial = []
    keys += text.unicodeScalars.map(Key.character)
  }

  private static func cleaned(_ bytes: ArraySlice<UInt8>) -> String {
    var scalars = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      defer { previous = scalar }
      switch scalar {
      case "\r": scalars.append("\n")
      case "\n" where previous == "\r": continue
      case "\n", "\t": scalars.append(scalar)
      default:
        if scalarWidth(scalar) >= 0 { scalars.append(scalar) }
      }
    }
    if scalars.last == "\n" { scalars.removeLast() }
    return String(scalars)
  }
}
