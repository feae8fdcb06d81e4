import RData

/// A call of one of ``HigherOrder``, its arguments matched to the parameters
/// and not evaluated yet.
struct HigherOrderCall {
  let name: String
  /// The function that is called for each element.
  let function: Expression
  /// What stands for `...`.
  let extra: [(name: String?, expression: Expression)]
  private let matched: BuiltinCall
  private let arguments: [CallArgument]

  /// Nil where R has to match them.
  init?(_ name: String, _ arguments: [CallArgument]) {
    guard let parameters = HigherOrder.parameters[name], arguments.allSatisfy({ $0.value != nil }),
      !arguments.contains(where: \.isDots)
    else { return nil }
    let shape = Builtin.pure(name, parameters.joined(separator: " "), objects: true) { _ in .null }
    // Matched by position in the list of arguments, so that the function is not evaluated.
    let tokens = arguments.indices.map { (name: arguments[$0].name, value: RValue.int(Int32(clamping: $0))) }
    guard let matched = try? BuiltinCall(shape, tokens) else { return nil }
    self.name = name
    self.arguments = arguments
    self.matched = matched
    extra = matched.dots.compactMap { dot in
      dot.value.asInt.flatMap { position in arguments[position].value.map { (arguments[position].name, $0) } }
    }
    let functionName = ["FUN", "f", "what"].first { parameters.contains($0) } ?? "FUN"
    guard let function = Self.expression(functionName, matched, arguments) else { return nil }
    self.function = function
  }

  /// What was given for a parameter.
  subscript(parameter: String) -> Expression? { Self.expression(parameter, matched, arguments) }

  private static func expression(
    _ parameter: String, _ matched: BuiltinCall, _ arguments: [CallArgument]
  ) -> Expression? {
    matched[parameter]?.asInt.flatMap { arguments[$0].value }
  }
}
