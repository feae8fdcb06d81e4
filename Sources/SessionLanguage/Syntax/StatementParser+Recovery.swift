/// Parsing on after an error, to find the next one.
extension StatementParser {
  /// Errors after which a text is probably no script at all.
  static let errorLimit = 50

  /// All statements that can be parsed, and what is wrong with the others.
  ///
  /// One error is told for each statement at top level: what follows it inside
  /// of the same brackets would mostly be its consequence.
  mutating func recoveringProgram() -> (statements: [Expression], errors: [Diagnostic]) {
    var statements: [Expression] = []
    var errors: [Diagnostic] = []
    while true {
      var start = lexer.position
      do {
        while try peek().isSeparator { lookahead = nil }
        let token = try peek()
        if case .end = token.kind { return (statements, errors) }
        start = token.span.lowerBound
        statements.append(try statement(closing: nil))
      } catch {
        errors.append(error)
        guard errors.count < Self.errorLimit, let next = resumption(from: start, after: error.span.lowerBound) else {
          return (statements, errors)
        }
        var fresh = StatementParser(self)
        fresh.move(to: next)
        self = fresh
      }
    }
  }

  /// A parser of the same source without modes or open brackets.
  private init(_ other: StatementParser) {
    source = other.source
    commands = other.commands
    lexer = other.lexer
  }

  /// Where the statement behind a wrong one starts: behind the first line end
  /// after the error at which all brackets of the statement are closed. When
  /// they never are, the line that the error begins is taken for a statement.
  private func resumption(from start: Int, after error: Int) -> Int? {
    var lexer = lexer
    lexer.position = start
    var open: [String] = []
    while lexer.position < lexer.end {
      let position = lexer.position
      do throws(Diagnostic) {
        let token = try lexer.next()
        switch token.kind {
        case .newline where open.isEmpty && token.span.lowerBound >= error: return lexer.position
        case .symbol(";") where open.isEmpty && token.span.lowerBound > error: return lexer.position
        case .symbol(let symbol): Self.follow(symbol, &open)
        default: break
        }
      } catch {
        // What has no end hides all that follows.
        if error.isIncomplete { return nil }
        lexer.position = max(position + 1, lexer.position)
      }
    }
    guard !open.isEmpty, error > start, error < lexer.end else { return nil }
    let line = source.lineSpan(containing: error).lowerBound
    let isFirst = source.bytes[line..<error].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    return isFirst && line > start ? error : nil
  }

  private static func follow(_ symbol: String, _ open: inout [String]) {
    switch symbol {
    case "(": open.append(")")
    case "[": open.append("]")
    case "[[": open += ["]", "]"]
    case "{": open.append("}")
    case ")", "]": if open.last == symbol { open.removeLast() }
    case "}":
      // A brace closes what was left open inside of it.
      if let last = open.lastIndex(of: "}") { open.removeSubrange(last...) }
    default: break
    }
  }
}

extension Token {
  fileprivate var isSeparator: Bool {
    if case .newline = kind { true } else { isSymbol(";") }
  }
}
