import RData

/// `as.*` and `is.*`.
enum ConversionFunctions {
  static let all: [Builtin] = [
    .pure("as.character", "x", objects: true) { call in
      if let value = call["x"], value.inherits("factor"), case .integer(let codes) = value.storage,
        let levels = value.attributes["levels"]?.asStrings
      {
        return RValue(.character(codes.map { $0 == .naInteger ? nil : levels[Int($0) - 1] }))
      }
      if call["x"]?.isObject == true { throw NotEvaluatedHere() }
      return try converted(&call, .character)
    },
    .pure("as.numeric", "x") { call in try converted(&call, .double) },
    .pure("as.double", "x") { call in try converted(&call, .double) },
    .pure("as.integer", "x", objects: true) { call in
      if let value = call["x"], value.isObject, !value.inherits("factor") { throw NotEvaluatedHere() }
      return try converted(&call, .integer)
    },
    .pure("as.logical", "x") { call in try converted(&call, .logical) },
    .pure("as.list", "x") { call in
      let value = try call.required("x")
      guard value.rank != .other, var list = value.converted(to: .list) else { throw NotEvaluatedHere() }
      list.attributes = RAttributes()
      list.names = value.names
      return list
    },
    .pure("as.vector", "x") { call in
      let value = try call.required("x")
      if value.rank == .other { throw NotEvaluatedHere() }
      if value.rank == .list { return value }
      return RValue(value.storage)
    },
    test("is.null") { $0.isNull },
    test("is.character") { $0.rank == .character },
    test("is.logical") { $0.rank == .logical },
    test("is.integer") { $0.rank == .integer },
    test("is.double") { $0.rank == .double },
    test("is.numeric") { ($0.rank == .integer || $0.rank == .double) && ($0.classes.isEmpty || !isDateLike($0)) },
    test("is.list") { $0.rank == .list },
    test("is.function") { $0.isFunction },
    test("is.data.frame") { $0.inherits("data.frame") },
    test("is.factor") { $0.inherits("factor") },
    test("is.environment") { $0.typeName == "environment" },
    test("is.atomic") { $0.rank <= .character },
    test("isTRUE") { value in
      if case .logical(let flags) = value.storage { flags.count == 1 && flags[0] == true } else { false }
    },
    test("isFALSE") { value in
      if case .logical(let flags) = value.storage { flags.count == 1 && flags[0] == false } else { false }
    },
    .pure("is.na", "x") { call in
      let value = try call.required("x")
      let flags: [Bool?]
      switch value.storage {
      case .null: return RValue(.logical([]))
      case .double(let values): flags = values.map(\.isNaN)
      case .character(let values): flags = values.map { $0 == nil }
      case .logical(let values): flags = values.map { $0 == nil }
      case .integer(let values): flags = values.map { $0 == .naInteger }
      case .list(let elements):
        flags = elements.map { element in
          element.count == 1 && element.rank <= .double && (element.doubles?.first?.isNaN ?? false)
            || element.count == 1 && element.rank == .character && element.asString == nil
        }
      default: throw NotEvaluatedHere()
      }
      var attributes = RAttributes()
      for name in ["names", "dim", "dimnames"] { attributes[name] = value.attributes[name] }
      return RValue(.logical(flags), attributes: attributes)
    },
    .pure("is.nan", "x") { call in
      let value = try call.required("x")
      guard value.rank <= .double, let numbers = value.doubles else { throw NotEvaluatedHere() }
      return shaped(numbers.map { $0.isNaN && !$0.isNAReal }, as: call["x"])
    },
    .pure("is.finite", "x") { call in
      guard let numbers = try call.required("x").doubles, call["x"]?.rank ?? .other <= .double else {
        throw NotEvaluatedHere()
      }
      return shaped(numbers.map(\.isFinite), as: call["x"])
    },
    .pure("is.infinite", "x") { call in
      guard let numbers = try call.required("x").doubles, call["x"]?.rank ?? .other <= .double else {
        throw NotEvaluatedHere()
      }
      return shaped(numbers.map(\.isInfinite), as: call["x"])
    },
    .pure("mode", "x", objects: true) { call in
      let value = try call.required("x")
      if value.rank == .other { throw NotEvaluatedHere() }
      return .string(value.rank == .integer || value.rank == .double ? "numeric" : value.typeName)
    },
    .pure("typeof", "x", objects: true) { call in .string(try call.required("x").typeName) },
    .pure("class", "x", objects: true) { call in .strings(try classes(of: try call.required("x"))) },
    .pure("inherits", "x what which", objects: true) { call in
      guard call["which"] == nil, let names = call["what"]?.asStrings else { throw NotEvaluatedHere() }
      let value = try call.required("x")
      let classes = try classes(of: value)
      return .flag(names.contains { classes.contains($0) })
    },
  ]

  /// The class attribute, or the class that R gives a value without one.
  private static func classes(of value: RValue) throws -> [String] {
    if !value.classes.isEmpty { return value.classes }
    if let shape = value.attributes["dim"] { return shape.count == 2 ? ["matrix", "array"] : ["array"] }
    switch value.storage {
    case .double: return ["numeric"]
    case .function: return ["function"]
    case .symbol: return ["name"]
    case .call: return ["call"]
    case .opaque: throw NotEvaluatedHere()
    default: return [value.typeName]
    }
  }

  private static func shaped(_ flags: [Bool], as value: RValue?) -> RValue {
    var result = RValue(.logical(flags))
    for name in ["names", "dim", "dimnames"] { result.attributes[name] = value?.attributes[name] }
    return result
  }

  private static func isDateLike(_ value: RValue) -> Bool {
    value.classes.contains { ["factor", "Date", "POSIXct", "difftime"].contains($0) }
  }

  private static func test(_ name: String, _ holds: @escaping @Sendable (RValue) -> Bool) -> Builtin {
    .pure(name, "x", objects: true) { call in .flag(holds(try call.required("x"))) }
  }

  private static func converted(_ call: inout BuiltinCall, _ rank: RValue.Rank) throws -> RValue {
    guard let value = call["x"] else { return RValue.null.converted(to: rank) ?? .null }
    guard let result = value.converted(to: rank) else { throw NotEvaluatedHere() }
    if rank == .double || rank == .integer, case .character(let texts) = value.storage {
      let numbers = result.doubles ?? []
      let isLost = zip(texts, numbers).contains { text, number in
        number.isNAReal && text != nil && text?.filter({ $0 != " " }) != "NA"
      }
      if isLost { call.warnings.append("NAs introduced by coercion") }
    }
    if rank == .integer, case .double(let numbers) = value.storage,
      numbers.contains(where: { abs($0) >= 2_147_483_648 })
    {
      call.warnings.append("NAs introduced by coercion to integer range")
    }
    return RValue(result.storage)
  }
}
