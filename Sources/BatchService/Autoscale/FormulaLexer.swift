/// Cuts the text of an autoscale formula into tokens.
struct FormulaLexer {
  enum Token: Equatable {
    case number(Double)
    case text(String)
    /// A variable, function, constant or member, with its dollar sign.
    case name(String)
    /// An operator or a mark.
    case symbol(String)
    case end
  }

  private let characters: [Character]
  private var index = 0
  private var line = 1
  private var lineStart = 0

  init(_ text: String) {
    characters = Array(text)
  }

  /// The next token and where it begins; `end` again and again at the end.
  mutating func next() throws(AutoscaleError) -> (Token, FormulaPosition) {
    skipBlanks()
    let position = FormulaPosition(line: line, column: index - lineStart + 1)
    guard let first = peek(0) else { return (.end, position) }
    if first.isFormulaDigit || (first == "." && peek(1)?.isFormulaDigit == true) {
      return (.number(try number(position)), position)
    }
    if first == "$" || first.isFormulaLetter { return (.name(try name(position)), position) }
    if first == "\"" || first == "'" { return (.text(try quoted(first, position)), position) }
    for length in [2, 1] where index + length <= characters.count {
      let symbol = String(characters[index..<(index + length)])
      guard Self.symbols.contains(symbol) else { continue }
      index += length
      return (.symbol(symbol), position)
    }
    throw AutoscaleError(.syntax, position, "Unexpected character: \(first)")
  }

  private static let symbols: Set<String> = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "=", "+", "-", "*", "/", "!", "?", ":", ";", ",", "(", ")", ".",
  ]

  private func peek(_ offset: Int) -> Character? {
    index + offset < characters.count ? characters[index + offset] : nil
  }

  /// Passes over blanks and comments, which begin with `//`.
  private mutating func skipBlanks() {
    while let character = peek(0) {
      if character.isNewline {
        index += 1
        line += 1
        lineStart = index
      } else if character.isWhitespace {
        index += 1
      } else if character == "/", peek(1) == "/" {
        while let next = peek(0), !next.isNewline { index += 1 }
      } else {
        return
      }
    }
  }

  private mutating func number(_ position: FormulaPosition) throws(AutoscaleError) -> Double {
    let start = index
    skipDigits()
    if peek(0) == "." {
      index += 1
      skipDigits()
    }
    if let sign = peek(0), sign == "e" || sign == "E" {
      let length = peek(1) == "+" || peek(1) == "-" ? 2 : 1
      if peek(length)?.isFormulaDigit == true {
        index += length
        skipDigits()
      }
    }
    let text = String(characters[start..<index])
    if let next = peek(0), next.isFormulaLetter || next == "$" || next == "." {
      throw AutoscaleError(.syntax, position, "Malformed number: \(text)\(next)")
    }
    // A trailing point is no number to Swift.
    guard let value = Double(text.hasSuffix(".") ? text + "0" : text), value.isFinite else {
      throw AutoscaleError(.syntax, position, "Malformed number: \(text)")
    }
    return value
  }

  private mutating func skipDigits() {
    while peek(0)?.isFormulaDigit == true { index += 1 }
  }

  private mutating func name(_ position: FormulaPosition) throws(AutoscaleError) -> String {
    let start = index
    index += 1
    while let next = peek(0), next.isFormulaLetter || next.isFormulaDigit { index += 1 }
    let text = String(characters[start..<index])
    guard text != "$" else { throw AutoscaleError(.syntax, position, "A name is expected after $") }
    return text
  }

  private mutating func quoted(_ quote: Character, _ position: FormulaPosition) throws(AutoscaleError) -> String {
    index += 1
    let start = index
    while let next = peek(0), next != quote, !next.isNewline { index += 1 }
    guard peek(0) == quote else { throw AutoscaleError(.syntax, position, "The closing quote is missing") }
    defer { index += 1 }
    return String(characters[start..<index])
  }
}

extension Character {
  fileprivate var isFormulaDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isFormulaLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" }
}
