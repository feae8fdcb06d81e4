/// Reads the words of commands, which are not R's tokens: everything up to a
/// blank or a separator is literal, but for quotes and `$name`.
struct WordReader {
  var lexer: Lexer
  /// Characters that end a word beside blanks, line ends and `;`.
  var separators: Set<Character>
  /// Whether `}` as a word ends the command.
  var closesBlock = false
  /// Whether `else` as a word ends the command.
  var closesBranch = false

  init(lexer: Lexer, separators: Set<Character>) {
    self.lexer = lexer
    self.separators = separators
  }

  /// Skips blanks, and line ends behind a backslash.
  mutating func skipBlanks() {
    while let character = lexer.character() {
      if character == " " || character == "\t" || character == "\r" {
        lexer.position += 1
      } else if character == "\\", lexer.character(1) == "\n" {
        lexer.position += 2
      } else if character == "\\", lexer.character(1) == "\r", lexer.character(2) == "\n" {
        lexer.position += 3
      } else {
        return
      }
    }
  }

  /// Skips blanks, line ends and comments, as between parentheses.
  mutating func skipWhitespace() {
    while true {
      lexer.skipBlanks()
      guard lexer.character() == "\n" else { return }
      lexer.position += 1
    }
  }

  /// Whether no word follows in this statement.
  var isAtEnd: Bool {
    guard let character = lexer.character() else { return true }
    if character == "\n" || character == ";" || character == "#" { return true }
    if closesBlock, character == "}" { return true }
    return closesBranch && startsWord("else")
  }

  private func startsWord(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    guard lexer.source.bytes[lexer.position..<lexer.end].starts(with: bytes) else { return false }
    return !lexer.continuesName(bytes.count)
  }

  /// Whether a number stands here, or a variable that may be one.
  var startsNumber: Bool {
    guard let first = lexer.character() else { return false }
    let next = lexer.character(1) ?? " "
    return first.isNumber || first == "$" || [".", "-"].contains(first) && next.isNumber
  }

  /// Whether what stands here, behind a command's name and blanks, is a word
  /// rather than an operator, an assignment or a parenthesis.
  func startsWords(after nameEnd: Int) -> Bool {
    guard lexer.position > nameEnd, !isAtEnd, let first = lexer.character() else { return false }
    let next = lexer.character(1) ?? " "
    let isTight = !" \t\r\n".contains(next)
    switch first {
    case "/", "~", "*": return isTight
    case "-": return isTight && next != ">"
    case ".": return true
    case "$": return lexer.startsName(1)
    case "\"", "'", "_": return true
    case "(", ")", "[", "]", "{", "}", "<", ">", "=", "+", "^", "!", "&", "|", ":", ",", "%", "?", "@", "\\", "`":
      return false
    default: return true
    }
  }

  /// The position behind `name:` or `name=` when that stands here.
  func namedArgument() -> (name: String, nameSpan: SourceSpan, end: Int)? {
    var ahead = lexer
    guard ahead.startsName() else { return nil }
    let span = ahead.skipName()
    var reader = WordReader(lexer: ahead, separators: [])
    reader.skipBlanks()
    // A colon belongs to the name only when it touches it.
    let isColon = reader.lexer.character() == ":" && reader.lexer.position == span.upperBound
    let isEqual = reader.lexer.character() == "="
    guard isColon || isEqual, reader.lexer.character(1) != reader.lexer.character() else { return nil }
    if isColon, reader.lexer.character(1) == "/" || reader.lexer.character(1) == "\\" { return nil }
    return (lexer.source.substring(span), span, reader.lexer.position + 1)
  }

  func startsNamedArgument() -> Bool { namedArgument() != nil }

  /// The next word, or `nil` when a separator or the end stands here.
  ///
  /// - Throws: when a quote is not closed.
  mutating func word() throws(Diagnostic) -> Word? {
    let start = lexer.position
    var parts: [Word.Part] = []
    var literal: [UInt8] = []
    var isQuoted = false
    func flush() {
      if !literal.isEmpty { parts.append(.text(String(decoding: literal, as: UTF8.self))) }
      literal = []
    }
    reading: while let byte = lexer.byte(), let character = lexer.character() {
      switch character {
      case " ", "\t", "\r", "\n", ";": break reading
      case _ where separators.contains(character): break reading
      // What ``skipBlanks()`` skips, and nothing else: a word that ends here must let the reader go on.
      case "\\" where lexer.character(1) == "\n": break reading
      case "\\" where lexer.character(1) == "\r" && lexer.character(2) == "\n": break reading
      case "\"", "'":
        isQuoted = true
        let token = try lexer.string()
        if case .string(let text) = token.kind { literal.append(contentsOf: text.utf8) }
      case "$":
        guard let path = variable() else {
          literal.append(byte)
          lexer.position += 1
          continue
        }
        flush()
        parts.append(.variable(path: path))
      default:
        literal.append(byte)
        lexer.position += 1
      }
    }
    guard lexer.position > start else { return nil }
    flush()
    return Word(parts: parts, isQuoted: isQuoted, span: SourceSpan(start, lexer.position))
  }

  /// `$name` or `$name$member` at the position.
  private mutating func variable() -> [String]? {
    var path: [String] = []
    while lexer.character() == "$", lexer.startsName(1) {
      lexer.position += 1
      path.append(lexer.source.substring(lexer.skipName()))
    }
    return path.isEmpty ? nil : path
  }
}
