import RData

/// `cumsum cumprod cummax cummin diff`: each element with those before it.
enum CumulativeFunctions {
  static let all: [Builtin] = [
    .pure("cumsum", "x") { call in
      let value = try numeric(call)
      guard value.rank <= .integer else { return accumulated(value, from: 0) { $0 + $1 } }
      var total = 0
      var isMissing = false
      var overflowed = false
      let sums = (value.integers ?? []).map { number -> Int32 in
        total += Int(number)
        if number == .naInteger { isMissing = true }
        if !isMissing, Int32(exactly: total) == nil || total == Int(Int32.min) {
          isMissing = true
          overflowed = true
        }
        return isMissing ? .naInteger : Int32(total)
      }
      if overflowed { call.warnings.append("integer overflow in 'cumsum'; use 'cumsum(as.numeric(.))'") }
      return named(RValue(.integer(sums)), value)
    },
    .pure("cumprod", "x") { call in accumulated(try numeric(call), from: 1) { $0 * $1 } },
    .pure("cummax", "x") { call in try extreme(try numeric(call)) { max($0, $1) } },
    .pure("cummin", "x") { call in try extreme(try numeric(call)) { min($0, $1) } },
    .pure("diff", "x lag differences") { call in
      var value = try call.required("x")
      let lag = try call.whole("lag") ?? 1
      let times = try call.whole("differences") ?? 1
      guard lag >= 1, times >= 1 else { throw EvaluationError("'lag' and 'differences' must be integers >= 1") }
      guard value.attributes["dim"] == nil, value.rank <= .double, value.rank >= .logical else {
        throw NotEvaluatedHere()
      }
      for _ in 0..<times {
        if value.count <= lag { return value.selecting([]) }
        let later = value.selecting((lag..<value.count).map { $0 })
        let earlier = RValue(value.selecting((0..<(value.count - lag)).map { $0 }).storage)
        value = try Arithmetic.apply("-", later, earlier, warnings: &call.warnings)
      }
      return value
    },
  ]

  private static func numeric(_ call: BuiltinCall) throws -> RValue {
    let value = try call.required("x")
    if value.rank == .complex || value.rank == .null || value.rank == .raw { throw NotEvaluatedHere() }
    // Strings are read as numbers, with a warning: R's business.
    guard value.rank <= .double else { throw NotEvaluatedHere() }
    return value
  }

  private static func named(_ result: RValue, _ source: RValue) -> RValue {
    var result = result
    result.attributes["names"] = source.attributes["names"]
    return result
  }

  #if arch(x86_64)
    /// R keeps the running value in 80 bits.
    private typealias Running = Float80
  #else
    private typealias Running = Double
  #endif

  private static func accumulated(
    _ value: RValue, from start: Running, _ combine: (Running, Running) -> Running
  ) -> RValue {
    var running = start
    var missing: Double?
    let results = (value.doubles ?? []).map { number -> Double in
      if number.isNaN, missing.map({ !$0.isNAReal }) ?? true { missing = number }
      if let missing { return missing }
      running = combine(running, Running(number))
      return Double(running)
    }
    return named(RValue(.double(results)), value)
  }

  private static func extreme(_ value: RValue, _ better: (Double, Double) -> Double) throws -> RValue {
    var current: Double?
    let results = (value.doubles ?? []).map { number -> Double in
      // NA, once met, stays; it takes the place of NaN.
      let next: Double
      switch current {
      case nil: next = number
      case let before? where before.isNaN: next = before.isNAReal || !number.isNAReal ? before : number
      case let before?: next = number.isNaN ? number : better(before, number)
      }
      current = next
      return next
    }
    if value.rank <= .integer {
      return named(RValue(.integer(results.map { $0.isNaN ? .naInteger : Int32($0) })), value)
    }
    return named(RValue(.double(results)), value)
  }
}
