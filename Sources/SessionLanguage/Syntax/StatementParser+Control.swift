extension StatementParser {
  /// What `if`, `for`, `while`, `repeat` and `function` apply to; line ends
  /// may stand before it.
  mutating func body() throws(Diagnostic) -> Expression {
    try skipNewlines()
    if !skipsNewlines, let command = try commandStyle() { return command }
    return try expression(5)
  }

  private mutating func inParentheses<T>(
    _ content: (inout StatementParser) throws(Diagnostic) -> T
  ) throws(Diagnostic) -> T {
    try expect("(")
    return try skippingNewlines(true) { (parser) throws(Diagnostic) in
      let value = try content(&parser)
      try parser.expect(")")
      return value
    }
  }

  mutating func conditional(from token: Token) throws(Diagnostic) -> Expression {
    let condition = try inParentheses { (parser) throws(Diagnostic) in try parser.expression(0) }
    branchDepth += 1
    let then: Expression
    do {
      defer { branchDepth -= 1 }
      then = try body()
    }
    // `else` may stand on the next line; otherwise the line end is a
    // terminator that must be seen again.
    let position = try peek().span.lowerBound
    try skipNewlines()
    guard try peek().isKeyword("else") else {
      move(to: position)
      return try node(
        .condition(condition, then: then, otherwise: nil), token.span.union(then.span), over: [condition, then])
    }
    _ = try advance()
    let otherwise = try body()
    return try node(
      .condition(condition, then: then, otherwise: otherwise), token.span.union(otherwise.span),
      over: [condition, then, otherwise])
  }

  mutating func forLoop(from token: Token) throws(Diagnostic) -> Expression {
    let (variable, sequence) = try inParentheses { (parser) throws(Diagnostic) in
      let token = try parser.advance()
      guard case .name(let name) = token.kind else { throw parser.unexpected(token, expected: "a name") }
      let word = try parser.advance()
      guard word.isKeyword("in") else { throw parser.unexpected(word, expected: "`in`") }
      return (name, try parser.expression(0))
    }
    let body = try self.body()
    return try node(
      .forLoop(variable: variable, sequence: sequence, body: body), token.span.union(body.span),
      over: [sequence, body])
  }

  mutating func whileLoop(from token: Token) throws(Diagnostic) -> Expression {
    let condition = try inParentheses { (parser) throws(Diagnostic) in try parser.expression(0) }
    let body = try self.body()
    return try node(.whileLoop(condition, body: body), token.span.union(body.span), over: [condition, body])
  }

  /// A function literal; its body is R's, where commands mean nothing.
  mutating func function(from token: Token) throws(Diagnostic) -> Expression {
    try expect("(")
    let (parameters, _) = try arguments(until: ")", signature: nil)
    for parameter in parameters where parameter.name == nil {
      if case .name? = parameter.value?.kind { continue }
      throw Diagnostic("a parameter of a function must be a name", at: parameter.span, in: source)
    }
    let saved = allowsCommands
    allowsCommands = false
    defer { allowsCommands = saved }
    let body = try self.body()
    return try node(
      .function(FunctionSyntax(parameters: parameters, body: body)), token.span.union(body.span), over: [body])
  }
}
