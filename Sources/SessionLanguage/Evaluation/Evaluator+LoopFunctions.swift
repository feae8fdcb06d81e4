import RData

/// The options of a loop that are functions.
extension Evaluator {
  /// A function given by name, as a string, as a literal or by an expression,
  /// as R source; `nil` for NULL.
  func functionSource(
    _ expression: Expression, of option: String, _ arguments: inout LoopArguments
  ) async throws -> String? {
    switch expression.kind {
    case .function:
      arguments.functions.append(
        LoopFunction(option: option, code: [expression], source: source, span: expression.span, isLiteral: true))
      return source.substring(expression.span)
    case .qualifiedName: return source.substring(expression.span)
    // As with R's match.fun(), a variable that holds neither a function nor the
    // name of one does not hide a function: `c` may well be a number.
    case .name(let name) where !(interpreter[name].map { $0.isFunction || $0.isNull || $0.asString != nil } ?? false):
      return named(name, option, expression, &arguments)
    default: break
    }
    let value = try await evaluate(expression)
    if value.isNull { return nil }
    if let text = functionSource(value, of: option, expression.span, &arguments) { return text }
    guard let name = value.asString else {
      throw diagnostic("`\(option)` must be a function or the name of one", expression)
    }
    if let function = interpreter[name], let text = functionSource(function, of: option, expression.span, &arguments) {
      return text
    }
    return named(name, option, expression, &arguments)
  }

  /// R's function of a name, or that of a package.
  private func named(
    _ name: String, _ option: String, _ expression: Expression, _ arguments: inout LoopArguments
  ) -> String {
    arguments.namedFunctions.append(.init(name: name, option: option, span: expression.span))
    return RQuoting.name(name)
  }

  /// R source of a function; `nil` for a value that is none.
  private func functionSource(
    _ value: RValue, of option: String, _ span: SourceSpan, _ arguments: inout LoopArguments
  ) -> String? {
    guard value.isFunction else { return nil }
    let isSource = if case .function = value.storage { true } else { false }
    for text in value.code {
      let source = SourceText(name: option, text: text)
      // What azp cannot read is R's to judge.
      guard let code = try? Parser.parseR(source) else { continue }
      arguments.functions.append(
        LoopFunction(option: option, code: code, source: source, span: span, hasOwnVariables: !isSource))
    }
    if case .function(let text) = value.storage { return text }
    return arguments.name(value)
  }

  /// Takes note of the functions in `.options.azure`.
  ///
  /// - Returns: the options with R source for each function.
  func takeFunctions(
    of azure: RValue, _ expression: Expression, _ arguments: inout LoopArguments
  ) throws -> RValue {
    guard case .list(var values) = azure.storage, let names = azure.names else { return azure }
    for (index, name) in names.enumerated() where ["reduce", "cloudCombine"].contains(name) {
      let span = expression.argument(name)?.span ?? expression.span
      guard let text = functionSource(values[index], of: name, span, &arguments) else { continue }
      values[index] = RValue(.function(source: text))
    }
    return RValue(.list(values), attributes: azure.attributes)
  }

  /// Takes the function of `setReduce` for a loop that names none.
  func takeDefaultReduce(_ whole: Expression, _ arguments: inout LoopArguments) async throws {
    guard arguments.options.azure.element("reduce") == nil, let function = await host.defaultReduce() else { return }
    guard let text = functionSource(function, of: "reduce", whole.span, &arguments) else { return }
    let azure = arguments.options.azure
    var values: [RValue] = []
    if case .list(let elements) = azure.storage { values = elements }
    arguments.options.azure = .list(
      values + [RValue(.function(source: text))], names: (azure.names ?? []) + ["reduce"])
  }
}

extension Expression {
  /// The value of a named argument of this call.
  fileprivate func argument(_ name: String) -> Expression? {
    guard case .call(_, let arguments) = kind else { return nil }
    return arguments.first { $0.name == name }?.value
  }
}
