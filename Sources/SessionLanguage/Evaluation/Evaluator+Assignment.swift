import RData
import Wording

extension Evaluator {
  /// Assigns to a variable, a part of one, or through a replacement function.
  ///
  /// - Parameter place: which variables are meant; those that are seen from
  ///   here by default.
  func assign(_ target: Expression, _ value: RValue, in place: Interpreter? = nil) async throws {
    do {
      try await store(target, value, place ?? interpreter)
    } catch let error as EvaluationError {
      throw diagnostic(error, target)
    }
  }

  /// `target <<- value`: the variable around the function that is running.
  func assignOutside(_ target: Expression, _ value: RValue) async throws {
    guard let name = target.nameOrText ?? target.changedVariable, interpreter.parent != nil else {
      return try await assign(target, value)
    }
    let place = interpreter.surroundings(of: name)
    guard target.nameOrText == nil, interpreter.owns(name) else { return try await assign(target, value, in: place) }
    guard let current = place[name] else {
      throw diagnostic(
        "there is no variable `\(name)`", target, condition: MissingName(name: name, isFunction: false).condition)
    }
    // Changed where the indices are understood, under a variable of this call.
    let own = interpreter[name]
    interpreter[name] = current
    defer { interpreter[name] = own }
    try await assign(target, value)
    place[name] = interpreter[name]
  }

  private func store(_ target: Expression, _ value: RValue, _ place: Interpreter) async throws {
    if let name = target.nameOrText {
      place[name] = value
      return
    }
    switch target.kind {
    case .parenthesized(let inner): try await store(inner, value, place)
    case .member(let base, let name):
      try await change(base, target, value, place) {
        try SubsetAssignment.member(&$0, name, value, warnings: &$1)
      }
    case .index(let base, let arguments, let isDouble):
      var indices: [RValue?] = []
      for argument in arguments {
        guard argument.name == nil else { throw NotEvaluatedHere() }
        indices.append(try await argument.value.asyncMap { try await self.evaluate($0) })
      }
      try await change(base, target, value, place) { current, warnings in
        if indices.count == 2 {
          if isDouble, value.count != 1 || current.inherits("data.frame") { throw NotEvaluatedHere() }
          return try TableAssignment.apply(&current, rows: indices[0], columns: indices[1], value)
        }
        guard indices.count <= 1 else { throw NotEvaluatedHere() }
        let index = indices.first ?? nil
        guard isDouble else { return try SubsetAssignment.elements(&current, index, value, warnings: &warnings) }
        guard let index else { throw EvaluationError("`[[ ]]` needs a subscript") }
        try SubsetAssignment.element(&current, index, value, warnings: &warnings)
      }
    case .call(let function, let arguments):
      guard let name = function.nameOrText, let base = arguments.first?.value else {
        throw diagnostic("`\(source.substring(target.span))` cannot be assigned to", target)
      }
      try await change(base, target, value, place) { current, _ in
        guard arguments.count == 1 else { throw NotEvaluatedHere() }
        current = try Replacement.apply(name, current, value)
      }
    default:
      try await replaceInR(target, value, place)
    }
  }

  /// Changes what `base` means, in its place where that is a variable or an
  /// element of a list in one; reads it, changes it, and assigns it back
  /// otherwise.
  private func change(
    _ base: Expression, _ target: Expression, _ value: RValue, _ place: Interpreter,
    _ transform: (inout RValue, inout [String]) throws -> Void
  ) async throws {
    switch base.kind {
    case .name(let name): try await change(variable: name, base, target, value, place, transform)
    case .member(let outer, let name):
      try await change(outer, target, value, place) {
        try SubsetAssignment.changeMember(&$0, name, warnings: &$1, transform)
      }
    case .index(let outer, let arguments, isDouble: true):
      guard arguments.count == 1, arguments[0].name == nil, let index = arguments[0].value else { fallthrough }
      let resolved = try await evaluate(index)
      try await change(outer, target, value, place) {
        try SubsetAssignment.changeElement(&$0, resolved, warnings: &$1, transform)
      }
    default:
      var current = try await evaluate(base)
      var warnings: [String] = []
      defer { report(warnings, assignment ?? target) }
      do {
        try transform(&current, &warnings)
      } catch is NotEvaluatedHere {
        return try await replaceInR(target, value, place)
      }
      try await assign(base, current, in: place)
    }
  }

  private func change(
    variable name: String, _ base: Expression, _ target: Expression, _ value: RValue, _ place: Interpreter,
    _ transform: (inout RValue, inout [String]) throws -> Void
  ) async throws {
    let isOwn = place.owns(name)
    // Taken out while it changes, so that the change happens in place.
    guard var current = place.take(name) else {
      throw diagnostic(
        "there is no variable `\(name)`", base, condition: MissingName(name: name, isFunction: false).condition,
        suggestion: EditDistance.suggestion(for: name, among: interpreter.variables.keys))
    }
    var warnings: [String] = []
    defer { report(warnings, assignment ?? target) }
    do {
      defer { if isOwn { place[name] = current } }
      if current.isUnknown { throw UnknownValue(isTold: false) }
      try transform(&current, &warnings)
    } catch is NotEvaluatedHere {
      return try await replaceInR(target, value, place)
    }
    if !isOwn { place[name] = current }
  }

  /// Lets R make the change and takes the variable that results.
  private func replaceInR(_ target: Expression, _ value: RValue, _ place: Interpreter) async throws {
    guard let name = target.changedVariable, place[name] != nil else {
      throw diagnostic("`\(source.substring(target.span))` cannot be assigned to", target)
    }
    let temporary = ".azp_value"
    let text = "{ \(source.substring(target.span)) <- \(temporary); \(RQuoting.name(name)) }"
    let change = SourceText(name: "assignment", text: text)
    var variables = ExportResolver(variables: interpreter.variables)
      .mentioned(in: try Parser.parseR(change), of: change)
    variables.append(RBinding(name: temporary, value: value))
    let changed = try await askR(text, variables, target)
    // The change is that of one variable, wherever R's answer has put it.
    if place !== interpreter { interpreter[name] = nil }
    place[name] = changed
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
