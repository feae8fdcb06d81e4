import RData

/// `sort order unique duplicated which match`.
enum OrderFunctions {
  static let all: [Builtin] = [
    .pure("sort", "x decreasing") { call in
      let value = try call.required("x")
      let decreasing = try call.flag("decreasing", default: false)
      let present = try order(value, decreasing: decreasing, dropsMissing: true)
      return value.selecting(present)
    },
    .pure("order", "x ... decreasing") { call in
      if !call.dots.isEmpty { throw NotEvaluatedHere() }
      let value = try call.required("x")
      if value.isNull { throw NotEvaluatedHere() }
      let decreasing = try call.flag("decreasing", default: false)
      return RValue(.integer(try order(value, decreasing: decreasing, dropsMissing: false).map { Int32($0 + 1) }))
    },
    .pure("unique", "x") { call in
      var value = try call.required("x")
      if value.attributes["dim"] != nil { throw NotEvaluatedHere() }
      value.attributes["names"] = nil
      return value.selecting(try Matching.firstPositions(value))
    },
    .pure("duplicated", "x") { call in
      let value = try call.required("x")
      if value.attributes["dim"] != nil { throw NotEvaluatedHere() }
      let first = Set(try Matching.firstPositions(value))
      return RValue(.logical((0..<value.count).map { !first.contains($0) }))
    },
    .pure("which", "x") { call in
      let value = try call.required("x")
      guard case .logical(let flags) = value.storage, value.attributes["dim"] == nil else {
        throw EvaluationError("argument to 'which' is not logical")
      }
      let positions = flags.indices.filter { flags[$0] == true }
      var result = RValue(.integer(positions.map { Int32($0 + 1) }))
      result.names = value.names.map { names in positions.map { names[$0] } }
      return result
    },
    .pure("which.max", "x") { call in try extreme(call) { $0 > $1 } },
    .pure("which.min", "x") { call in try extreme(call) { $0 < $1 } },
    .pure("match", "x table") { call in
      let value = try call.required("x")
      let table = try call.required("table")
      let rank = max(value.rank, table.rank)
      let keys = try Matching.keys(table, as: rank)
      let lookup = Dictionary(zip(keys, 1...), uniquingKeysWith: { first, _ in first })
      return RValue(.integer(try Matching.keys(value, as: rank).map { lookup[$0].map(Int32.init) ?? .naInteger }))
    },
  ]

  private static func extreme(_ call: BuiltinCall, _ isBetter: (Double, Double) -> Bool) throws -> RValue {
    let value = try call.required("x")
    guard let numbers = value.doubles, value.rank <= .double else { throw NotEvaluatedHere() }
    var best: Int?
    for position in numbers.indices where !numbers[position].isNaN {
      if let current = best, !isBetter(numbers[position], numbers[current]) { continue }
      best = position
    }
    var result = RValue(.integer(best.map { [Int32($0 + 1)] } ?? []))
    if let best, let names = value.names { result.names = [names[best]] }
    return result
  }

  /// Positions in rising or falling order, stable; missing values go last.
  static func order(_ value: RValue, decreasing: Bool, dropsMissing: Bool) throws -> [Int] {
    if value.attributes["dim"] != nil { throw NotEvaluatedHere() }
    let present: [Int]
    let sorted: [Int]
    if case .character(let texts) = value.storage {
      present = texts.indices.filter { texts[$0] != nil }
      sorted = present.sorted { a, b in
        let order = Comparison.order(texts[a] ?? "", texts[b] ?? "")
        return order == 0 ? a < b : decreasing ? order > 0 : order < 0
      }
    } else {
      guard value.rank <= .double, let numbers = value.doubles else { throw NotEvaluatedHere() }
      present = numbers.indices.filter { !numbers[$0].isNaN }
      sorted = present.sorted { a, b in
        if numbers[a] == numbers[b] { return a < b }
        return decreasing ? numbers[a] > numbers[b] : numbers[a] < numbers[b]
      }
    }
    if dropsMissing { return sorted }
    let found = Set(present)
    return sorted + (0..<value.count).filter { !found.contains($0) }
  }
}
