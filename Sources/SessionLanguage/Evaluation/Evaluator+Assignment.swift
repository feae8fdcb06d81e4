import RData
import Wording

extension Evaluator {
  /// Assigns to a variable, a part of one, or through a replacement function.
  func assign(_ target: Expression, _ value: RValue) async throws {
    do {
      try await store(target, value)
    } catch let error as EvaluationError {
      throw diagnostic(error.message, target)
    }
  }

  /// `target <<- value`: the variable around the function that is running.
  func assignOutside(_ target: Expression, _ value: RValue) async throws {
    if let name = target.nameOrText {
      interpreter.assignOutside(name, value)
      return
    }
    guard let name = target.changedVariable, let parent = interpreter.parent else {
      return try await assign(target, value)
    }
    guard let current = parent[name] else { throw diagnostic("there is no variable `\(name)`", target) }
    // Changed where the indices are understood, under a variable of this call.
    let own = interpreter.owns(name) ? interpreter[name] : nil
    interpreter[name] = current
    defer { interpreter[name] = own }
    try await assign(target, value)
    if let changed = interpreter[name] { interpreter.assignOutside(name, changed) }
  }

  private func store(_ target: Expression, _ value: RValue) async throws {
    if let name = target.nameOrText {
      interpreter[name] = value
      return
    }
    switch target.kind {
    case .parenthesized(let inner): try await store(inner, value)
    case .member(let base, let name):
      try await change(base, target, value) { try SubsetAssignment.member($0, name, value, warnings: &$1) }
    case .index(let base, let arguments, let isDouble):
      var indices: [RValue?] = []
      for argument in arguments {
        guard argument.name == nil else { throw NotEvaluatedHere() }
        indices.append(try await argument.value.asyncMap { try await self.evaluate($0) })
      }
      try await change(base, target, value) { current, warnings in
        if indices.count == 2 {
          if isDouble, value.count != 1 || current.inherits("data.frame") { throw NotEvaluatedHere() }
          return try TableAssignment.apply(current, rows: indices[0], columns: indices[1], value)
        }
        guard indices.count <= 1 else { throw NotEvaluatedHere() }
        let index = indices.first ?? nil
        guard isDouble else { return try SubsetAssignment.elements(current, index, value, warnings: &warnings) }
        guard let index else { throw EvaluationError("`[[ ]]` needs a subscript") }
        return try SubsetAssignment.element(current, index, value, warnings: &warnings)
      }
    case .call(let function, let arguments):
      guard let name = function.nameOrText, let base = arguments.first?.value else {
        throw diagnostic("`\(source.substring(target.span))` cannot be assigned to", target)
      }
      try await change(base, target, value) { current, _ in
        guard arguments.count == 1 else { throw NotEvaluatedHere() }
        return try Replacement.apply(name, current, value)
      }
    default:
      try await replaceInR(target, value)
    }
  }

  /// Reads what `base` holds, changes it, and assigns it back.
  private func change(
    _ base: Expression, _ target: Expression, _ value: RValue,
    _ transform: (RValue, inout [String]) throws -> RValue
  ) async throws {
    var warnings: [String] = []
    defer { report(warnings, assignment ?? target) }
    if case .name(let name) = base.kind {
      // Taken out while it changes, so that the change happens in place.
      guard let current = interpreter.take(name) else {
        throw diagnostic(
          "there is no variable `\(name)`", base,
          suggestion: EditDistance.suggestion(for: name, among: interpreter.variables.keys))
      }
      let changed: RValue
      do {
        if current.isUnknown { throw UnknownValue(isTold: false) }
        changed = try transform(current, &warnings)
      } catch is NotEvaluatedHere {
        interpreter[name] = current
        return try await replaceInR(target, value)
      } catch {
        interpreter[name] = current
        throw error
      }
      interpreter[name] = changed
      return
    }
    let current = try await evaluate(base)
    let changed: RValue
    do {
      changed = try transform(current, &warnings)
    } catch is NotEvaluatedHere {
      return try await replaceInR(target, value)
    }
    try await assign(base, changed)
  }

  /// Lets R make the change and takes the variable that results.
  private func replaceInR(_ target: Expression, _ value: RValue) async throws {
    guard let name = target.changedVariable, interpreter[name] != nil else {
      throw diagnostic("`\(source.substring(target.span))` cannot be assigned to", target)
    }
    let temporary = ".azp_value"
    let text = "{ \(source.substring(target.span)) <- \(temporary); \(RQuoting.name(name)) }"
    var variables = ExportResolver(variables: interpreter.variables, host: host, source: source)
      .mentioned(in: target)
    variables.append(RBinding(name: temporary, value: value))
    interpreter[name] = try await askR(text, variables, target)
  }
}

extension Expression {
  /// The variable that an assignment to this changes.
  var changedVariable: String? {
    switch kind {
    case .name(let name): name
    case .index(let base, _, _), .member(let base, _), .slot(let base, _), .parenthesized(let base):
      base.changedVariable
    case .call(_, let arguments): arguments.first?.value?.changedVariable
    default: nil
    }
  }
}

extension Expression {
  /// Whether an assignment was written `<<-` or `->>`.
  static func assignsOutside(_ target: Expression, _ value: Expression, in source: SourceText) -> Bool {
    let (first, second) = target.span.lowerBound < value.span.lowerBound ? (target, value) : (value, target)
    let between = source.substring(SourceSpan(first.span.upperBound, second.span.lowerBound))
    // What stands between may have brackets and blanks around the operator, and a comment behind it.
    let operation = between.drop { $0 == ")" || $0 == " " || $0 == "\t" || $0 == "\n" }
    return operation.hasPrefix("<<-") || operation.hasPrefix("->>")
  }
}
