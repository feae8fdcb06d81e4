import Wording

extension StatementParser {
  /// The body behind `%dopar%` or `%do%`, whose left side must be a call of
  /// `foreach`, or several joined with `%:%`, or a call of `times`.
  ///
  /// As in R the operator binds more tightly than arithmetic: of a body
  /// without braces it takes what a `%...%` operator takes.
  mutating func loop(
    _ left: Expression, operator token: Token, isParallel: Bool
  ) throws(Diagnostic) -> Expression {
    let levels: [LoopSyntax.Level]
    do {
      levels = try self.levels(of: left, operator: token)
    } catch {
      if allowsCommands { throw error }
      // In a body it is R's to judge.
      try skipNewlines()
      let right = try expression(56)
      return try node(.infix(isParallel ? "%dopar%" : "%do%", left, right), left.span.union(right.span))
    }
    let saved = allowsCommands
    allowsCommands = false
    defer { allowsCommands = saved }
    try skipNewlines()
    let body = try expression(56)
    let syntax = LoopSyntax(levels: levels, body: body, bodySpan: body.span, isParallel: isParallel)
    let parts = levels.flatMap { $0.arguments.compactMap(\.value) + $0.conditions }
    return try node(.foreach(syntax), left.span.union(body.span), over: [body] + parts)
  }

  /// Refuses what is nearly `%dopar%` or `%do%` behind a loop.
  func checkLoopOperator(_ token: Token, _ symbol: String, behind left: Expression) throws(Diagnostic) {
    guard allowsCommands, symbol.hasPrefix("%"), (try? levels(of: left, operator: token)) != nil,
      let meant = EditDistance.suggestion(for: symbol, among: ["%dopar%", "%do%"])
    else { return }
    throw Diagnostic(
      "`\(symbol)` is no operator that runs a loop", at: token.span, in: source, suggestion: meant)
  }

  private func levels(of expression: Expression, operator token: Token) throws(Diagnostic) -> [LoopSyntax.Level] {
    switch expression.kind {
    case .call(let function, let arguments) where function.isForeach("foreach"):
      return [LoopSyntax.Level(arguments: arguments, span: expression.span)]
    case .call(let function, let arguments) where function.isForeach("times"):
      return [LoopSyntax.Level(arguments: arguments, isTimes: true, span: expression.span)]
    case .parenthesized(let inner): return try levels(of: inner, operator: token)
    case .infix("%:%", let outer, let inner):
      var levels = try levels(of: outer, operator: token)
      if case .call(let function, let arguments) = inner.kind, function.isForeach("when") {
        guard arguments.count == 1, let condition = arguments[0].value else {
          throw Diagnostic("`when` takes one condition: write `when(i > j)`", at: inner.span, in: source)
        }
        levels[levels.count - 1].conditions.append(condition)
        return levels
      }
      levels += try self.levels(of: inner, operator: token)
      return levels
    default:
      throw Diagnostic(
        "`\(source.substring(token.span))` needs `foreach(...)` on its left", at: expression.span, in: source)
    }
  }
}

extension Expression {
  /// Whether this is a function of the foreach package, as `foreach` or
  /// `foreach::foreach`.
  func isForeach(_ function: String) -> Bool {
    switch kind {
    case .name(function), .qualifiedName("foreach", function): true
    default: false
    }
  }
}
