import RData

/// Calls that do not evaluate all their arguments, or that ask about the
/// function they stand in.
enum SpecialForms {
  static let names: Set<String> = [
    "return", "missing", "nargs", "switch", "stopifnot", "tryCatch", "suppressWarnings", "rm", "ls", "exists",
    "...length",
  ]
}

extension Evaluator {
  /// The value of a special call; `nil` when the name means none, or R has
  /// to see to it.
  func special(_ name: String, _ arguments: [CallArgument], _ whole: Expression) async throws -> RValue? {
    guard SpecialForms.names.contains(name) else { return nil }
    switch name {
    case "return":
      guard frame != nil, arguments.count <= 1 else { return nil }
      isVisible = true
      let value = try await arguments.first?.value.asyncMap { try await self.evaluate($0) } ?? .null
      throw ReturnSignal(value: value, isVisible: isVisible)
    case "missing":
      guard let frame, arguments.count == 1, let name = arguments[0].value?.nameOrText else { return nil }
      return .flag(frame.missing.contains(name))
    case "nargs": return frame.map { .int(Int32(clamping: $0.argumentCount)) }
    case "...length": return frame.map { .int(Int32(clamping: $0.dots.count)) }
    case "switch": return try await choice(arguments, whole)
    case "stopifnot": return try await assertion(arguments)
    case "suppressWarnings":
      guard arguments.count == 1, arguments[0].name == nil, let expression = arguments[0].value else { return nil }
      let before = warnings.count
      defer { warnings.truncate(to: before) }
      return try await evaluate(expression)
    case "tryCatch": return try await caught(arguments)
    case "rm": return try await removal(arguments, whole)
    case "ls":
      guard arguments.isEmpty, frame == nil else { return nil }
      isVisible = true
      return .strings(interpreter.variables.keys.filter { !$0.hasPrefix(".") }.sorted { Comparison.order($0, $1) < 0 })
    case "exists":
      guard arguments.count == 1, arguments[0].name == nil, let expression = arguments[0].value,
        let name = try await evaluate(expression).asString
      else { return nil }
      isVisible = true
      if interpreter[name] != nil || DefaultRNames.contains(name) { return .flag(true) }
      return .flag(await host.recallRNames(among: [name], packages: [])?.contains(name) ?? false)
    default: return nil
    }
  }

  /// `switch(x, a = 1, b = , 2)`.
  private func choice(_ arguments: [CallArgument], _ whole: Expression) async throws -> RValue? {
    guard let first = arguments.first?.value, arguments[0].name == nil || arguments[0].name == "EXPR",
      !arguments.contains(where: \.isDots)
    else { return nil }
    let subject = try await evaluate(first)
    guard subject.count == 1, subject.rank <= .character, !subject.isObject else {
      if subject.isObject { return try await inR(whole) }
      throw EvaluationError("EXPR must be a length 1 vector")
    }
    let choices = Array(arguments.dropFirst())
    var position: Int?
    if case .character(let texts) = subject.storage {
      guard let text = texts[0] else { return try await inR(whole) }
      let defaults = choices.indices.filter { choices[$0].name == nil }
      guard defaults.count <= 1 else { throw EvaluationError("duplicate 'switch' defaults") }
      position = choices.firstIndex { $0.name == text } ?? defaults.first
      // What is empty means the next that is not.
      while let current = position, choices[current].value == nil {
        position = current + 1 < choices.count ? current + 1 : nil
      }
    } else if let number = subject.doubles?.first, number.isFinite, number >= 1, number < Double(choices.count + 1) {
      position = Int(number) - 1
      if choices[Int(number) - 1].value == nil { throw EvaluationError("empty alternative in numeric switch") }
    }
    guard let position, let chosen = choices[position].value else {
      isVisible = false
      return .null
    }
    return try await evaluate(chosen)
  }

