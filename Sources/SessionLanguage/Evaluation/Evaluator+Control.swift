import RData

/// Blocks, branches and loops of the session itself.
extension Evaluator {
  /// The value of the last statement.
  func block(_ statements: [Expression], _ whole: Expression) async throws -> RValue {
    let isStatement = whole.span == statementSpan
    let isPassable = whole.span == passableSpan
    var last = RValue.null
    isVisible = true
    for (number, statement) in statements.enumerated() {
      if isStatement, number == statements.count - 1 { statementSpan = statement.span }
      // Not kept, so that the next statement may change it in its place.
      last = .null
      func run() async throws -> RValue {
        if let command = bareCommand(statement) { return try await command.run() }
        return try await evaluate(statement)
      }
      last = isPassable ? try await passing(statement, run) : try await run()
    }
    return last
  }

  /// The value of one of two branches; NULL where there is no other.
  func branch(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression?, _ whole: Expression
  ) async throws -> RValue {
    guard let branch = try await truth(of: condition) ? then : otherwise else {
      isVisible = false
      return .null
    }
    if whole.span == statementSpan { statementSpan = branch.span }
    if whole.span == passableSpan { passableSpan = branch.span }
    if let command = bareCommand(branch) { return try await command.run() }
    return try await evaluate(branch)
  }

  /// Whether a condition holds.
  func truth(of condition: Expression) async throws -> Bool {
    let value = try await evaluate(condition)
    do {
      return try Logic.condition(value)
    } catch let error as EvaluationError {
      throw diagnostic(error, condition)
    }
  }

  func forLoop(
    _ variable: String, _ sequence: Expression, _ body: Expression, isPassable: Bool
  ) async throws -> RValue {
    let elements = try await elements(of: sequence)
    var position = 0
    return try await loop {
      position < elements.count
    } body: {
      self.interpreter[variable] = elements.at(position)
      position += 1
      return isPassable
        ? try await self.passing(body) { try await self.evaluate(body) } : try await self.evaluate(body)
    }
  }

  private typealias Elements = (count: Int, at: (Int) -> RValue)

  /// What a loop runs over. Of a range, the numbers are made as they are wanted.
  private func elements(of sequence: Expression) async throws -> Elements {
    guard case .infix(":", let left, let right) = sequence.kind, interpreter[":"] == nil else {
      return try elements(of: try await evaluate(sequence), sequence)
    }
    let from = try await evaluate(left)
    let to = try await evaluate(right)
    var warnings: [String] = []
    do {
      let range = try RangeOfNumbers(from, to, warnings: &warnings)
      report(warnings, sequence)
      return (range.count, { range[$0] })
    } catch let error as EvaluationError {
      throw diagnostic(error, sequence)
    } catch is NotEvaluatedHere {
      return try elements(of: try await inR(sequence, operands: [(left, from), (right, to)]), sequence)
    }
  }

  private func elements(of values: RValue, _ sequence: Expression) throws -> Elements {
    guard values.rank <= .list else { throw diagnostic("this is nothing that `for` can run over", sequence) }
    var plain = RValue(values.storage)
    if values.inherits("factor"), let levels = values.attributes["levels"]?.texts {
      plain = RValue(.character((values.integers ?? []).map { $0 == .naInteger ? nil : levels[Int($0) - 1] }))
    }
    return (plain.count, { [plain] in Subsetting.picked(plain, $0) })
  }

  /// Runs the body as often as the condition holds.
  func loop(while condition: () async throws -> Bool, body: () async throws -> RValue) async throws -> RValue {
    while try await condition() {
      try Task.checkCancellation()
      do {
        _ = try await body()
      } catch LoopSignal.nextLoop {
        continue
      } catch LoopSignal.breakLoop {
        break
      }
    }
    isVisible = false
    return .null
  }
}
