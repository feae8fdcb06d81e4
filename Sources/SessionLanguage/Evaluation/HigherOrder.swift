import RData

/// Functions that call a function for each element: `lapply`, `Map` and their
/// like. They are evaluated here when the function they call is.
enum HigherOrder {
  /// The parameters of each, as in R's definition.
  static let parameters: [String: [String]] = [
    "lapply": ["X", "FUN", "..."], "sapply": ["X", "FUN", "...", "simplify", "USE.NAMES"],
    "vapply": ["X", "FUN", "FUN.VALUE", "...", "USE.NAMES"], "Map": ["f", "..."],
    "mapply": ["FUN", "...", "MoreArgs", "SIMPLIFY", "USE.NAMES"], "Filter": ["f", "x"],
    "Reduce": ["f", "x", "init", "right", "accumulate", "simplify"], "do.call": ["what", "args"],
    "Position": ["f", "x"], "Find": ["f", "x"],
  ]

  static let names = Set(parameters.keys)

  /// The result of `sapply`: a vector when all values have one element, a
  /// matrix when they have the same number, else the list.
  ///
  /// - Throws: ``NotEvaluatedHere`` for values of a class, which R simplifies.
  static func simplified(_ list: RValue) throws -> RValue {
    let values = list.split()
    guard let length = values.first?.count, values.allSatisfy({ $0.count == length }), length > 0 else { return list }
    guard !values.contains(where: { $0.isObject || $0.rank == .other }) else { throw NotEvaluatedHere() }
    let names = list.names
    if length == 1 {
      let hasInner = values.contains { $0.names != nil }
      var result = try Combination.combine(values.enumerated().map { (hasInner ? names?[$0] : nil, $1) })
      // Names stay as they are, even when all of them are empty.
      if !hasInner { result.attributes["names"] = list.attributes["names"] }
      return result
    }
    var result = try Combination.combine(values.map { (nil, RValue($0.storage)) })
    result.attributes = RAttributes()
    result.attributes["dim"] = RValue(.integer([Int32(clamping: length), Int32(clamping: values.count)]))
    let rows = values[0].attributes["names"]
    if rows != nil || names != nil {
      result.attributes["dimnames"] = .list([rows ?? .null, list.attributes["names"] ?? .null])
    }
    return result
  }
}

extension Evaluator {
  /// The value of a call of one of ``HigherOrder``; `nil` when R has to make
  /// it.
  func higherOrder(_ name: String, _ arguments: [CallArgument], _ whole: Expression) async throws -> RValue? {
    guard let call = HigherOrderCall(name, arguments), let callee = callable(call.function) else { return nil }
    var extra: [(name: String?, value: RValue)] = []
    for argument in call.extra { extra.append((argument.name, try await evaluate(argument.expression))) }
    // Whether the value prints is for the function to say that is called.
    if name == "do.call" { return try await doCall(callee, try await value("args", of: call) ?? .null, whole) }
    defer { isVisible = true }
    switch name {
    case "Map", "mapply": return try await mapped(call, callee, extra, whole)
    case "Reduce":
      guard let x = try await value("x", of: call), call["right"] == nil, call["simplify"] == nil else { return nil }
      return try await reduced(
        callee, x, initial: try await value("init", of: call),
        accumulates: try await value("accumulate", of: call)?.asFlag ?? false, whole)
    case "Filter", "Position", "Find":
      guard let x = try await value("x", of: call) else { return nil }
      return try await selected(name, callee, x, whole)
    default: return try await applied(call, callee, extra, whole)
    }
  }

  private func value(_ parameter: String, of call: HigherOrderCall) async throws -> RValue? {
    try await call[parameter].asyncMap { try await self.evaluate($0) }
  }

  /// `lapply`, `sapply` and `vapply`.
  private func applied(
    _ call: HigherOrderCall, _ callee: Callable, _ extra: [(name: String?, value: RValue)], _ whole: Expression
  ) async throws -> RValue? {
    guard let x = try await value("X", of: call), let elements = Self.elements(of: x) else { return nil }
    var results: [RValue] = []
    for element in elements { results.append(try await apply(callee, [(nil, element)] + extra, whole)) }
    var list = RValue(.list(results))
    list.attributes["names"] = x.attributes["names"]
    if call.name == "lapply" { return list }
    if try await value("USE.NAMES", of: call)?.asFlag ?? true, case .character = x.storage,
      x.attributes["names"] == nil
    {
      list.attributes["names"] = RValue(x.storage)
    }
    if call.name == "vapply" {
      guard let model = try await value("FUN.VALUE", of: call) else {
        throw EvaluationError("argument \"FUN.VALUE\" is missing, with no default")
      }
      return try checked(list, model)
    }
    let simplifies = try await value("simplify", of: call)
    guard simplifies.map({ $0.asFlag != nil }) ?? true else { return nil }
    return simplifies?.asFlag ?? true ? try await simplified(list, whole) : list
  }

  /// `Map` and `mapply`.
  private func mapped(
    _ call: HigherOrderCall, _ callee: Callable, _ extra: [(name: String?, value: RValue)], _ whole: Expression
  ) async throws -> RValue {
    var more: [(name: String?, value: RValue)] = []
    if let given = try await value("MoreArgs", of: call), case .list(let elements) = given.storage {
      more = elements.enumerated().map { (given.names?[$0], $1) }
    }
    let simplifies = call.name == "mapply" ? try await value("SIMPLIFY", of: call)?.asFlag ?? true : false
    let named = try await value("USE.NAMES", of: call)?.asFlag ?? true
    let list = try await mapped(callee, extra, more: more, named: named, whole)
    return simplifies ? try await simplified(list, whole) : list
  }

