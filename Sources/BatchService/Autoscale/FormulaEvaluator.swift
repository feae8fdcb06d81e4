import AzureWire

/// Carries out the statements of a formula.
struct FormulaEvaluator {
  /// Why an expression has no value.
  enum Interruption: Error {
    /// `stop()` was called.
    case stop
    case failure(AutoscaleError)
  }

  let context: AutoscaleContext
  private var targets: AutoscaleTargets
  /// By name in lower case; as it was first written, and its value.
  private var variables: [String: (name: String, value: AutoscaleValue)] = [:]

  init(_ context: AutoscaleContext) {
    self.context = context
    targets = context.targets
  }

  mutating func run(_ statements: [FormulaStatement]) throws(AutoscaleError) -> AutoscaleFormula.Outcome {
    do {
      for statement in statements { try carryOut(statement) }
    } catch {
      if case .failure(let error) = error { throw error }
    }
    let own = variables.values.filter { SettableVariable($0.name) == nil }.sorted { $0.name < $1.name }
    return AutoscaleFormula.Outcome(targets: targets, variables: own.map { ($0.name, $0.value) })
  }

  // MARK: Statements

  /// The variables that tell the service what to do.
  private enum SettableVariable {
    case dedicated, lowPriority, deallocationOption

    init?(_ name: String) {
      switch name.lowercased() {
      case "$targetdedicatednodes", "$targetdedicated": self = .dedicated
      case "$targetlowprioritynodes", "$targetlowpriority": self = .lowPriority
      case "$nodedeallocationoption": self = .deallocationOption
      default: return nil
      }
    }
  }

  private mutating func carryOut(_ statement: FormulaStatement) throws(Interruption) {
    guard let (name, position) = statement.target else {
      _ = try value(of: statement.expression)
      return
    }
    if AutoscaleMetric(variable: name) != nil || FormulaConstants.value(name) != nil {
      throw Self.failure(position, "\(name) cannot be assigned to")
    }
    let value = try value(of: statement.expression)
    let key = name.lowercased()
    variables[key] = (variables[key]?.name ?? name, value)
    switch SettableVariable(name) {
    case .dedicated where key == "$targetdedicatednodes" || variables["$targetdedicatednodes"] == nil:
      targets.dedicated = try count(value, name, position)
    case .lowPriority where key == "$targetlowprioritynodes" || variables["$targetlowprioritynodes"] == nil:
      targets.lowPriority = try count(value, name, position)
    case .deallocationOption:
      guard case .text(let text) = value, let option = NodeDeallocationOption(known: text) else {
        throw Self.failure(
          position, "\(name) is one of \(NodeDeallocationOption.all.map(\.rawValue).joined(separator: ", "))")
      }
      targets.deallocationOption = option
    default: break
    }
  }

  /// A number of nodes: fractions are cut off, and there are never fewer than none.
  private func count(
    _ value: AutoscaleValue, _ name: String, _ position: FormulaPosition
  ) throws(Interruption) -> Int {
    guard case .number(let number) = value else {
      throw Self.failure(position, "\(name) is a double, not a \(value.typeName)")
    }
    guard !number.isNaN else { throw Self.failure(position, "\(name) is not a number") }
    return Int(min(max(0, number), Double(Int32.max)))
  }

  // MARK: Expressions

  func value(of expression: FormulaExpression) throws(Interruption) -> AutoscaleValue {
    switch expression {
    case .number(let value): return .number(value)
    case .text(let text): return .text(text)
    case .variable(let name, let position): return try variable(name, position)
    case .unary(let operation, let operand, let position):
      return try FormulaOperators.apply(operation, try value(of: operand), position)
    case .chain(let first, let links): return try chain(first, links)
    case .choice(let condition, let then, let otherwise, let position):
      return try value(of: try isTrue(condition, position) ? then : otherwise)
    case .call(let name, let arguments, let position):
      return try FormulaFunctions.call(name, try values(of: arguments), position, context)
    case .member(let operand, let name, let position):
      return try FormulaFunctions.member(name, of: try value(of: operand), position)
    case .method(let metric, let name, let arguments, let position):
      guard let known = AutoscaleMetric(variable: metric) else {
        throw Self.failure(position, "\(metric) has no method \(name); only variables of the service have samples")
      }
      return try FormulaMethods.call(name, on: known, try values(of: arguments), position, context)
    }
  }

  private func values(of expressions: [FormulaExpression]) throws(Interruption) -> [AutoscaleValue] {
    var values: [AutoscaleValue] = []
    for expression in expressions { values.append(try value(of: expression)) }
    return values
  }

  private func chain(
    _ first: FormulaExpression, _ links: [FormulaExpression.Link]
  ) throws(Interruption) -> AutoscaleValue {
    var result = try value(of: first)
    for link in links {
      // What cannot matter any more is not looked at.
      if link.operation == .and || link.operation == .or, case .number(let left) = result,
        (left != 0) == (link.operation == .or)
      {
        result = .truth(left != 0)
        continue
      }
      result = try FormulaOperators.apply(link.operation, result, try value(of: link.operand), link.position)
    }
    return result
  }

  private func isTrue(_ expression: FormulaExpression, _ position: FormulaPosition) throws(Interruption) -> Bool {
    let condition = try value(of: expression)
    guard case .number(let number) = condition else {
      throw Self.failure(position, "The condition is a double, not a \(condition.typeName)")
    }
    return number != 0
  }

  private func variable(_ name: String, _ position: FormulaPosition) throws(Interruption) -> AutoscaleValue {
    if let known = variables[name.lowercased()] { return known.value }
    if let constant = FormulaConstants.value(name) { return constant }
    if let metric = AutoscaleMetric(variable: name), let value = context.current[metric] { return .number(value) }
    switch SettableVariable(name) {
    case .dedicated: return .number(Double(targets.dedicated))
    case .lowPriority: return .number(Double(targets.lowPriority))
    case .deallocationOption: return .text(targets.deallocationOption.rawValue)
    case nil: throw Self.failure(position, "Undefined symbol: \(name)")
    }
  }

  static func failure(_ position: FormulaPosition, _ message: String) -> Interruption {
    .failure(AutoscaleError(.evaluation, position, message))
  }
}
