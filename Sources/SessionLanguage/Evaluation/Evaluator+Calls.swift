import RData

extension Evaluator {
  /// Calls a function: one that azp evaluates, or R with the whole call.
  func call(_ function: Expression, _ arguments: [CallArgument], _ whole: Expression) async throws -> RValue {
    guard let name = function.nameOrText else { return try await inR(whole) }
    // A function of the session takes the place of R's, as it would in R.
    if interpreter[name]?.isFunction == true { return try await inR(whole) }
    guard let builtin = Builtins.table[name] else {
      try await checkKnown(name, function)
      return try await inR(whole)
    }
    var values: [(name: String?, value: RValue)] = []
    var operands: [(Expression, RValue)] = []
    for argument in arguments {
      // An argument left out, or `...`, is beyond what azp evaluates.
      guard let expression = argument.value, expression.nameOrText != "..." || !expression.isName else {
        return try await inR(whole)
      }
      let value = try await evaluate(expression)
      values.append((argument.name, value))
      operands.append((expression, value))
    }
    do {
      var call = try BuiltinCall(builtin, values)
      switch builtin.body {
      case .pure(let body):
        let result = try body(&call)
        await report(call.warnings, whole)
        isVisible = true
        return result
      case .effect(let body):
        let result = try await body(call, host)
        isVisible = result.isVisible
        return result.value
      }
    } catch is NotEvaluatedHere {
      return try await inR(whole, operands: operands)
    }
  }

  /// Refuses a function that looks like a mistyped command before R is asked
  /// for it.
  private func checkKnown(_ name: String, _ function: Expression) async throws {
    if DefaultRNames.contains(name) { return }
    if await host.isKnownToR(names: [name], packages: [])?.contains(name) == true { return }
    if let near = EditDistance.suggestion(for: name, among: commands.keys) {
      throw diagnostic("unknown command `\(name)`", function, suggestion: near, isUsage: true)
    }
  }
}

extension Expression {
  var isName: Bool {
    if case .name = kind { true } else { false }
  }
}
