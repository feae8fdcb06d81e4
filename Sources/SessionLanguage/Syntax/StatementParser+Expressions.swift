import RData

extension StatementParser {
  /// How tightly an operator binds its left and its right operand; the table
  /// is that of R's `?Syntax`.
  private static let powers: [String: (left: Int, right: Int)] = [
    "?": (1, 2), "=": (6, 5), "<-": (11, 10), "<<-": (11, 10), ":=": (11, 10), "->": (15, 16), "->>": (15, 16),
    "~": (20, 21), "||": (25, 26), "|": (25, 26), "&&": (30, 31), "&": (30, 31), "==": (40, 41), "!=": (40, 41),
    "<": (40, 41), ">": (40, 41), "<=": (40, 41), ">=": (40, 41), "+": (45, 46), "-": (45, 46), "*": (50, 51),
    "/": (50, 51), "|>": (55, 56), ":": (60, 61), "^": (71, 70),
  ]
  private static let prefixPowers: [String: Int] = ["-": 65, "+": 65, "!": 35, "~": 21, "?": 2]
  /// The least power in an argument, where `=` is no assignment.
  static let argumentPower = 7
  private static let comparisons: Set<String> = ["==", "!=", "<", ">", "<=", ">="]

  /// Parses an expression of operators that bind at least as tightly as
  /// `minimum`: 0 for any, ``argumentPower`` for one in which `=` is no
  /// assignment.
  mutating func expression(_ minimum: Int) throws(Diagnostic) -> Expression {
    try nested { (parser) throws(Diagnostic) in try parser.operators(minimum) }
  }

  private mutating func operators(_ minimum: Int) throws(Diagnostic) -> Expression {
    var left = try prefixed()
    var comparedAt = false
    while case .symbol(let symbol) = try peek().kind {
      let known = symbol.hasPrefix("%") ? (left: 55, right: 56) : Self.powers[symbol]
      guard var power = known else { break }
      // An argument may be `a ? b`, whose sides are no assignments with `=`.
      if symbol == "?", minimum == Self.argumentPower { power = (left: minimum, right: minimum + 1) }
      guard power.left >= minimum else { break }
      let token = try advance()
      if Self.comparisons.contains(symbol) {
        if comparedAt { throw unexpected(token) }
        comparedAt = true
      } else if power.left < 40 {
        comparedAt = false
      }
      if symbol == "%dopar%" || symbol == "%do%" {
        left = try loop(left, operator: token, isParallel: symbol == "%dopar%")
        continue
      }
      try checkLoopOperator(token, symbol, behind: left)
      try skipNewlines()
      left = try combine(symbol, left, power.right)
    }
    return left
  }

  private mutating func combine(_ symbol: String, _ left: Expression, _ power: Int) throws(Diagnostic) -> Expression {
    switch symbol {
    case "<-", "<<-", "=", ":=":
      try checkTarget(left)
      let value: Expression
      if !skipsNewlines, let command = try commandStyle() {
        value = command
      } else {
        value = try expression(power)
      }
      return try node(.assignment(target: left, value: value), left.span.union(value.span), over: [left, value])
    case "->", "->>":
      let target = try expression(power)
      try checkTarget(target)
      return try node(.assignment(target: target, value: left), left.span.union(target.span), over: [left, target])
    case "|>": return try pipe(left, into: try expression(power))
    default:
      let right = try expression(power)
      return try node(.infix(symbol, left, right), left.span.union(right.span), over: [left, right])
    }
  }

  /// `x |> f(y)`; the value goes where `name = _` stands, when that is there.
  private mutating func pipe(_ left: Expression, into right: Expression) throws(Diagnostic) -> Expression {
    let span = left.span.union(right.span)
    switch right.kind {
    case .call(let function, var arguments):
      let places = arguments.indices.filter { arguments[$0].isPlaceholder }
      placeholders.removeAll { span in places.contains { arguments[$0].value?.span == span } }
      if places.count > 1 {
        throw Diagnostic("`_` can stand for the value once", at: arguments[places[1]].span, in: source)
      }
      guard let place = places.first else { break }
      guard arguments[place].name != nil else {
        throw Diagnostic("`_` needs the name of an argument: write `x = _`", at: arguments[place].span, in: source)
      }
      arguments[place].value = left
      return try node(.call(function, arguments), span, over: [function] + arguments.compactMap(\.value))
    case .command: break
    default:
      throw Diagnostic(
        "the right side of `|>` must be a call; write `\(shown(right.span))()`", at: right.span,
        in: source)
    }
    return try node(.infix("|>", left, right), span, over: [left, right])
  }

  private func checkTarget(_ target: Expression) throws(Diagnostic) {
    // What R evaluates is R's to judge.
    if !allowsCommands { return }
    var inner = target
    while true {
      switch inner.kind {
      case .name, .qualifiedName: return
      case .constant(let value):
        if value.asString != nil { return }
      case .index(let base, _, _), .member(let base, _), .slot(let base, _):
        inner = base
        continue
      case .call(_, let arguments):
        if let base = arguments.first?.value {
          inner = base
          continue
        }
      default: break
      }
      throw Diagnostic("`\(shown(target.span))` cannot be assigned to", at: target.span, in: source)
    }
  }

