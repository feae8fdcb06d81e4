import RData

/// Many values to one: `sum mean min max range any all prod`.
enum SummaryFunctions {
  static let all: [Builtin] = [
    .pure("sum", "... na.rm") { call in try sum(&call) },
    .pure("prod", "... na.rm") { call in
      let numbers = try numbers(call)
      if let missing = missing(numbers) { return .number(missing) }
      #if arch(x86_64)
        return .number(Double(numbers.reduce(Float80(1)) { $0 * Float80($1) }))
      #else
        return .number(numbers.reduce(1, *))
      #endif
    },
    .pure("mean", "x na.rm") { call in try mean(&call) },
    .pure("min", "... na.rm") { call in try extreme(&call, isMaximum: false) },
    .pure("max", "... na.rm") { call in try extreme(&call, isMaximum: true) },
    .pure("range", "... na.rm") { call in
      let low = try extreme(&call, isMaximum: false)
      let high = try extreme(&call, isMaximum: true)
      return try Combination.combine([(nil, low), (nil, high)])
    },
    .pure("any", "... na.rm") { call in try truth(call, Logic.either, start: false) },
    .pure("all", "... na.rm") { call in try truth(call, Logic.both, start: true) },
  ]

  private static func numbers(_ call: BuiltinCall) throws -> [Double] {
    let removes = try call.flag("na.rm", default: false)
    var all: [Double] = []
    for value in call.dots.map(\.value) {
      if value.rank == .complex { throw NotEvaluatedHere() }
      guard value.rank <= .double, value.rank != .raw, let numbers = value.doubles else {
        throw EvaluationError(
          "invalid 'type' (\(value.typeName)) of argument of `\(call.function)`",
          condition: "invalid 'type' (\(value.typeName)) of argument")
      }
      all += removes ? numbers.filter { !$0.isNaN } : numbers
    }
    return all
  }

  private static func sum(_ call: inout BuiltinCall) throws -> RValue {
    let numbers = try numbers(call)
    guard call.dots.allSatisfy({ $0.value.rank <= .integer }) else {
      return .number(addition(numbers))
    }
    if numbers.contains(where: \.isNaN) { return .int(.naInteger) }
    // R makes a double of what no integer holds.
    let total = numbers.reduce(0, +)
    guard let whole = Int32(exactly: total), whole != .naInteger else { return .number(total) }
    return .int(whole)
  }

  /// R adds in 80 bits where the machine has them.
  static func addition(_ numbers: [Double]) -> Double {
    #if arch(x86_64)
      if let missing = missing(numbers) { return missing }
      var total: Float80 = 0
      for number in numbers {
        total += Float80(number)
      }
      return Double(total)
    #else
      return numbers.reduce(0, +)
    #endif
  }

  /// The NaN that a sum of these is: NA when one of them is.
  private static func missing(_ numbers: [Double]) -> Double? {
    numbers.first(where: \.isNAReal) ?? numbers.first(where: \.isNaN)
  }

  private static func mean(_ call: inout BuiltinCall) throws -> RValue {
    let value = try call.required("x")
    if value.rank == .complex { throw NotEvaluatedHere() }
    guard value.rank <= .double, value.rank >= .logical, var numbers = value.doubles else {
      call.warnings.append("argument is not numeric or logical: returning NA")
      return .number(.naReal)
    }
    if try call.flag("na.rm", default: false) { numbers = numbers.filter { !$0.isNaN } }
    guard !numbers.isEmpty else { return .number(.nan) }
    return .number(average(numbers))
  }

  /// The mean of at least one number.
  static func average(_ numbers: [Double]) -> Double {
    if let missing = missing(numbers) { return missing }
    #if arch(x86_64)
      // R's second pass takes out the rounding error of the first.
      let count = Float80(numbers.count)
      let first = numbers.reduce(Float80(0)) { $0 + Float80($1) } / count
      guard Double(first).isFinite else { return Double(first) }
      let correction = numbers.reduce(Float80(0)) { $0 + (Float80($1) - first) } / count
      return Double(first + correction)
    #else
      return addition(numbers) / Double(numbers.count)
    #endif
  }

  private static func extreme(_ call: inout BuiltinCall, isMaximum: Bool) throws -> RValue {
    let rank = call.dots.map(\.value.rank).max() ?? .null
    if rank == .character {
      let texts = try call.dots.flatMap { dot -> [String?] in
        guard let texts = dot.value.texts else { throw NotEvaluatedHere() }
        return texts
      }
      let present = texts.compactMap { $0 }
      if present.count < texts.count, try !call.flag("na.rm", default: false) { return RValue(.character([nil])) }
      guard let best = isMaximum ? present.max(by: before) : present.min(by: before) else { throw NotEvaluatedHere() }
      return .string(best)
    }
    let numbers = try numbers(call)
    guard !numbers.isEmpty else {
      let name = isMaximum ? "max" : "min"
      call.warnings.append(
        "no non-missing arguments to \(name); returning \(isMaximum ? "-Inf" : "Inf")")
      return .number(isMaximum ? -.infinity : .infinity)
    }
    // NA wins over NaN, and both over any number.
    let missing = numbers.first(where: \.isNAReal) ?? numbers.first(where: \.isNaN)
    let best = missing ?? (isMaximum ? numbers.max() : numbers.min()) ?? .naReal
    if rank <= .integer { return .int(best.isNaN ? .naInteger : Int32(best)) }
    return .number(best)
  }

  private static func before(_ a: String, _ b: String) -> Bool { Comparison.order(a, b) < 0 }

  private static func truth(
    _ call: BuiltinCall, _ combine: (Bool?, Bool?) -> Bool?, start: Bool
  ) throws -> RValue {
    let removes = try call.flag("na.rm", default: false)
    var result: Bool? = start
    for value in call.dots.map(\.value) {
      guard value.rank <= .complex, let flags = value.logicals else {
        throw EvaluationError(
          "invalid 'type' (\(value.typeName)) of argument of `\(call.function)`",
          condition: "invalid 'type' (\(value.typeName)) of argument")
      }
      for flag in flags where !(removes && flag == nil) { result = combine(result, flag) }
    }
    return RValue(.logical([result]))
  }
}
