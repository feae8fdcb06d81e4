import RData
import Wording

extension Evaluator {
  /// Hands a whole expression to R, with the session variables it mentions.
  ///
  /// Commands and loops inside of it are run here first, for R does not know
  /// them.
  ///
  /// - Parameter operands: parts that are evaluated already; those with
  ///   effects go as values, so that nothing happens twice.
  func inR(_ expression: Expression, operands: [(Expression, RValue)] = []) async throws -> RValue {
    var replacements: [(span: SourceSpan, value: RValue)] = []
    for (operand, value) in operands where !operand.isRepeatable {
      replacements.append((operand.span, value))
    }
    for inner in expression.ownParts where !replacements.contains(where: { $0.span.covers(inner.span) }) {
      if inner.span == expression.span { continue }
      replacements.append((inner.span, try await evaluate(inner)))
    }
    var variables = ExportResolver(variables: interpreter.variables).mentioned(in: [expression], of: source)
    var text = ""
    var position = expression.span.lowerBound
    for (number, replacement) in replacements.sorted(by: { $0.span.lowerBound < $1.span.lowerBound }).enumerated() {
      let name = ".azp_\(number + 1)"
      text += source.substring(SourceSpan(position, replacement.span.lowerBound)) + name
      position = replacement.span.upperBound
      variables.append(RBinding(name: name, value: replacement.value))
    }
    text += source.substring(SourceSpan(position, expression.span.upperBound))
    return try await askRToCall(text, variables, expression)
  }

  /// As ``askR(_:_:_:)``; at top level R is asked, too, whether the value of a
  /// call prints.
  func askRToCall(_ text: String, _ variables: [RBinding], _ expression: Expression) async throws -> RValue {
    guard expression.span == statementSpan, case .call = expression.kind else {
      return try await askR(text, variables, expression)
    }
    let answer = try await askR("withVisible(\(text))", variables, expression)
    guard answer.names == ["value", "visible"], let value = answer.element("value"),
      let flag = answer.element("visible")?.asFlag
    else {
      isVisible = true
      return answer
    }
    isVisible = flag
    return value
  }

  /// - Throws: ``Diagnostic`` at the expression, with R's error behind it;
  ///   cancellation as it is.
  func askR(_ text: String, _ variables: [RBinding], _ expression: Expression) async throws -> RValue {
    isVisible = true
    if variables.contains(where: \.value.isUnknown) { throw UnknownValue(isTold: false) }
    return try await located(expression) {
      do {
        return self.taken(try await self.host.evaluateInR(text, variables: variables))
      } catch let error as RUnavailable {
        throw Diagnostic(
          "\(self.subject(of: expression)) needs R, which is not on this machine: \(error.remedy)",
          at: expression.span, in: self.source, underlying: error)
      }
    }
  }

  /// The value of an answer, once the session has what R has assigned.
  func taken(_ answer: RAnswer) -> RValue {
    for variable in answer.assigned { interpreter[variable.name] = variable.value }
    for name in answer.removed { interpreter[name] = nil }
    return answer.value
  }

  /// What needs R: the function called, or the expression's first line.
  private func subject(of expression: Expression) -> String {
    if case .call(let function, _) = expression.kind { return "`\(source.substring(function.span))`" }
    let line = source.substring(expression.span).split(separator: "\n").first.map(String.init) ?? ""
    return "`\(line)`"
  }

  /// Gives errors of the host the place of an expression.
  func located<T>(_ expression: Expression, _ body: () async throws -> T) async throws -> T {
    do {
      return try await body()
    } catch let error as Diagnostic {
      throw error
    } catch let error where error is CancellationError || error is UnknownValue {
      throw error
    } catch {
      throw diagnostic(for: error, expression)
    }
  }

  /// An error of the host, at the expression; a name that R has not found, at
  /// the place where it is written.
  private func diagnostic(for error: any Error, _ expression: Expression) -> Diagnostic {
    let condition = (error as? any RCondition)?.conditionMessage
    var diagnostic = Diagnostic(String(describing: error), at: expression.span, in: source, underlying: error)
    if let missing = condition.flatMap(MissingName.init), let place = place(of: missing.name, in: expression) {
      let known = Array(commands.keys) + interpreter.variables.keys + (missing.isFunction ? Array(Builtins.names) : [])
      diagnostic = Diagnostic(
        missing.message, at: place.span, in: place.source,
        suggestion: EditDistance.suggestion(for: missing.name, among: known))
    }
    diagnostic.condition = condition
    return diagnostic
  }

  /// Where an expression, or a function of the session that it calls, reads a
  /// name; `nil` when neither does.
  private func place(of name: String, in expression: Expression) -> (span: SourceSpan, source: SourceText)? {
    var open = [(code: expression, source: source, bound: Set<String>())]
    var visited: Set<String> = []
    while let next = open.popLast() {
      let uses = VariableAnalysis(of: [next.code], bound: next.bound).uses
      if let use = uses.first(where: { $0.name == name }) { return (use.span, next.source) }
      for use in uses where visited.insert(use.name).inserted {
        guard case .function(let text)? = interpreter[use.name]?.storage,
          let function = interpreter.function(from: text)
        else { continue }
        open.append((function.syntax.body, function.source, Set(function.parameters)))
      }
    }
    return nil
  }
}

extension SourceSpan {
  func covers(_ other: SourceSpan) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}

extension Expression {
  /// Whether evaluating this a second time, in R, gives the same and does
  /// nothing else: constants, variables and operators on them.
  var isRepeatable: Bool {
    switch kind {
    case .constant, .name, .qualifiedName, .function: true
    case .parenthesized(let inner), .prefix(_, let inner), .member(let inner, _): inner.isRepeatable
    case .infix(let symbol, let a, let b): !symbol.hasPrefix("%do") && a.isRepeatable && b.isRepeatable
    case .index(let base, let arguments, _):
      base.isRepeatable && arguments.allSatisfy { $0.value?.isRepeatable ?? true }
    default: false
    }
  }

  /// The outermost commands and loops inside of an expression, which azp must
  /// run itself; functions hold none, their bodies are R's.
  var ownParts: [Expression] {
    switch kind {
    case .command, .foreach: [self]
    case .constant, .name, .qualifiedName, .function, .breakLoop, .nextLoop: []
    case .prefix(_, let inner), .member(let inner, _), .slot(let inner, _), .parenthesized(let inner),
      .repeatLoop(let inner):
      inner.ownParts
    case .infix(_, let a, let b), .assignment(let a, let b), .forLoop(_, let a, let b), .whileLoop(let a, let b):
      a.ownParts + b.ownParts
    case .call(let function, let arguments), .index(let function, let arguments, _):
      function.ownParts + arguments.flatMap { $0.value?.ownParts ?? [] }
    case .block(let statements): statements.flatMap(\.ownParts)
    case .condition(let condition, let then, let otherwise):
      condition.ownParts + then.ownParts + (otherwise?.ownParts ?? [])
    }
  }
}
