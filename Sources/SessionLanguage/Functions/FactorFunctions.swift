import RData

/// `factor`, `table` and what is asked of factors.
enum FactorFunctions {
  static let all: [Builtin] = [
    .pure("factor", "x levels") { call in
      let value = call["x"] ?? RValue(.character([]))
      guard value.rank <= .character, value.rank > .raw, value.rank != .complex, value.attributes["dim"] == nil else {
        throw NotEvaluatedHere()
      }
      return try factor(value, levels: call["levels"])
    },
    .pure("as.factor", "x", objects: true) { call in
      let value = try call.required("x")
      if value.inherits("factor") { return value }
      guard !value.isObject, value.rank == .character, value.attributes["dim"] == nil else { throw NotEvaluatedHere() }
      return try factor(value, levels: nil)
    },
    .pure("table", "...", objects: true) { call in
      guard call.dots.count == 1, !["useNA", "exclude", "dnn", "deparse.level"].contains(call.dots[0].name ?? "") else {
        throw NotEvaluatedHere()
      }
      var value = call.dots[0].value
      if !value.inherits("factor") {
        guard !value.isObject, value.rank <= .character, value.rank > .raw, value.rank != .complex,
          value.attributes["dim"] == nil
        else { throw NotEvaluatedHere() }
        value = try factor(value, levels: nil)
      }
      guard case .integer(let codes) = value.storage, let levels = value.attributes["levels"]?.asStrings else {
        throw NotEvaluatedHere()
      }
      if levels.isEmpty { throw NotEvaluatedHere() }
      var counts = [Int32](repeating: 0, count: levels.count)
      for code in codes where code != .naInteger { counts[Int(code) - 1] += 1 }
      var result = RValue(.integer(counts))
      result.attributes["dim"] = .int(Int32(clamping: counts.count))
      var names = RValue.list([.strings(levels)])
      names.names = [call.dots[0].name ?? ""]
      result.attributes["dimnames"] = names
      result.attributes["class"] = .string("table")
      return result
    },
    .pure("droplevels", "x", objects: true) { call in
      let value = try call.required("x")
      guard value.inherits("factor"), !value.inherits("ordered"), case .integer(let codes) = value.storage,
        let levels = value.attributes["levels"]?.asStrings
      else { throw NotEvaluatedHere() }
      let used = Set(codes)
      let kept = levels.indices.filter { used.contains(Int32($0 + 1)) }
      return try factor(
        RValue(.character(codes.map { $0 == .naInteger ? nil : levels[Int($0) - 1] })),
        levels: .strings(kept.map { levels[$0] }))
    },
  ]

  /// - Parameter levels: `nil` for the distinct values in order.
  private static func factor(_ value: RValue, levels: RValue?) throws -> RValue {
    let plain = RValue(value.storage)
    if plain.isNull { throw NotEvaluatedHere() }
    let chosen: RValue
    if let levels {
      guard levels.rank <= .character, levels.rank > .null, !levels.isObject else { throw NotEvaluatedHere() }
      chosen = RValue(levels.storage)
    } else {
      let distinct = plain.selecting(try Matching.firstPositions(plain))
      let ordered = distinct.selecting(try OrderFunctions.order(distinct, decreasing: false, dropsMissing: false))
      // NaN is a level, NA is none.
      let texts = ordered.texts ?? []
      chosen = ordered.selecting(texts.indices.filter { texts[$0] != nil })
    }
    guard let names = chosen.texts, let texts = plain.texts, !names.contains(nil), Set(names).count == names.count
    else {
      throw NotEvaluatedHere()
    }
    let lookup = Dictionary(zip(names, 1...), uniquingKeysWith: { first, _ in first })
    var result = RValue(
      .integer(
        texts.map { text in
          guard let text, let code = lookup[text] else { return .naInteger }
          return Int32(code)
        }))
    result.attributes["names"] = value.attributes["names"]
    result.attributes["levels"] = RValue(.character(names))
    result.attributes["class"] = .string("factor")
    return result
  }
}
