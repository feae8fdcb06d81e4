import RData

extension Evaluator {
  func prefix(_ symbol: String, _ operand: Expression, _ whole: Expression) async throws -> RValue {
    guard ["-", "+", "!"].contains(symbol) else { return try await inR(whole) }
    let value = try await evaluate(operand)
    do {
      try leaveToMethods(of: symbol, value)
      switch symbol {
      case "-": return try Arithmetic.negated(value)
      case "!": return try Logic.negated(value)
      default: return try Arithmetic.negated(try Arithmetic.negated(value))
      }
    } catch is NotEvaluatedHere {
      return try await inR(whole, operands: [(operand, value)])
    }
  }

  func infix(
    _ symbol: String, _ left: Expression, _ right: Expression, _ whole: Expression
  ) async throws -> RValue {
    switch symbol {
    case "&&", "||": return try await shortCircuit(symbol, left, right, whole)
    case "|>": return try await pipe(left, into: right, whole)
    default: break
    }
    let isKnown =
      Arithmetic.operators.contains(symbol) || Comparison.operators.contains(symbol)
      || ["&", "|", ":", "%in%"].contains(symbol)
    guard isKnown, interpreter[symbol] == nil else {
      // `%+%` of the session, or `%*%`.
      guard symbol.hasPrefix("%"), let callable = callable(named: symbol) else { return try await inR(whole) }
      return try await apply(callable, [(nil, try await evaluate(left)), (nil, try await evaluate(right))], whole)
    }
    let a = try await evaluate(left)
    let b = try await evaluate(right)
    var warnings: [String] = []
    do {
      try leaveToMethods(of: symbol, a, b)
      let result: RValue
      switch symbol {
      case ":": result = try Arithmetic.range(a, b, warnings: &warnings)
      case "%in%": result = try Matching.contains(a, in: b)
      case "&", "|": result = try Logic.apply(symbol, a, b, warnings: &warnings)
      case _ where Comparison.operators.contains(symbol):
        result = try Comparison.apply(symbol, a, b, warnings: &warnings)
      default: result = try Arithmetic.apply(symbol, a, b, warnings: &warnings)
      }
      report(warnings, whole)
      return result
    } catch is NotEvaluatedHere {
      return try await inR(whole, operands: [(left, a), (right, b)])
    }
  }

  func shortCircuit(
    _ symbol: String, _ left: Expression, _ right: Expression, _ whole: Expression
  ) async throws -> RValue {
    var warnings: [String] = []
    let first = try Logic.side(try await evaluate(left), of: symbol, isLeft: true, warnings: &warnings)
    var result = first
    if first != (symbol == "||") {
      let second = try Logic.side(try await evaluate(right), of: symbol, isLeft: false, warnings: &warnings)
      result = symbol == "&&" ? Logic.both(first, second) : Logic.either(first, second)
    }
    report(warnings, whole)
    return RValue(.logical([result]))
  }

  /// `x |> f(y)` is `f(x, y)`.
  func pipe(_ left: Expression, into right: Expression, _ whole: Expression) async throws -> RValue {
    switch right.kind {
    case .call(let function, let arguments):
      let first = CallArgument(name: nil, value: left, span: left.span)
      return try await call(function, [first] + arguments, whole)
    case .command(var command):
      command.arguments.insert(
        CommandSyntax.Argument(name: nil, value: .expression(left), span: left.span), at: 0)
      return try await run(command, whole)
    default: throw diagnostic("the right side of `|>` must be a call", right)
    }
  }
}
