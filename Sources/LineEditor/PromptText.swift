/// A prompt, once as it is seen and once as libedit wants it.
package struct PromptText: Sendable, Equatable {
  /// What takes up columns: the text without its escape sequences.
  package let visible: String
  /// The text with each run of escape sequences between two \u{1}.
  package let marked: String

  /// Reads a prompt of one line that may hold colours (`ESC [ ... m`) and
  /// other escape sequences.
  ///
  /// libedit ties a run of sequences to the character behind it and forgets a
  /// run with none, so one at the very end moves before the last character.
  /// Control characters, newlines among them, become spaces.
  package init(_ text: String) {
    var pieces: [(escapes: String, scalar: Unicode.Scalar)] = []
    var escapes = ""
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.first {
      if let length = Self.escapeLength(rest) {
        escapes.unicodeScalars.append(contentsOf: rest.prefix(length))
        rest = rest.dropFirst(length)
        continue
      }
      rest = rest.dropFirst()
      let width = scalarWidth(scalar)
      guard width != 0 || escapes.isEmpty else {
        // No cell to tie the sequences to: they wait for the next one.
        pieces.append(("", scalar))
        continue
      }
      pieces.append((escapes, width < 0 ? " " : scalar))
      escapes = ""
    }
    if !escapes.isEmpty, let last = pieces.lastIndex(where: { scalarWidth($0.scalar) > 0 }) {
      pieces[last].escapes += escapes
    }
    var visible = String.UnicodeScalarView()
    var marked = ""
    for piece in pieces {
      visible.append(piece.scalar)
      if !piece.escapes.isEmpty { marked += "\u{1}\(piece.escapes)\u{1}" }
      marked.unicodeScalars.append(piece.scalar)
    }
    self.visible = String(visible)
    self.marked = marked
  }

  /// How many scalars the escape sequence at the front takes, if one is there.
  private static func escapeLength(_ text: Substring.UnicodeScalarView) -> Int? {
    guard text.first == "\u{1B}" else { return nil }
    let body = text.dropFirst()
    guard let kind = body.first else { return 1 }
    switch kind {
    case "[":
      let parameters = body.dropFirst().prefix { !(0x40...0x7E).contains($0.value) }
      return min(parameters.count + 3, text.count)
    case "]":
      // An operating system command, ended by BEL or by ESC \.
      var length = 2
      var before: Unicode.Scalar = "]"
      for scalar in body.dropFirst() {
        length += 1
        if scalar == "\u{7}" || (before == "\u{1B}" && scalar == "\\") { break }
        before = scalar
      }
      return length
    default:
      return 2
    }
  }
}
