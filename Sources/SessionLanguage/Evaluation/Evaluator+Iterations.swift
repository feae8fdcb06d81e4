import RData

extension Evaluator {
  /// What a variable of a loop runs over.
  private enum LoopRange {
    case values(RValue)
    /// `icount()`: 1, 2, 3 and so on.
    case endless
  }

  /// Evaluates what a loop runs over.
  ///
  /// Loops nested with `%:%` become one list of iterations; what an inner one
  /// runs over, its `.init` and the conditions of `when` see the variables of
  /// the loops around it.
  func iterations(
    of arguments: [LoopArguments.Level]
  ) async throws -> (iterations: [ForeachLoop.Iteration], levels: [LoopLevel]) {
    if arguments.count == 1, arguments[0].conditions.isEmpty {
      let (iterations, count) = try await ranges(of: arguments[0])
      var level = arguments[0].level
      level.sizes = [count]
      if let initial = arguments[0].initial { level.initials = [try await evaluate(initial)] }
      return (iterations, [level])
    }
    let names = Set(arguments.flatMap { $0.variables.map(\.name) })
    let saved = interpreter.variables.filter { names.contains($0.key) }
    defer { for name in names { interpreter[name] = saved[name] } }
    var runs = NestedIterations(levels: arguments.map(\.level))
    try await fill(arguments[...], &runs)
    return (runs.iterations, runs.levels)
  }

  /// Runs through one group of a level, and what lies inside of it.
  private func fill(_ levels: ArraySlice<LoopArguments.Level>, _ runs: inout NestedIterations) async throws {
    guard let arguments = levels.first else { return runs.addIteration() }
    let (ranges, count) = try await ranges(of: arguments)
    var initial: RValue?
    if let expression = arguments.initial { initial = try await evaluate(expression) }
    runs.beginGroup(of: levels.startIndex, initial: initial)
    let columns = ranges.map { ($0.name, $0.values.loopElements ?? []) }.filter { !$0.0.isEmpty }
    for index in 0..<count {
      try Task.checkCancellation()
      for (name, elements) in columns {
        interpreter[name] = elements[index]
        runs.current[name] = elements[index]
      }
      guard try await all(arguments.conditions) else { continue }
      runs.addResult(to: levels.startIndex)
      try await fill(levels.dropFirst(), &runs)
    }
  }

  private func all(_ conditions: [Expression]) async throws -> Bool {
    for condition in conditions {
      let value = try await evaluate(condition)
      do {
        if try !Logic.condition(value) { return false }
      } catch let error as EvaluationError {
        throw diagnostic(error, condition)
      }
    }
    return true
  }

  /// The variables of one `foreach(...)` and how often it runs: as often as
  /// the shortest has values.
  private func ranges(
    of arguments: LoopArguments.Level
  ) async throws -> (iterations: [ForeachLoop.Iteration], count: Int) {
    var values: [RValue?] = []
    for (name, expression) in arguments.variables {
      if arguments.isTimes {
        values.append(try await counted(expression))
        continue
      }
      switch try await range(expression, of: name) {
      case .values(let value): values.append(value)
      case .endless: values.append(nil)
      }
    }
    guard let count = values.compactMap({ $0?.loopCount }).min() else {
      throw Diagnostic(
        "the loop would never end; give `icount` a number, or another variable an end", at: arguments.span, in: source)
    }
    let endless = RValue(.integer((0..<Int32(clamping: count)).map { $0 + 1 }))
    let iterations = zip(arguments.variables, values).map { variable, value in
      ForeachLoop.Iteration(name: variable.name, values: value ?? endless)
    }
    return (iterations, count)
  }

  private func range(_ expression: Expression, of name: String) async throws -> LoopRange {
    if case .call(let function, let arguments) = expression.kind {
      if function.isIterators("icount"), interpreter["icount"] == nil, arguments.count <= 1 {
        guard let limit = arguments.first?.value else { return .endless }
        return .values(try await counted(limit))
      }
      if function.isIterators("iter"), interpreter["iter"] == nil, let range = try await iter(arguments, expression) {
        return .values(range)
      }
    }
    let value = try await evaluate(expression)
    if value.inherits("iter") || value.isFunction { return .values(try await exhausted(value, expression)) }
    guard value.loopCount != nil else {
      let subject = name.isEmpty ? "the loop" : "`\(name)`"
      throw diagnostic(
        "\(subject) runs over something that is neither a vector nor a list; give a vector, a list or a data frame",
        expression)
    }
    return .values(value)
  }

  /// 1, 2 and so on up to a number.
  private func counted(_ expression: Expression) async throws -> RValue {
    guard let count = try await evaluate(expression).asDouble, count < Double(Int32.max) else {
      throw diagnostic("this must be a number: how often the loop runs", expression)
    }
    return RValue(.integer((0..<Int32(max(0, count.rounded(.up)))).map { $0 + 1 }))
  }

  /// `iter(x)` or `iter(x, by = "row")`; nil when it asks for more, which the
  /// package iterators has to give.
  private func iter(_ arguments: [CallArgument], _ whole: Expression) async throws -> RValue? {
    let order = arguments.first { $0.name == "by" } ?? arguments.dropFirst().first { $0.name == nil }
    guard let object = arguments.first(where: { $0.name == "obj" }) ?? arguments.first(where: { $0.name == nil }),
      let expression = object.value, arguments.count == (order == nil ? 1 : 2)
    else { return nil }
    let value = try await evaluate(expression)
    var by: String? = "column"
    if let order = order?.value { by = try await evaluate(order).asString }
    let isTable = value.inherits("data.frame") || value.attributes["dim"]?.count == 2
    guard isTable || !value.isFunction && !value.inherits("iter") else { return nil }
    switch by {
    case "column"?: return value
    case "row"? where isTable:
      let rows = """
        lapply(seq_len(nrow(.azp_1)), function(n) \
        if (is.data.frame(.azp_1)) .azp_1[n, ] else .azp_1[n, , drop = FALSE])
        """
      return try await askR(rows, [RBinding(name: ".azp_1", value: value)], whole)
    case "cell"? where isTable: return value.iterationElements.map { RValue(.list($0)) }
    default: return nil
    }
  }

  /// What an iterator of R gives until it stops.
  private func exhausted(_ iterator: RValue, _ expression: Expression) async throws -> RValue {
    let code = """
      local({
        iterator <- iterators::iter(.azp_1)
        values <- list()
        repeat {
          value <- tryCatch(list(iterators::nextElem(iterator)), error = function(e) {
            if (identical(conditionMessage(e), "StopIteration")) NULL else stop(e)
          })
          if (is.null(value)) break
          if (length(values) == 1e6) stop("the iterator gives more than 1000000 values; bound it")
          values[length(values) + 1L] <- value
        }
        values
      })
      """
    return try await askR(code, [RBinding(name: ".azp_1", value: iterator)], expression)
  }
}

extension Expression {
  /// Whether this is a function of the iterators package.
  fileprivate func isIterators(_ function: String) -> Bool {
    switch kind {
    case .name(function), .qualifiedName("iterators", function): true
    default: false
    }
  }
}
