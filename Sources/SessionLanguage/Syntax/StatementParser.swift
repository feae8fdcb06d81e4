import Wording

/// The parser's position and modes, and the statements.
///
/// Expressions are parsed by precedence climbing in
/// `StatementParser+Expressions`, brackets in `StatementParser+Calls`, words
/// in `StatementParser+Commands`, loops in `StatementParser+Loops`.
struct StatementParser {
  let source: SourceText
  let commands: [String: CommandSignature]
  var lexer: Lexer
  var lookahead: Token?
  /// Inside of parentheses and square brackets line ends mean nothing.
  var skipsNewlines = false
  /// Commands are known to azp alone, not to R code that travels.
  var allowsCommands = true
  var blockDepth = 0
  /// Inside of the branches of `if`, where `else` ends a command.
  var branchDepth = 0
  var nesting = 0
  /// Where a `_` stands that no pipe has filled in yet.
  var placeholders: [SourceSpan] = []

  /// Levels of brackets and operators that a source may nest.
  static let nestingLimit = 200
  /// Levels of the tree, which a long chain of operators reaches as well.
  static let depthLimit = 2_000

  init(_ source: SourceText, commands: [CommandSignature]) {
    self.source = source
    self.commands = Dictionary(commands.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    lexer = Lexer(source)
  }

  mutating func program() throws(Diagnostic) -> [Expression] {
    try statements(until: nil)
  }

  /// Statements up to the end of the source, or up to `}`, which is left.
  mutating func statements(until closing: String?) throws(Diagnostic) -> [Expression] {
    var statements: [Expression] = []
    while true {
      let token = try peek()
      switch token.kind {
      case .newline, .symbol(";"):
        _ = try advance()
        continue
      case .end:
        if closing != nil { throw unexpected(token) }
        return statements
      case .symbol(let text) where text == closing:
        return statements
      default:
        break
      }
      statements.append(try statement(closing: closing))
    }
  }

  /// One statement with what ends it, which is left.
  mutating func statement(closing: String?) throws(Diagnostic) -> Expression {
    let statement = if let command = try commandStyle() { command } else { try expression(0) }
    if let span = placeholders.first {
      throw Diagnostic("`_` stands for a value only behind `|>`", at: span, in: source)
    }
    try expectTerminator(after: statement, closing: closing)
    return statement
  }

  private mutating func expectTerminator(after statement: Expression, closing: String?) throws(Diagnostic) {
    let token = try peek()
    switch token.kind {
    case .newline, .end, .symbol(";"): return
    case .symbol(let text) where text == closing: return
    case .name, .string, .number, .keyword:
      if case .name(let name) = statement.kind, allowsCommands {
        throw Diagnostic(
          "unknown command `\(name)`", at: statement.span, in: source,
          suggestion: EditDistance.suggestion(for: name, among: commands.keys))
      }
      throw unexpected(token)
    default: throw unexpected(token)
    }
  }

  // MARK: Tokens

  mutating func peek() throws(Diagnostic) -> Token {
    if let lookahead { return lookahead }
    var token = try lexer.next()
    while skipsNewlines, case .newline = token.kind { token = try lexer.next() }
    lookahead = token
    return token
  }

  mutating func advance() throws(Diagnostic) -> Token {
    let token = try peek()
    lookahead = nil
    return token
  }

  mutating func skipNewlines() throws(Diagnostic) {
    while case .newline = try peek().kind { lookahead = nil }
  }

  /// Goes to a byte offset and forgets the token read ahead.
  mutating func move(to offset: Int) {
    lookahead = nil
    lexer.position = offset
  }

  mutating func accept(_ symbol: String) throws(Diagnostic) -> Token? {
    try peek().isSymbol(symbol) ? try advance() : nil
  }

  @discardableResult
  mutating func expect(_ symbol: String) throws(Diagnostic) -> Token {
    let token = try peek()
    guard token.isSymbol(symbol) else { throw unexpected(token, expected: "`\(symbol)`") }
    return try advance()
  }

  func unexpected(_ token: Token, expected: String? = nil) -> Diagnostic {
    let tail = expected.map { "; expected \($0)" } ?? ""
    switch token.kind {
    case .end:
      return Diagnostic(
        "unexpected end of input\(tail)", at: token.span, in: source, isIncomplete: lexer.end == source.bytes.count)
    case .newline: return Diagnostic("unexpected end of line\(tail)", at: token.span, in: source)
    default: return Diagnostic("unexpected `\(shown(token.span))`\(tail)", at: token.span, in: source)
    }
  }

  /// A part of the source as a sentence names it: one line, not too long.
  func shown(_ span: SourceSpan) -> String {
    let text = source.substring(span)
    let line = text.prefix { !$0.isNewline }.prefix(40)
    return line.count < text.count ? "\(line)..." : text
  }

  // MARK: Nodes

  /// Makes a node; the depth of its children is bounded, because whatever
  /// walks the tree recurses.
  func node(_ kind: Expression.Kind, _ span: SourceSpan, over children: [Expression] = []) throws(Diagnostic)
    -> Expression
  {
    let depth = (children.map(\.depth).max() ?? 0) + 1
    guard depth <= Self.depthLimit else {
      throw Diagnostic("this expression is nested too deeply; assign parts of it to variables", at: span, in: source)
    }
    return Expression(kind: kind, span: span, depth: depth)
  }

  /// Runs a part of the parser one level deeper.
  mutating func nested<T>(_ body: (inout StatementParser) throws(Diagnostic) -> T) throws(Diagnostic) -> T {
    guard nesting < Self.nestingLimit else {
      let token = try peek()
      throw Diagnostic(
        "brackets and operators are nested more than \(Self.nestingLimit) levels deep", at: token.span, in: source)
    }
    nesting += 1
    defer { nesting -= 1 }
    return try body(&self)
  }

  /// Runs a part of the parser with line ends skipped, or not.
  mutating func skippingNewlines<T>(
    _ skips: Bool, _ body: (inout StatementParser) throws(Diagnostic) -> T
  ) throws(Diagnostic) -> T {
    let saved = skipsNewlines
    skipsNewlines = skips
    defer { skipsNewlines = saved }
    return try body(&self)
  }
}
