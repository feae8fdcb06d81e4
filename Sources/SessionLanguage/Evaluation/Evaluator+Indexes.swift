import RData

extension Evaluator {
  func index(
    _ base: Expression, _ arguments: [CallArgument], isDouble: Bool, _ whole: Expression
  ) async throws -> RValue {
    let value = try await evaluate(base)
    var operands: [(Expression, RValue)] = [(base, value)]
    var indices: [RValue?] = []
    var drop: Bool?
    var isPlain = true
    for argument in arguments {
      let index = try await argument.value.asyncMap { try await self.evaluate($0) }
      if let index, let expression = argument.value { operands.append((expression, index)) }
      switch argument.name {
      case nil: indices.append(index)
      case "drop": drop = index?.asFlag
      default: isPlain = false
      }
    }
    do {
      guard isPlain else { throw NotEvaluatedHere() }
      try leaveToMethods(of: isDouble ? "[[" : "[", value)
      switch (isDouble, indices.count) {
      case (_, 0): return value
      case (false, 1):
        guard let index = indices[0] else { return value }
        return try Subsetting.elements(value, index)
      case (false, 2): return try Subsetting.table(value, rows: indices[0], columns: indices[1], drop: drop)
      case (true, 1):
        guard let index = indices[0] else { throw EvaluationError("`[[ ]]` needs a subscript") }
        return try Subsetting.element(value, index)
      case (true, 2):
        guard let row = indices[0], let column = indices[1], row.count == 1, column.count == 1,
          !value.inherits("data.frame")
        else { throw NotEvaluatedHere() }
        let element = try Subsetting.table(value, rows: row, columns: column, drop: true)
        guard element.count == 1 else { throw NotEvaluatedHere() }
        return Subsetting.picked(element, 0)
      default: throw NotEvaluatedHere()
      }
    } catch is NotEvaluatedHere {
      return try await inR(whole, operands: operands)
    }
  }
}

extension Optional {
  func asyncMap<T>(_ transform: (Wrapped) async throws -> T) async rethrows -> T? {
    switch self {
    case .some(let value): try await transform(value)
    case .none: nil
    }
  }
}
