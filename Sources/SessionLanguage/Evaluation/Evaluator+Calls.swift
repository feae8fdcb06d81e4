import RData
import Wording

extension Evaluator {
  /// Calls a function: one that azp evaluates, one of the session, a command,
  /// or R with the whole call.
  func call(_ function: Expression, _ arguments: [CallArgument], _ whole: Expression) async throws -> RValue {
    if let callable = try await literal(function), let values = try await values(of: arguments) {
      return try await apply(callable, values.map { ($0.name, $0.value) }, whole)
    }
    guard let name = function.nameOrText else { return try await inR(whole) }
    // A function of the session takes the place of R's, as it would in R.
    if interpreter[name]?.isFunction == true {
      guard let callable = callable(named: name), let values = try await values(of: arguments) else {
        return try await inR(whole)
      }
      return try await apply(callable, values.map { ($0.name, $0.value) }, whole)
    }
    if let value = try await special(name, arguments, whole) { return value }
    if let value = try await higherOrder(name, arguments, whole) { return value }
    guard let builtin = Builtins.table[name] else {
      // The fingers of R's users know `q()`.
      let command = name == "q" ? "quit" : name
      if let signature = commands[command] {
        // In the body of a function a command looks like any call.
        let arguments = signature.namingStatement(try commandArguments(arguments))
        return try await run(CommandSyntax(name: command, arguments: arguments), whole)
      }
      try await checkKnown(name, function)
      guard frame != nil, arguments.contains(where: \.isDots), let values = try await values(of: arguments) else {
        return try await inR(whole)
      }
      return try await inR(name, values.map { ($0.name, $0.value) }, whole)
    }
    // An argument left out, or `...` at top level, is beyond what azp evaluates.
    guard let values = try await values(of: arguments) else { return try await inR(whole) }
    do {
      // R dispatches on the first argument; what `print` does is known here.
      if name != "print" { try leaveToMethods(of: name, values.first?.value) }
      let isNaming = Builtins.namingArguments.contains(name)
      return try await run(
        builtin,
        values.map { value in
          let isBare = isNaming && value.name == nil && value.expression.isName && value.value.attributes["dim"] == nil
          return (isBare ? value.expression.nameOrText : value.name, value.value)
        }, whole)
    } catch is NotEvaluatedHere {
      if arguments.contains(where: \.isDots) { return try await inR(name, values.map { ($0.name, $0.value) }, whole) }
      return try await inR(whole, operands: values.map { ($0.expression, $0.value) })
    }
  }

  /// The function of `(function(x) x)(1)` or `list$f(1)`, when it is evaluated here.
  private func literal(_ function: Expression) async throws -> Callable? {
    // A function that is an element of a list.
    if case .member = function.kind, function.isRepeatable {
      guard case .function(let text) = try await evaluate(function).storage,
        let known = interpreter.function(from: text),
        FunctionReach(of: known, in: interpreter, commands: Set(commands.keys)).isHere
      else { return nil }
      return .session(known, name: source.substring(function.span), scope: interpreter.session)
    }
    guard case .parenthesized(let inner) = function.kind, case .function = inner.kind else { return nil }
    return callable(inner)
  }

  /// The values of arguments, those that `...` stands for among them; `nil`
  /// when one is left out, or `...` means nothing here.
  func values(
    of arguments: [CallArgument]
  ) async throws -> [(name: String?, value: RValue, expression: Expression)]? {
    guard arguments.allSatisfy({ $0.value != nil && ($0.isDots ? frame != nil : true) }) else { return nil }
    var values: [(name: String?, value: RValue, expression: Expression)] = []
    for argument in arguments {
      guard let expression = argument.value else { continue }
      if argument.isDots {
        values += frame?.dots.map { ($0.name, $0.value, expression) } ?? []
      } else {
        values.append((argument.name, try await evaluate(expression), expression))
      }
    }
    return values
  }

  private func commandArguments(_ arguments: [CallArgument]) throws -> [CommandSyntax.Argument] {
    try arguments.map { argument in
      guard let value = argument.value, !argument.isDots else {
        throw Diagnostic("an argument of a command must be written out", at: argument.span, in: source)
      }
      return CommandSyntax.Argument(name: argument.name, value: .expression(value), span: argument.span)
    }
  }

  /// Refuses a function that looks like a mistyped command before R is asked
  /// for it.
  private func checkKnown(_ name: String, _ function: Expression) async throws {
    if DefaultRNames.contains(name) { return }
    if await host.recallRNames(among: [name], packages: [])?.contains(name) == true { return }
    if let near = EditDistance.suggestion(for: name, among: commands.keys) {
      throw diagnostic(
        "unknown command `\(name)`", function, condition: MissingName(name: name, isFunction: true).condition,
        suggestion: near, isUsage: true)
    }
  }
}

extension CallArgument {
  /// Whether this is `...`.
  var isDots: Bool {
    if case .name("...")? = value?.kind { name == nil } else { false }
  }
}

extension Expression {
  /// Whether this is a name and nothing else.
  var isName: Bool {
    if case .name(let name) = kind { name != "..." } else { false }
  }
}
