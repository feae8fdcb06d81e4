import RData

extension Evaluator {
  /// What can be called with values: a function of the session, one that azp
  /// evaluates itself, or a command.
  enum Callable {
    case session(SessionFunction, name: String, scope: Interpreter)
    case builtin(Builtin)
    case command(String)
  }

  /// The function of that name as far as it is evaluated here; `nil` when it
  /// is R's.
  func callable(named name: String) -> Callable? {
    if let value = interpreter[name], value.isFunction {
      guard case .function(let text) = value.storage, let function = interpreter.function(from: text),
        FunctionReach(of: function, in: interpreter, commands: Set(commands.keys)).isHere
      else { return nil }
      // Functions of the session see the session, wherever they are called.
      return .session(function, name: name, scope: interpreter.session)
    }
    if let builtin = Builtins.table[name] { return .builtin(builtin) }
    if commands[name] != nil { return .command(name) }
    return nil
  }

  /// The function that an argument such as `FUN` means, by name, as a string
  /// or as a literal; `nil` when it is R's.
  func callable(_ expression: Expression) -> Callable? {
    switch expression.kind {
    case .function(let syntax):
      let function = SessionFunction(syntax: syntax, source: source)
      guard FunctionReach(of: function, in: interpreter, commands: Set(commands.keys)).isHere else { return nil }
      return .session(function, name: "FUN", scope: interpreter)
    case .parenthesized(let inner): return callable(inner)
    default: return expression.nameOrText.flatMap { callable(named: $0) }
    }
  }

  /// Calls a function with values.
  ///
  /// - Parameter whole: the expression that errors and warnings point at.
  func apply(
    _ callable: Callable, _ arguments: [(name: String?, value: RValue)], _ whole: Expression
  ) async throws -> RValue {
    switch callable {
    case .session(let function, let name, let scope):
      return try await run(function, name, arguments, scope: scope, whole)
    case .builtin(let builtin):
      do {
        return try await run(builtin, arguments, whole)
      } catch is NotEvaluatedHere {
        return try await inR(builtin.name, arguments, whole)
      }
    case .command(let name):
      guard let signature = commands[name] else { return .null }
      let given = arguments.map { Argument(name: $0.name, value: $0.value, span: whole.span) }
      let matched = try ArgumentMatcher(signature: signature, span: whole.span, source: source).match(given)
      return try await run(signature, matched, whole)
    }
  }

  /// - Throws: ``NotEvaluatedHere`` when the function leaves the call to R.
  func run(
    _ builtin: Builtin, _ arguments: [(name: String?, value: RValue)], _ whole: Expression
  ) async throws -> RValue {
    var call = try BuiltinCall(builtin, arguments)
    switch builtin.body {
    case .pure(let body):
      let result = try ROptions.$current.withValue(host.options) { try body(&call) }
      report(call.warnings, of: builtin, whole)
      isVisible = true
      return result
    case .effect(let body):
      let result = try await ROptions.$current.withValue(host.options) { try await body(&call, host) }
      report(call.warnings, of: builtin, whole)
      isVisible = result.isVisible
      return result.value
    case .print:
      let value = try call.required("x")
      try await show(CommandResult(value), whole)
      isVisible = false
      return value
    }
  }

  /// Functions whose warnings name the function that they stand in, as R's
  /// primitives do.
  private static let namelessWarners: Set<String> = ["warning", "as.numeric", "as.double", "as.integer", "cumsum"]

  private func report(_ messages: [String], of builtin: Builtin, _ whole: Expression) {
    for message in messages {
      if Self.namelessWarners.contains(builtin.name) {
        warnings.add(message, call: frame?.call)
      } else if builtin.name == "mean" {
        // The method is what warns.
        let call = source.substring(whole.span)
        warnings.add(message, call: call.hasPrefix("mean(") ? "mean.default" + call.dropFirst(4) : call)
      } else {
        report([message], whole)
      }
    }
  }

