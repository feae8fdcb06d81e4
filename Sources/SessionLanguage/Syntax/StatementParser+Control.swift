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

  /// What `if` and `while` decide by.
  private mutating func condition() throws(Diagnostic) -> Expression {
    try inParentheses { (parser) throws(Diagnostic) in
      let condition = try parser.expression(Self.argumentPower)
      if let token = try parser.accept("=") {
        throw Diagnostic(
          "`=` gives a value and cannot stand in a condition; compare with `==`", at: token.span, in: parser.source)
      }
      return condition
    }
  }

  mutating func conditional(from token: Token) throws(Diagnostic) -> Expression {
    let condition = try condition()
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
      return (name, try parser.expression(Self.argumentPower))
    }
    let body = try self.body()
    return try node(
      .forLoop(variable: variable, sequence: sequence, body: body), token.span.union(body.span),
      over: [sequence, body])
  }

  mutating func whileLoop(from token: Token) throws(Diagnostic) -> Expression {
    let condition = try condition()
    let body = try self.body()
    return try node(.whileLoop(condition, body: body), token.span.union(body.span), over: [condition, body])
  }

  /// A function literal, which is R's: commands mean nothing in it.
  mutating func function(from token: Token) throws(Diagnostic) -> Expression {
    let saved = allowsCommands
    allowsCommands = false
    defer { allowsCommands = saved }
    try expect("(")
    let (parameters, _) = try arguments(until: ")")
    try check(parameters)
    let body = try self.body()
    return try node(
      .function(FunctionSyntax(parameters: parameters, body: body)), token.span.union(body.span),
      over: [body] + parameters.compactMap(\.value))
  }

  private func check(_ parameters: [CallArgument]) throws(Diagnostic) {
    var names: Set<String> = []
    for parameter in parameters {
      let isString = ["\"", "'"].contains(Character(Unicode.Scalar(source.bytes[parameter.span.lowerBound])))
      let isHalf = parameter.name != nil && parameter.value == nil
      guard let name = parameter.parameterName, !isString, !isHalf else {
        throw Diagnostic(
          "a parameter of a function is written `name` or `name = value`", at: parameter.span, in: source)
      }
      guard names.insert(name).inserted else {
        throw Diagnostic("the function has two parameters `\(name)`; rename one", at: parameter.span, in: source)
      }
    }
  }
}
