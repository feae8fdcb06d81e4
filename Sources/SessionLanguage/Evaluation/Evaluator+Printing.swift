import RData

extension Evaluator {
  /// Shows a value: by the `print` method that the session has for its class,
  /// otherwise as the host does.
  ///
  /// - Parameter expression: what errors point at.
  func show(_ result: CommandResult, _ expression: Expression) async throws {
    let value = result.value
    guard !result.isListing, host.showsAsR, let method = printMethod(for: value) else {
      return try await located(expression) { try await self.host.show(result) }
    }
    if let callable = callable(named: method) {
      _ = try await apply(callable, [(nil, value)], expression)
      return
    }
    // R dispatches to it, for it may ask for the next method.
    let source = SourceText(name: "print", text: RQuoting.name(method))
    let resolver = ExportResolver(variables: interpreter.variables)
    let variables = resolver.mentioned(in: try Parser.parseR(source), of: source)
    let binding = RBinding(name: ".azp_1", value: value)
    _ = try await askR("{ print(.azp_1); NULL }", variables + [binding], expression)
  }

  /// The name of the session's function for the first class that has one.
  private func printMethod(for value: RValue) -> String? {
    value.classes.lazy.map { "print.\($0)" }.first { self.interpreter[$0]?.isFunction == true }
  }
}