  /// Calls a function of R by name, with values.
  func inR(
    _ name: String, _ arguments: [(name: String?, value: RValue)], _ whole: Expression
  ) async throws -> RValue {
    var list = RValue.list(arguments.map(\.value))
    if arguments.contains(where: { $0.name != nil }) { list.names = arguments.map { $0.name ?? "" } }
    let binding = RBinding(name: ".azp_arguments", value: list)
    return try await askRToCall("do.call(\(RQuoting.name(name)), .azp_arguments)", [binding], whole)
  }

  /// Calls a function of the session: parameters are matched as R does,
  /// defaults see the parameters, and the variables that the body makes are
  /// gone when it ends.
  private func run(
    _ function: SessionFunction, _ name: String, _ arguments: [(name: String?, value: RValue)], scope: Interpreter,
    _ whole: Expression
  ) async throws -> RValue {
    try Task.checkCancellation()
    let depth = (frame?.depth ?? 0) + 1
    guard depth <= FunctionFrame.depthLimit else {
      throw diagnostic("evaluation nested too deeply: `\(name)` calls itself without end", whole)
    }
    let shape = Builtin.pure(name, function.parameters.joined(separator: " "), objects: true) { _ in .null }
    let matched = try BuiltinCall(shape, arguments, keepsUnused: true)
    if !matched.unused.isEmpty {
      let texts = matched.unused.map { text(ofArgument: $0, among: arguments, whole) }
      throw diagnostic(
        "unused argument in the call of `\(name)`", whole,
        condition: "unused argument\(texts.count > 1 ? "s" : "") (\(texts.joined(separator: ", ")))")
    }
    let missing = Set(function.parameters.filter { $0 != "..." && matched[$0] == nil })
    let inner = Interpreter(inside: scope)
    for parameter in function.parameters { if let value = matched[parameter] { inner[parameter] = value } }
    let frame = FunctionFrame(
      call: source.substring(whole.span), dots: matched.dots, missing: missing,
      unbound: missing.filter { function.defaultValue(of: $0) == nil }, argumentCount: arguments.count, depth: depth)
    let evaluator = Evaluator(
      interpreter: inner, host: host, source: function.source, warnings: warnings, frame: frame)
    evaluator.commands = commands
    evaluator.pending = missing.reduce(into: [:]) { $0[$1] = function.defaultValue(of: $1) }
    let result: RValue
    do {
      try await evaluator.bindDefaults()
      result = try await evaluator.evaluate(function.syntax.body)
      isVisible = evaluator.isVisible
    } catch let signal as ReturnSignal {
      isVisible = signal.isVisible
      return signal.value
    } catch let signal as LoopSignal {
      let word = signal == .breakLoop ? "break" : "next"
      throw diagnostic("`\(word)` in `\(name)` stands outside of a loop", whole)
    }
    return result
  }

  /// An argument as R shows it: as it was written, or else its value.
  private func text(
    ofArgument position: Int, among arguments: [(name: String?, value: RValue)], _ whole: Expression
  ) -> String {
    if case .call(_, let written) = whole.kind, written.count == arguments.count, !written.contains(where: \.isDots) {
      return source.substring(written[position].span)
    }
    let value = RSource.deparse(arguments[position].value).first ?? ""
    return arguments[position].name.map { "\($0) = \(value)" } ?? value
  }

  /// Evaluates the defaults of the parameters that were not given; those that
  /// only refuse wait until they are asked for.
  private func bindDefaults() async throws {
    for (name, value) in pending.sorted(by: { $0.key < $1.key }) {
      if case .call(let function, _) = value.kind, function.nameOrText == "stop" { continue }
      try await bindDefault(name)
    }
  }

  /// Evaluates the default of a parameter once, when it still waits.
  func bindDefault(_ name: String) async throws {
    guard let expression = pending.removeValue(forKey: name) else { return }
    interpreter[name] = try await evaluate(expression)
  }
}

extension Interpreter {
  /// The variables of the session itself, outside of all calls.
  var session: Interpreter {
    var place = self
    while let next = place.parent { place = next }
    return place
  }
}