  /// What `lapply` runs over; `nil` for classes whose elements R makes.
  private static func elements(of value: RValue) -> [RValue]? {
    if value.rank == .other || value.isObject && !value.inherits("data.frame") { return nil }
    return RValue(value.storage).split()
  }

  private func simplified(_ list: RValue, _ whole: Expression) async throws -> RValue {
    do {
      return try HigherOrder.simplified(list)
    } catch is NotEvaluatedHere {
      return try await askR("simplify2array(.azp_1, FALSE)", [RBinding(name: ".azp_1", value: list)], whole)
    }
  }

  private func checked(_ list: RValue, _ model: RValue) throws -> RValue {
    if model.isObject || model.rank > .list { throw NotEvaluatedHere() }
    let values = list.split()
    for (number, value) in values.enumerated() {
      guard value.count == model.count else {
        throw EvaluationError(
          "values must be length \(model.count), but FUN(X[[\(number + 1)]]) result is length \(value.count)",
          condition:
            "values must be length \(model.count),\n but FUN(X[[\(number + 1)]]) result is length \(value.count)"
        )
      }
      let fits = value.rank == model.rank || value.rank < model.rank && model.rank <= .double && value.rank >= .logical
      guard fits else {
        throw EvaluationError(
          "values must be type '\(model.typeName)', but FUN(X[[\(number + 1)]]) result is type '\(value.typeName)'",
          condition:
            "values must be type '\(model.typeName)',\n but FUN(X[[\(number + 1)]]) result is type '\(value.typeName)'")
      }
    }
    guard !values.isEmpty else {
      if model.count != 1 { throw NotEvaluatedHere() }
      var empty = RValue(model.storage).selecting([])
      if list.names != nil { empty.names = [] }
      return empty
    }
    if model.count == 1 {
      var result = try Combination.combine(values.map { (nil, RValue($0.storage)) })
      if let converted = result.converted(to: model.rank) { result = converted }
      result.attributes["names"] = list.attributes["names"]
      return result
    }
    if model.count == 0 { throw NotEvaluatedHere() }
    var result = try HigherOrder.simplified(list)
    if let converted = result.converted(to: model.rank) { result = converted }
    if let rows = model.attributes["names"] {
      result.attributes["dimnames"] = .list([rows, list.attributes["names"] ?? .null])
    }
    return result
  }

  private func doCall(_ callee: Callable, _ arguments: RValue, _ whole: Expression) async throws -> RValue {
    guard case .list(let elements) = arguments.storage else {
      throw EvaluationError("second argument of `do.call` must be a list", condition: "second argument must be a list")
    }
    let names = arguments.names
    return try await apply(
      callee, elements.enumerated().map { (names?[$0].isEmpty ?? true ? nil : names?[$0], $1) }, whole)
  }

  private func mapped(
    _ callee: Callable, _ vectors: [(name: String?, value: RValue)], more: [(name: String?, value: RValue)],
    named: Bool, _ whole: Expression
  ) async throws -> RValue {
    let columns = try vectors.map { vector in
      guard let elements = Self.elements(of: vector.value) else { throw NotEvaluatedHere() }
      return elements
    }
    let count = columns.map(\.count).max() ?? 0
    if columns.contains(where: \.isEmpty) { return RValue(.list([])) }
    if columns.contains(where: { count % $0.count != 0 }) {
      report(["longer argument not a multiple of length of shorter"], whole)
    }
    var results: [RValue] = []
    for row in 0..<count {
      let arguments = columns.enumerated().map { (vectors[$0].name, $1[row % $1.count]) }
      results.append(try await apply(callee, arguments + more, whole))
    }
    var list = RValue(.list(results))
    if named, let first = vectors.first?.value {
      var names = first.attributes["names"]
      if names == nil, case .character = first.storage { names = RValue(first.storage) }
      // Beyond the first argument there are no names.
      list.attributes["names"] = names?.selecting((0..<count).map { $0 < first.count ? $0 : nil })
    }
    return list
  }

  private func reduced(
    _ callee: Callable, _ vector: RValue, initial: RValue?, accumulates: Bool, _ whole: Expression
  ) async throws -> RValue {
    guard var rest = Self.elements(of: vector) else { throw NotEvaluatedHere() }
    if let initial { rest.insert(initial, at: 0) }
    guard var current = rest.first else { return accumulates && !vector.isNull ? RValue(.list([])) : .null }
    var all = [current]
    for element in rest.dropFirst() {
      current = try await apply(callee, [(nil, current), (nil, element)], whole)
      all.append(current)
    }
    guard accumulates else { return current }
    let list = RValue(.list(all))
    return all.allSatisfy { $0.count == 1 } ? try await simplified(list, whole) : list
  }

  private func selected(
    _ name: String, _ callee: Callable, _ vector: RValue, _ whole: Expression
  ) async throws -> RValue {
    guard let elements = Self.elements(of: vector) else { throw NotEvaluatedHere() }
    var kept: [Int] = []
    for (position, element) in elements.enumerated() {
      let answer = try await apply(callee, [(nil, element)], whole)
      guard answer.count == 1, let flags = answer.logicals else { throw NotEvaluatedHere() }
      if flags[0] == true { kept.append(position) }
      if name != "Filter", let first = kept.first {
        return name == "Find" ? elements[first] : .int(Int32(clamping: first + 1))
      }
    }
    switch name {
    case "Find": return .null
    case "Position": return .int(.naInteger)
    default: return try Subsetting.elements(vector, RValue(.integer(kept.map { Int32(clamping: $0 + 1) })))
    }
  }
}