  private mutating func prefixed() throws(Diagnostic) -> Expression {
    let token = try peek()
    guard case .symbol(let symbol) = token.kind, let power = Self.prefixPowers[symbol] else { return try primary() }
    _ = try advance()
    try skipNewlines()
    let operand = try expression(power)
    let span = token.span.union(operand.span)
    if symbol == "?", allowsCommands, case .name(let name) = operand.kind {
      return try help(for: name, at: operand.span, span: span)
    }
    return try node(.prefix(symbol, operand), span, over: [operand])
  }

  private mutating func primary() throws(Diagnostic) -> Expression {
    let token = try advance()
    switch token.kind {
    case .number(let value):
      return try postfixed(node(.constant(value), token.span))
    case .string(let text):
      if try peekIsQualifier() { return try postfixed(qualified(text, token.span)) }
      return try postfixed(node(.constant(.string(text)), token.span))
    case .name(let name):
      if try peekIsQualifier() { return try postfixed(qualified(name, token.span)) }
      return try postfixed(node(.name(name), token.span))
    case .keyword(let word):
      return try keyword(word, token)
    case .symbol("("):
      let inner = try skippingNewlines(true) { (parser) throws(Diagnostic) in
        let inner = try parser.expression(0)
        // The bracket is the last token read with line ends skipped.
        let closing = try parser.expect(")")
        return (inner, closing)
      }
      return try postfixed(
        node(.parenthesized(inner.0), token.span.union(inner.1.span), over: [inner.0]))
    case .symbol("{"):
      return try postfixed(block(from: token))
    case .symbol("\\"):
      return try function(from: token)
    case .symbol("_") where try peekEndsArgument():
      placeholders.append(token.span)
      return try node(.name("_"), token.span)
    case .symbol("$"):
      // What is habit from commands written with blanks, and from other shells.
      guard case .name(let name) = try peek().kind else { throw unexpected(token) }
      let value = name == Interpreter.lastWord ? Interpreter.lastValue : name
      throw Diagnostic(
        "`$\(name)` inserts a value into a command written with blanks; here, write `\(value)`", at: token.span,
        in: source)
    default:
      throw unexpected(token)
    }
  }

  /// Whether an argument ends here, as it must behind the `_` of a pipe.
  private mutating func peekEndsArgument() throws(Diagnostic) -> Bool {
    let next = try peek()
    return skipsNewlines && (next.isSymbol(",") || next.isSymbol(")"))
  }

  mutating func block(from opening: Token) throws(Diagnostic) -> Expression {
    let (statements, closing) = try skippingNewlines(false) { (parser) throws(Diagnostic) in
      parser.blockDepth += 1
      defer { parser.blockDepth -= 1 }
      let branches = parser.branchDepth
      parser.branchDepth = 0
      defer { parser.branchDepth = branches }
      let statements = try parser.nested { (parser) throws(Diagnostic) in try parser.statements(until: "}") }
      return (statements, try parser.expect("}"))
    }
    return try node(.block(statements), opening.span.union(closing.span), over: statements)
  }

  private mutating func peekIsQualifier() throws(Diagnostic) -> Bool {
    let next = try peek()
    return next.isSymbol("::") || next.isSymbol(":::")
  }

  private mutating func qualified(_ package: String, _ span: SourceSpan) throws(Diagnostic) -> Expression {
    _ = try advance()
    let token = try advance()
    switch token.kind {
    case .name(let name), .string(let name):
      return try node(.qualifiedName(package: package, name: name), span.union(token.span))
    default: throw unexpected(token, expected: "a name")
    }
  }

  private mutating func keyword(_ word: String, _ token: Token) throws(Diagnostic) -> Expression {
    let constant: RValue
    switch word {
    case "TRUE": constant = .flag(true)
    case "FALSE": constant = .flag(false)
    case "NULL": constant = .null
    case "NA": constant = RValue(.logical([nil]))
    case "Inf": constant = .number(.infinity)
    case "NaN": constant = .number(.nan)
    case "NA_integer_": constant = .int(.naInteger)
    case "NA_real_": constant = .number(.naReal)
    case "NA_character_": constant = RValue(.character([nil]))
    case "NA_complex_": constant = RValue(.complex([RComplex(real: .naReal, imaginary: .naReal)]))
    case "break": return try node(.breakLoop, token.span)
    case "next": return try node(.nextLoop, token.span)
    case "function": return try function(from: token)
    case "if": return try conditional(from: token)
    case "for": return try forLoop(from: token)
    case "while": return try whileLoop(from: token)
    case "repeat":
      let body = try self.body()
      return try node(.repeatLoop(body), token.span.union(body.span), over: [body])
    default: throw unexpected(token)
    }
    return try postfixed(node(.constant(constant), token.span))
  }
}

extension CallArgument {
  /// Whether this is the `_` that a pipe fills in.
  fileprivate var isPlaceholder: Bool {
    if case .name("_")? = value?.kind { true } else { false }
  }
}
