import RData

/// Commands: their parameters and the values that can be seen.
extension ProgramCheck {
  mutating func command(_ command: CommandSyntax, _ whole: Expression) {
    guard let signature = commands[command.name] else { return }
    var arguments: [Argument] = []
    for argument in command.arguments {
      let parameter = argument.name.flatMap { signature.parameter(named: $0) }
      arguments.append(
        Argument(name: argument.name, value: value(of: argument.value, parameter, command), span: argument.span))
    }
    findings += ArgumentMatcher(signature: signature, span: whole.span, source: source).findings(arguments)
    // A script that is run may assign anything.
    if command.name == "source" { definesUnseen = true }
  }

  /// Stands for a value that only running the program would give; no rule
  /// refuses it.
  private static let unknown = RValue.flag(true)

  private mutating func value(
    of value: CommandSyntax.Value, _ parameter: Parameter?, _ command: CommandSyntax
  ) -> RValue {
    switch value {
    case .flag: return .flag(true)
    case .expression(let expression):
      if case .name(let name) = expression.kind, commands[name] != nil || command.name == "help" { return Self.unknown }
      self.expression(expression)
      return expression.literal ?? Self.unknown
    case .words(let words):
      var isLiteral = true
      for word in words {
        for case .variable(let path) in word.parts {
          check(path, at: word.span)
          isLiteral = false
        }
      }
      guard isLiteral else { return Self.unknown }
      do throws(Diagnostic) {
        return try WordValues(variables: [:], source: source).value(of: words, as: parameter?.kind ?? .text)
      } catch {
        findings.append(error)
        return Self.unknown
      }
    }
  }
}

extension Expression {
  /// The value of a constant, or of `c(...)` or `-x` over constants.
  var literal: RValue? {
    switch kind {
    case .constant(let value): return value
    case .parenthesized(let inner): return inner.literal
    case .call(let function, let arguments) where function.nameOrText == "c":
      let texts = arguments.compactMap { $0.name == nil ? $0.value?.literal?.asString : nil }
      return texts.count == arguments.count && !texts.isEmpty ? .strings(texts) : nil
    default: return nil
    }
  }
}
