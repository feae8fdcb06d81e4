extension StatementParser {
  /// The body behind `%dopar%` or `%do%`, whose left side must be a call of
  /// `foreach`.
  ///
  /// As in R the operator binds more tightly than arithmetic: of a body
  /// without braces it takes what a `%...%` operator takes.
  mutating func loop(
    _ left: Expression, operator token: Token, isParallel: Bool
  ) throws(Diagnostic) -> Expression {
    guard case .call(let function, let arguments) = left.kind, function.isForeach else {
      if !allowsCommands {
        try skipNewlines()
        let right = try expression(56)
        return try node(.infix(isParallel ? "%dopar%" : "%do%", left, right), left.span.union(right.span))
      }
      if case .infix("%:%", _, _) = left.kind {
        throw Diagnostic(
          "`%:%` does not nest loops here; put the inner loop into the body of the outer one", at: left.span,
          in: source)
      }
      throw Diagnostic(
        "`\(source.substring(token.span))` needs `foreach(...)` on its left", at: left.span, in: source)
    }
    let saved = allowsCommands
    allowsCommands = false
    defer { allowsCommands = saved }
    try skipNewlines()
    let body = try expression(56)
    let syntax = LoopSyntax(arguments: arguments, body: body, bodySpan: body.span, isParallel: isParallel)
    return try node(
      .foreach(syntax), left.span.union(body.span), over: [body] + arguments.compactMap(\.value))
  }
}

extension Expression {
  /// Whether this is `foreach` or `foreach::foreach`.
  var isForeach: Bool {
    switch kind {
    case .name("foreach"), .qualifiedName("foreach", "foreach"): true
    default: false
    }
  }
}
