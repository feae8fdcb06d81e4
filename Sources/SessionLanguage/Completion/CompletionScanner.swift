import RData

/// Reads an unfinished text up to the cursor: which brackets are open, which
/// argument of which call the cursor is in, whether a string is open.
struct CompletionScanner {
  typealias Place = CompletionContext.Place

  /// A bracket that is open.
  struct Frame {
    let bracket: Character
    /// The command or function whose parentheses these are.
    let callee: String?
    /// Where the arguments that are complete start and end.
    var arguments: [SourceSpan] = []
    var argumentStart: Int
  }

  let source: SourceText
  let commands: [String: CommandSignature]
  let variables: [String: RValue]
  var lexer: Lexer
  var frames: [Frame] = []

  init(text: String, cursor: Int, commands: [CommandSignature], variables: [String: RValue]) {
    source = SourceText(name: "", text: text)
    self.commands = Dictionary(commands.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.variables = variables
    lexer = Lexer(source, range: SourceSpan(0, min(max(cursor, 0), source.bytes.count)))
  }

  private var cursor: Int { lexer.end }

  mutating func context() -> CompletionContext {
    var isStatementStart = true
    var lastName: String?
    while true {
      if skipBlanks() { return .nothing }
      let start = lexer.position
      guard let character = lexer.character() else { break }
      if isStatementStart {
        if let context = commandStyle() { return context }
        // A whole command was read, or nothing.
        if lexer.position != start { continue }
      }
      switch character {
      case "\n", ";":
        lexer.position += 1
        if character == ";" || !isInParentheses { isStatementStart = true }
        lastName = nil
        continue
      case "\"", "'", "`":
        // A string that does not end is the one that the cursor is in.
        guard (try? lexer.string()) != nil else { return openString(from: start, quote: character) }
        lastName = nil
      case "(", "[", "{":
        lexer.position += 1
        frames.append(
          Frame(bracket: character, callee: character == "(" ? lastName : nil, argumentStart: lexer.position))
        isStatementStart = character == "{"
        lastName = nil
        continue
      case ")", "]", "}":
        lexer.position += 1
        if !frames.isEmpty { frames.removeLast() }
        lastName = nil
      case ",":
        lexer.position += 1
        if let last = frames.indices.last {
          frames[last].arguments.append(SourceSpan(frames[last].argumentStart, start))
          frames[last].argumentStart = lexer.position
        }
        lastName = nil
      default:
        lastName = skipWord()
        if lexer.position == cursor, Lexer.continuesIdentifier(source.bytes[cursor - 1]) {
          return word(from: start, isStatementStart: isStatementStart)
        }
      }
      isStatementStart = false
    }
    return word(from: cursor, isStatementStart: isStatementStart)
  }

  private var isInParentheses: Bool {
    frames.last.map { $0.bracket != "{" } ?? false
  }

  /// Skips blanks and comments; true when the cursor is in a comment.
  private mutating func skipBlanks() -> Bool {
    while let byte = lexer.byte() {
      if byte == UInt8(ascii: "#") {
        while let byte = lexer.byte(), byte != 0x0A { lexer.position += 1 }
        if lexer.byte() == nil { return true }
      } else if byte == 0x20 || byte == 0x09 || byte == 0x0D {
        lexer.position += 1
      } else {
        return false
      }
    }
    return false
  }

  /// Skips a name or a number, and gives the name; or one other character.
  private mutating func skipWord() -> String? {
    let start = lexer.position
    while let byte = lexer.byte(), Lexer.continuesIdentifier(byte) { lexer.position += 1 }
    if lexer.position == start {
      lexer.position += 1
      return nil
    }
    return source.substring(SourceSpan(start, lexer.position))
  }

  private func place(_ start: Int, isQuoted: Bool = false) -> Place {
    let range = SourceSpan(start, cursor)
    return Place(prefix: source.substring(range), range: range, isQuoted: isQuoted)
  }

  // MARK: Outside of strings

  private func word(from start: Int, isStatementStart: Bool) -> CompletionContext {
    if let names = memberNames(before: start) { return .member(names: names, place(start)) }
    if start < cursor, Lexer.isDigit(source.bytes[start]) { return .nothing }
    if isStatementStart { return .command(place(start)) }
    if let frame = frames.last, let signature = frame.callee.flatMap({ commands[$0] }) {
      return argument(frame, signature, wordStart: start)
    }
    return .variable(place(start))
  }

  /// The names of the value before `$`, when that stands before the word.
  private func memberNames(before start: Int) -> [String]? {
    var path: [String] = []
    var position = start
    while position > 0, source.bytes[position - 1] == UInt8(ascii: "$") {
      let end = position - 1
      position = end
      while position > 0, Lexer.continuesIdentifier(source.bytes[position - 1]) { position -= 1 }
      // In `$opt$job` of command style the first `$` stands before no name.
      if position == end { break }
      path.insert(source.substring(SourceSpan(position, end)), at: 0)
    }
    guard let first = path.first else { return nil }
    let value = path.dropFirst().reduce(variables[first]) { $0?.element($1) }
    return (value?.names ?? []).filter { !$0.isEmpty }
  }

  private func argument(_ frame: Frame, _ signature: CommandSignature, wordStart: Int) -> CompletionContext {
    let written = WrittenArguments(frame, signature: signature, source: source, cursor: cursor)
    if let parameter = written.openWords {
      return .value(
        of: parameter, command: signature, orNames: written.afterComma ? written.free : [], given: written.given,
        place(written.wordStart))
    }
    let before = source.substring(SourceSpan(frame.argumentStart, wordStart))
    if before.allSatisfy({ $0.isWhitespace }) {
      return .parameter(command: signature, free: written.free, place(wordStart))
    }
    if let parameter = written.named, parameter.kind == .flag {
      return .value(of: parameter, command: signature, orNames: [], given: written.given, place(wordStart))
    }
    return .variable(place(wordStart))
  }

  // MARK: Inside of a string

  private func openString(from quote: Int, quote character: Character) -> CompletionContext {
    let start = quote + 1
    if character == "`" { return .variable(place(start, isQuoted: true)) }
    if source.bytes[..<quote].reversed().first(where: { $0 != 0x20 }) == UInt8(ascii: "$") { return .nothing }
    // `state = c("active", "comp` is a value of `state`.
    var position = frames.count - 1
    while position > 0, frames[position].callee == "c" { position -= 1 }
    guard position >= 0, let signature = frames[position].callee.flatMap({ commands[$0] }) else { return .nothing }
    let written = WrittenArguments(frames[position], signature: signature, source: source, cursor: quote)
    guard let parameter = written.named ?? written.openWords ?? written.nextPositional else { return .nothing }
    return .value(
      of: parameter, command: signature, orNames: [], given: written.given, place(start, isQuoted: true))
  }

  // MARK: Command style

  /// The context when a command in command style starts here and reaches to
  /// the cursor; moves behind the command when it ends before.
  private mutating func commandStyle() -> CompletionContext? {
    let start = lexer.position
    guard let first = lexer.byte(), Lexer.startsIdentifier(first), let name = skipWord(),
      let signature = commands[name]
    else {
      lexer.position = start
      return nil
    }
    let nameEnd = lexer.position
    var reader = WordReader(lexer: lexer, separators: [])
    reader.closesBlock = !frames.isEmpty
    reader.skipBlanks()
    let isEmptyWord = reader.lexer.position == cursor && cursor > nameEnd
    guard isEmptyWord || reader.startsWords(after: nameEnd) else {
      lexer.position = start
      return nil
    }
    var words = CommandWordPlace(signature: signature, source: source, cursor: cursor)
    if let context = words.read(&reader) { return memberOrVariable(context) }
    // The command ends before the cursor.
    lexer.position = reader.lexer.position
    return nil
  }

  /// A word that is `$name` or `$name$member` names a variable.
  private func memberOrVariable(_ context: CompletionContext) -> CompletionContext {
    guard let place = context.place, !place.isQuoted, let dollar = place.prefix.utf8.lastIndex(of: UInt8(ascii: "$"))
    else { return context }
    let start = place.range.lowerBound + place.prefix.utf8.distance(from: place.prefix.utf8.startIndex, to: dollar) + 1
    if let names = memberNames(before: start) { return .member(names: names, self.place(start)) }
    return .variable(self.place(start))
  }
}
