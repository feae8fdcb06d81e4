import RData

/// Reads an unfinished text up to the cursor: which brackets are open, which
/// argument of which call the cursor is in, whether a string is open.
struct CompletionScanner {
  typealias Place = CompletionContext.Place

  let source: SourceText
  let commands: [String: CommandSignature]
  let variables: [String: RValue]
  var lexer: Lexer
  var frames: [CompletionFrame] = []
  /// The names that the text gives, in the order of their first appearance.
  private(set) var locals: [String] = []
  private var known: Set<String> = []
  /// Whether a statement starts here, or a value that may be a command.
  var isStatementStart = true
  /// The operand before the position: a variable and the members after it.
  var operand: [String]?
  /// Whether `$` or `@` stands before the position.
  var expectsMember = false
  /// Whether an operator stands before the position.
  private var isContinued = false
  /// Whether R's source starts here: the body of a loop or of a function.
  private var startsR = false

  init(text: String, cursor: Int, commands: [CommandSignature], variables: [String: RValue]) {
    source = SourceText(name: "", text: text)
    self.commands = Dictionary(commands.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.variables = variables
    lexer = Lexer(source, range: SourceSpan(0, min(max(cursor, 0), source.bytes.count)))
  }

  var cursor: Int { lexer.end }

  /// Whether the position is in R's source.
  var isR: Bool { startsR || frames.last?.isR ?? false }

  mutating func context() -> CompletionContext {
    while true {
      if skipBlanks() { return .nothing }
      let start = lexer.position
      guard let character = lexer.character() else { break }
      if isStatementStart, !isR {
        if character == "?", let context = helpTopic() { return context }
        if let context = commandStyle() { return context }
        // A whole command was read, or nothing.
        if lexer.position != start { continue }
      }
      if let context = element(character, start) { return context }
    }
    return word(from: cursor)
  }

  /// Reads one element of the text; a context when the cursor is in it.
  private mutating func element(_ character: Character, _ start: Int) -> CompletionContext? {
    switch character {
    case "\n", ";": endLine(character)
    case "(", "[", "{": open(character)
    case ")", "]", "}": close(character)
    case ",":
      if let last = frames.indices.last {
        frames[last].arguments.append(SourceSpan(frames[last].argumentStart, start))
        frames[last].argumentStart = start + 1
      }
      lexer.position += 1
      reset()
    case "\"", "'", "`": return quoted(character, start)
    case "r" where lexer.byte(1) == 0x22 || lexer.byte(1) == 0x27,
      "R" where lexer.byte(1) == 0x22 || lexer.byte(1) == 0x27:
      guard (try? lexer.rawString()) != nil else { return .nothing }
      reset()
    default:
      if lexer.continuesName() { return name(start) }
      operatorSign(character)
    }
    return nil
  }

  /// Nothing stands before the position that what follows could refer to.
  private mutating func reset() {
    operand = nil
    expectsMember = false
    isStatementStart = false
    isContinued = false
  }

  private mutating func endLine(_ character: Character) {
    lexer.position += 1
    let isInside = frames.last.map { $0.bracket != "{" } ?? false
    if character == "\n", isInside || isContinued { return }
    reset()
    isStatementStart = true
    startsR = false
  }

  /// Skips blanks and comments; true when the cursor is in a comment.
  private mutating func skipBlanks() -> Bool {
    while let (scalar, length) = lexer.scalar() {
      if scalar == "#" {
        while let byte = lexer.byte(), byte != 0x0A { lexer.position += 1 }
        if lexer.byte() == nil { return true }
      } else if scalar != "\n", scalar.properties.isWhitespace {
        lexer.position += length
      } else {
        return false
      }
    }
    return false
  }

  // MARK: Brackets

  private mutating func open(_ character: Character) {
    let isDouble = character == "[" && lexer.character(1) == "["
    lexer.position += isDouble ? 2 : 1
    frames.append(
      CompletionFrame(
        bracket: isDouble ? "[[" : String(character), callee: character == "(" ? operand?.last : nil,
        base: character == "[" ? operand : nil, isR: isR, argumentStart: lexer.position))
    let isBlock = character == "{"
    if isBlock { startsR = false }
    reset()
    isStatementStart = isBlock
  }

  private mutating func close(_ character: Character) {
    let end = lexer.position
    lexer.position += 1
    reset()
    guard let frame = frames.popLast() else { return }
    if frame.bracket == "[[" {
      if lexer.character() == "]" { lexer.position += 1 }
      if let base = frame.base, let text = frame.text { operand = base + [text] }
    }
    guard frame.bracket == "(" else { return }
    note(frame.names(in: source, upTo: end))
    if frame.isHeader { isStatementStart = true }
    if frame.callee == "function" || frame.callee == "\\" { startsR = true }
  }

  private mutating func note(_ names: [String]) {
    for name in names where known.insert(name).inserted { locals.append(name) }
  }

  // MARK: Names, strings and operators

  private mutating func name(_ start: Int) -> CompletionContext? {
    let name = source.substring(lexer.skipName())
    if lexer.position == cursor { return word(from: start) }
    let isAfterKeyword = ["else", "repeat"].contains(name) && !expectsMember
    if expectsMember { operand?.append(name) } else { operand = [name] }
    expectsMember = false
    isContinued = false
    isStatementStart = isAfterKeyword
    return nil
  }

  private mutating func quoted(_ quote: Character, _ start: Int) -> CompletionContext? {
    // A string that does not end is the one that the cursor is in.
    guard let token = try? lexer.string(), case .string(let text) = token.kind else {
      return openString(from: start, quote: quote)
    }
    let isMember = expectsMember && operand != nil
    if let last = frames.indices.last, frames[last].arguments.isEmpty, operand == nil { frames[last].text = text }
    if isMember {
      operand?.append(text)
    } else {
      operand = quote == "`" ? [text] : nil
    }
    expectsMember = false
    isStatementStart = false
    isContinued = false
    return nil
  }

  private mutating func operatorSign(_ character: Character) {
    let start = lexer.position
    let assigned = operand
    reset()
    isContinued = true
    do throws(Diagnostic) {
      guard case .symbol(let symbol) = try lexer.next().kind else { return }
      switch symbol {
      case "$", "@":
        operand = assigned
        expectsMember = true
      case "\\": operand = ["\\"]
      case "%dopar%", "%do%": startsR = true
      case "<-", "<<-", "=":
        guard !(frames.last.map { $0.bracket != "{" } ?? false) else { return }
        if let name = assigned?.first { note([name]) }
        isStatementStart = true
      default: break
      }
    } catch {
      // What cannot be read is passed over.
      lexer.position = max(lexer.position, start + 1)
    }
  }

  // MARK: Places

  func place(_ start: Int, _ style: InsertionStyle) -> Place {
    let range = SourceSpan(start, cursor)
    return Place(prefix: source.substring(range), range: range, style: style)
  }

  /// The names that a variable or a member of one has.
  func names(of path: [String]?) -> [String] {
    guard let path, let first = path.first else { return [] }
    let value = path.dropFirst().reduce(variables[first]) { $0?.element($1) }
    return (value?.names ?? []).filter { !$0.isEmpty }
  }
}
