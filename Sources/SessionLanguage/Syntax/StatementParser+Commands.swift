import Wording

/// Calls of commands: parentheses with bare words, and command style.
extension StatementParser {
  /// The arguments of a known command, behind the opening parenthesis.
  mutating func commandCall(
    _ name: String, _ signature: CommandSignature, _ nameSpan: SourceSpan
  ) throws(Diagnostic) -> Expression {
    let (arguments, closing) = try skippingNewlines(true) { (parser) throws(Diagnostic) in
      var arguments: [CommandSyntax.Argument] = []
      if let token = try parser.accept(")") { return (arguments, token.span) }
      while true {
        arguments.append(try parser.commandArgument(signature))
        if try parser.accept(",") != nil { continue }
        let token = try parser.peek()
        guard token.isSymbol(")") else { throw parser.unexpected(token, expected: "`,` or `)`") }
        return (arguments, try parser.advance().span)
      }
    }
    let children = arguments.compactMap { if case .expression(let value) = $0.value { value } else { nil } }
    let syntax = CommandSyntax(name: name, arguments: signature.namingStatement(arguments))
    return try node(.command(syntax), nameSpan.union(closing), over: children)
  }

  private mutating func commandArgument(_ signature: CommandSignature) throws(Diagnostic) -> CommandSyntax.Argument {
    let first = try peek()
    if let name = try argumentName() {
      let value = try expression(Self.argumentPower)
      return CommandSyntax.Argument(name: name, value: .expression(value), span: first.span.union(value.span))
    }
    if let name = try wordListName(signature) {
      let words = try wordList()
      let end = words.last?.span ?? first.span
      return CommandSyntax.Argument(name: name, value: .words(words), span: first.span.union(end))
    }
    let value = try expression(Self.argumentPower)
    return CommandSyntax.Argument(name: nil, value: .expression(value), span: value.span)
  }

  /// `name:` of a parameter; nothing is consumed when it is something else,
  /// such as the range `a:b`.
  private mutating func wordListName(_ signature: CommandSignature) throws(Diagnostic) -> String? {
    let token = try peek()
    guard case .name(let name) = token.kind else { return nil }
    _ = try advance()
    guard try accept(":") != nil else {
      move(to: token.span.lowerBound)
      return nil
    }
    if signature.parameter(named: name) != nil { return name }
    let isSpaced = lexer.byte() == 0x20
    let near = EditDistance.suggestion(for: name, among: signature.parameters.map(\.name))
    if isSpaced, let near {
      throw Diagnostic(
        "`\(signature.name)` has no parameter `\(name)`", at: token.span, in: source, suggestion: near)
    }
    move(to: token.span.lowerBound)
    return nil
  }

  /// Bare words between commas, up to `)` or to a following `name:` or
  /// `name=`.
  private mutating func wordList() throws(Diagnostic) -> [Word] {
    lookahead = nil
    var words: [Word] = []
    var reader = WordReader(lexer: lexer, separators: [",", ")"])
    while true {
      reader.skipWhitespace()
      guard let word = try reader.word() else { break }
      words.append(word)
      reader.skipWhitespace()
      guard reader.lexer.character() == "," else { break }
      var ahead = reader
      ahead.lexer.position += 1
      ahead.skipWhitespace()
      if ahead.startsNamedArgument() { break }
      reader = ahead
    }
    move(to: reader.lexer.position)
    guard !words.isEmpty else { throw unexpected(try peek(), expected: "a word") }
    return words
  }

  /// A statement in command style, when the next token starts one: a known
  /// command's name, a blank, and a word.
  mutating func commandStyle() throws(Diagnostic) -> Expression? {
    let token = try peek()
    guard allowsCommands, !skipsNewlines, case .name(let name) = token.kind,
      source.bytes[token.span.lowerBound] != UInt8(ascii: "`")
    else { return nil }
    move(to: token.span.upperBound)
    var reader = WordReader(lexer: lexer, separators: [])
    reader.closesBlock = blockDepth > 0
    reader.closesBranch = branchDepth > 0
    reader.skipBlanks()
    if let help = try help(for: name, at: token.span, mark: reader) { return help }
    guard let signature = commands[name], reader.startsWords(after: token.span.upperBound) else {
      move(to: token.span.lowerBound)
      return nil
    }
    var builder = CommandWordArguments(signature: signature, source: source)
    while true {
      reader.skipBlanks()
      if reader.isAtEnd { break }
      if let help = try help(for: name, at: token.span, mark: reader) { return help }
      if builder.expectsStatement(at: reader) {
        move(to: reader.lexer.position)
        let held = try nested { (parser) throws(Diagnostic) in
          if let command = try parser.commandStyle() { command } else { try parser.expression(0) }
        }
        builder.take(held)
        let syntax = CommandSyntax(name: name, arguments: try builder.finish())
        return try node(.command(syntax), token.span.union(held.span), over: [held])
      }
      try builder.read(&reader)
    }
    move(to: reader.lexer.position)
    let arguments = try builder.finish()
    let end = arguments.map(\.span.upperBound).max() ?? token.span.upperBound
    return try node(
      .command(CommandSyntax(name: name, arguments: arguments)), SourceSpan(token.span.lowerBound, end))
  }

  /// `getJob?` and `?getJob` are `help getJob`.
  /// The same where a question mark is the last word of a command.
  private mutating func help(
    for name: String, at span: SourceSpan, mark reader: WordReader
  ) throws(Diagnostic) -> Expression? {
    guard reader.lexer.character() == "?" else { return nil }
    let mark = reader.lexer.position
    var reader = reader
    reader.lexer.position += 1
    reader.skipBlanks()
    guard reader.isAtEnd else { return nil }
    move(to: reader.lexer.position)
    return try help(for: name, at: span, span: SourceSpan(span.lowerBound, mark + 1))
  }

  func help(for name: String, at span: SourceSpan, span whole: SourceSpan) throws(Diagnostic) -> Expression {
    guard commands["help"] != nil else {
      throw Diagnostic("there is no command `help` to answer `?`", at: whole, in: source)
    }
    let word = Word(parts: [.text(name)], isQuoted: true, span: span)
    let argument = CommandSyntax.Argument(name: nil, value: .words([word]), span: span)
    return try node(.command(CommandSyntax(name: "help", arguments: [argument])), whole)
  }
}
