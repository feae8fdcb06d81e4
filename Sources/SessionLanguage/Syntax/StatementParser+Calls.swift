extension StatementParser {
  /// Calls, indexes and access behind an operand.
  mutating func postfixed(_ operand: Expression) throws(Diagnostic) -> Expression {
    var operand = operand
    while case .symbol(let symbol) = try peek().kind {
      switch symbol {
      case "(":
        _ = try advance()
        operand = try call(operand)
      case "[":
        _ = try advance()
        let (arguments, closing) = try arguments(until: "]")
        operand = try index(operand, arguments, isDouble: false, closing)
      case "[[":
        _ = try advance()
        let (arguments, _) = try arguments(until: "]", closings: 2)
        operand = try index(operand, arguments, isDouble: true, SourceSpan(lexer.position, lexer.position))
      case "$", "@":
        _ = try advance()
        operand = try member(operand, symbol)
      default: return operand
      }
    }
    return operand
  }

  private func index(
    _ base: Expression, _ arguments: [CallArgument], isDouble: Bool, _ closing: SourceSpan
  ) throws(Diagnostic) -> Expression {
    try node(
      .index(base, arguments, isDouble: isDouble), base.span.union(closing),
      over: [base] + arguments.compactMap(\.value))
  }

  private mutating func call(_ function: Expression) throws(Diagnostic) -> Expression {
    if allowsCommands, case .name(let name) = function.kind, let signature = commands[name],
      !Builtins.names.contains(name)
    {
      return try commandCall(name, signature, function.span)
    }
    let (arguments, closing) = try arguments(until: ")")
    return try node(
      .call(function, arguments), function.span.union(closing), over: [function] + arguments.compactMap(\.value))
  }

  private mutating func member(_ base: Expression, _ symbol: String) throws(Diagnostic) -> Expression {
    try skipNewlines()
    let token = try advance()
    switch token.kind {
    case .name(let name), .string(let name):
      let kind: Expression.Kind = symbol == "$" ? .member(base, name) : .slot(base, name)
      return try node(kind, base.span.union(token.span), over: [base])
    case .symbol("(") where !allowsCommands:
      // `x$(name)` is R's syntax too, though nothing that azp evaluates.
      move(to: token.span.lowerBound)
      let inner = try expression(80)
      return try node(.infix(symbol, base, inner), base.span.union(inner.span), over: [base, inner])
    default: throw unexpected(token, expected: "a name")
    }
  }

  /// Arguments up to a closing bracket, which is consumed.
  mutating func arguments(
    until closing: String, closings: Int = 1
  ) throws(Diagnostic) -> ([CallArgument], SourceSpan) {
    try skippingNewlines(true) { (parser) throws(Diagnostic) in
      var arguments: [CallArgument] = []
      if let token = try parser.acceptClosing(closing, closings) { return (arguments, token) }
      while true {
        arguments.append(try parser.argument(before: closing))
        if try parser.accept(",") != nil { continue }
        if let token = try parser.acceptClosing(closing, closings) { return (arguments, token) }
        throw parser.unexpected(try parser.peek(), expected: "`,` or `\(String(repeating: closing, count: closings))`")
      }
    }
  }

  private mutating func acceptClosing(_ closing: String, _ count: Int) throws(Diagnostic) -> SourceSpan? {
    guard var token = try accept(closing) else { return nil }
    if count == 2 { token = try expect(closing) }
    return token.span
  }

  private mutating func argument(before closing: String) throws(Diagnostic) -> CallArgument {
    let first = try peek()
    if first.isSymbol(",") || first.isSymbol(closing) {
      return CallArgument(name: nil, value: nil, span: SourceSpan(first.span.lowerBound, first.span.lowerBound))
    }
    guard let name = try argumentName() else {
      let value = try expression(Self.argumentPower)
      return CallArgument(name: nil, value: value, span: value.span)
    }
    let next = try peek()
    if next.isSymbol(",") || next.isSymbol(closing) {
      return CallArgument(name: name, value: nil, span: first.span)
    }
    let value = try expression(Self.argumentPower)
    return CallArgument(name: name, value: value, span: first.span.union(value.span))
  }

  /// A name with the `=` behind it; nothing is consumed when there is none.
  mutating func argumentName() throws(Diagnostic) -> String? {
    let first = try peek()
    let name: String
    switch first.kind {
    case .name(let text), .string(let text): name = text
    case .keyword("NULL"): name = "NULL"
    default: return nil
    }
    _ = try advance()
    if try accept("=") != nil { return name }
    move(to: first.span.lowerBound)
    return nil
  }
}