  /// `stopifnot(...)`: each must be TRUE throughout.
  private func assertion(_ arguments: [CallArgument]) async throws -> RValue? {
    guard arguments.allSatisfy({ $0.value != nil && !$0.isDots && ($0.name == nil || $0.name?.contains(" ") == true) })
    else { return nil }
    for argument in arguments {
      guard let expression = argument.value else { continue }
      let value = try await evaluate(expression)
      var holds = false
      if case .logical(let flags) = value.storage { holds = flags.allSatisfy { $0 == true } }
      if !holds, value.isObject { throw NotEvaluatedHere() }
      guard holds else {
        let isSingle = value.count <= 1
        let text = source.substring(expression.span)
        let reason = isSingle ? "\(text) is not TRUE" : "\(text) are not all TRUE"
        throw diagnostic(argument.name ?? reason, expression)
      }
    }
    isVisible = false
    return .null
  }

  /// `tryCatch(expression, error = function(e) ..., finally = ...)` with a
  /// handler that asks for the message of the error at most.
  private func caught(_ arguments: [CallArgument]) async throws -> RValue? {
    guard let body = arguments.first(where: { $0.name == nil || $0.name == "expr" })?.value,
      arguments.filter({ $0.name == nil || $0.name == "expr" }).count == 1,
      arguments.allSatisfy({ $0.value != nil && [nil, "expr", "error", "finally"].contains($0.name) }),
      isHere(body)
    else { return nil }
    var handler: Callable?
    if let expression = arguments.first(where: { $0.name == "error" })?.value {
      guard case .function(let syntax) = expression.kind, asksForMessageAlone(syntax) else { return nil }
      handler = callable(expression)
      guard handler != nil else { return nil }
    }
    let ending = arguments.first { $0.name == "finally" }?.value
    if let ending, !isHere(ending) { return nil }
    let result: RValue
    do {
      result = try await evaluate(body)
    } catch let error as Diagnostic where handler != nil {
      if let ending { _ = try await evaluate(ending) }
      guard let handler else { throw error }
      var condition = RValue.list(["message": .string(error.condition ?? error.message), "call": .null])
      condition.attributes["class"] = .strings(["simpleError", "error", "condition"])
      return try await apply(handler, [(nil, condition)], body)
    } catch {
      if let ending { _ = try await evaluate(ending) }
      throw error
    }
    let wasVisible = isVisible
    if let ending { _ = try await evaluate(ending) }
    isVisible = wasVisible
    return result
  }

  private func isHere(_ expression: Expression) -> Bool {
    let function = SessionFunction(syntax: FunctionSyntax(parameters: [], body: expression), source: source)
    return FunctionReach(of: function, in: interpreter, commands: Set(commands.keys)).isHere
  }

  /// Whether a handler uses its condition for nothing but its message; the
  /// call in it is R's to tell.
  private func asksForMessageAlone(_ handler: FunctionSyntax) -> Bool {
    guard handler.parameters.count == 1, let name = handler.parameters[0].parameterName else { return false }
    var text = source.substring(handler.body.span)
    for use in ["conditionMessage(\(name))", "\(name)$message"] {
      while let range = text.firstRange(of: use) { text.replaceSubrange(range, with: "\"\"") }
    }
    guard let rest = try? Parser.parseR(SourceText(name: "handler", text: text)) else { return false }
    return !VariableAnalysis(of: rest).uses.contains { $0.name == name }
  }

  /// `rm(x, "y", list = names)`.
  private func removal(_ arguments: [CallArgument], _ whole: Expression) async throws -> RValue? {
    var names: [String] = []
    for argument in arguments {
      guard let expression = argument.value else { return nil }
      switch argument.name {
      case nil:
        guard let name = expression.nameOrText else {
          throw EvaluationError("... must contain names or character strings")
        }
        names.append(name)
      case "list":
        guard let listed = try await evaluate(expression).asStrings else {
          throw EvaluationError("invalid first argument")
        }
        names += listed
      default: return nil
      }
    }
    for name in names {
      if interpreter.owns(name) {
        interpreter[name] = nil
      } else {
        report(["object '\(name)' not found"], whole)
      }
    }
    isVisible = false
    return .null
  }
}
