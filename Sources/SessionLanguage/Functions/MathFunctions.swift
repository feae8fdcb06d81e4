#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import RData

/// Functions of each number on its own.
enum MathFunctions {
  static let all: [Builtin] = [
    .pure("abs", "x") { call in
      let value = try call.required("x")
      if value.rank == .integer || value.rank == .logical {
        let values = (value.integers ?? []).map { $0 == .naInteger ? $0 : Swift.abs($0) }
        return RValue(.integer(values), attributes: value.attributes)
      }
      return try map(&call) { Swift.abs($0) }
    },
    .pure("sqrt", "x") { call in try map(&call) { $0.isNaN ? $0 : $0 < 0 ? .nan : $0.squareRoot() } },
    .pure("exp", "x") { call in try map(&call) { exp($0) } },
    .pure("log", "x base") { call in
      guard let base = call["base"] else { return try map(&call) { logarithm($0) } }
      guard let number = base.doubles?.first, base.count == 1 else { throw NotEvaluatedHere() }
      return try map(&call) { value in
        if number == 10 { return log10(value) }
        return number == 2 ? log2(value) : log(value) / log(number)
      }
    },
    .pure("log2", "x") { call in try map(&call) { $0 < 0 ? .nan : log2($0) } },
    .pure("log10", "x") { call in try map(&call) { $0 < 0 ? .nan : log10($0) } },
    .pure("log1p", "x") { call in try map(&call) { $0 < -1 ? .nan : log1p($0) } },
    .pure("expm1", "x") { call in try map(&call) { expm1($0) } },
    .pure("sin", "x") { call in try map(&call) { sin($0) } },
    .pure("cos", "x") { call in try map(&call) { cos($0) } },
    .pure("tan", "x") { call in try map(&call) { tan($0) } },
    .pure("asin", "x") { call in try map(&call) { asin($0) } },
    .pure("acos", "x") { call in try map(&call) { acos($0) } },
    .pure("atan", "x") { call in try map(&call) { atan($0) } },
    .pure("sinh", "x") { call in try map(&call) { sinh($0) } },
    .pure("cosh", "x") { call in try map(&call) { cosh($0) } },
    .pure("tanh", "x") { call in try map(&call) { tanh($0) } },
    .pure("atan2", "y x") { call in
      guard let y = call["y"]?.asDouble, let x = call["x"]?.asDouble, call["y"]?.attributes.isEmpty ?? false,
        call["x"]?.attributes.isEmpty ?? false
      else { throw NotEvaluatedHere() }
      return .number(atan2(y, x))
    },
    .pure("sign", "x") { call in
      try map(&call) { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
    },
    .pure("bitwAnd", "a b") { call in try bitwise(call) { $0 & $1 } },
    .pure("bitwOr", "a b") { call in try bitwise(call) { $0 | $1 } },
    .pure("bitwXor", "a b") { call in try bitwise(call) { $0 ^ $1 } },
    .pure("floor", "x") { call in try map(&call) { $0.rounded(.down) } },
    .pure("ceiling", "x") { call in try map(&call) { $0.rounded(.up) } },
    .pure("trunc", "x") { call in try map(&call) { $0.rounded(.towardZero) } },
    .pure("round", "x digits") { call in
      let digits = try call.whole("digits") ?? 0
      return try map(&call) { rounded($0, digits) }
    },
    .pure("signif", "x digits") { call in
      let digits = max(try call.whole("digits") ?? 6, 1)
      return try map(&call) { number in
        guard number.isFinite, number != 0 else { return number }
        return Double(NumberText.format("%.*e", digits - 1, number)) ?? number
      }
    },
  ]

  private static func bitwise(_ call: BuiltinCall, _ function: (Int32, Int32) -> Int32) throws -> RValue {
    guard case .integer(let a) = try call.required("a").storage, case .integer(let b) = try call.required("b").storage,
      !a.isEmpty, !b.isEmpty, !a.contains(.naInteger), !b.contains(.naInteger)
    else { throw NotEvaluatedHere() }
    return RValue(.integer((0..<max(a.count, b.count)).map { function(a[$0 % a.count], b[$0 % b.count]) }))
  }

  private static func logarithm(_ value: Double) -> Double { value < 0 ? .nan : log(value) }

  /// Of the decimal numbers with that many digits the one nearest to the
  /// value; of two equally near, the even one.
  static func rounded(_ value: Double, _ digits: Int) -> Double {
    guard value.isFinite else { return value }
    if digits == 0 { return value.rounded(.toNearestOrEven) }
    if digits < 0 {
      if digits < -308 { return 0 }
      let scale = pow(10, Double(-digits))
      return (value / scale).rounded(.toNearestOrEven) * scale
    }
    let magnitude = value == 0 ? 0 : Int(log10(Swift.abs(value)).rounded(.down))
    // More digits than a double holds change nothing.
    if digits + magnitude >= 15 || digits > 308 { return value }
    let scale = pow(10, Double(digits))
    let below = (value * scale).rounded(.down) / scale
    let above = (value * scale).rounded(.up) / scale
    let toBelow = value - below
    let toAbove = above - value
    if toBelow == toAbove {
      return (value * scale).rounded(.down).truncatingRemainder(dividingBy: 2) == 0 ? below : above
    }
    return toBelow < toAbove ? below : above
  }

  private static func map(_ call: inout BuiltinCall, _ function: (Double) -> Double) throws -> RValue {
    let value = try call.required("x")
    if value.rank == .complex { throw NotEvaluatedHere() }
    guard value.rank <= .double, value.rank >= .logical, let numbers = value.doubles else {
      throw EvaluationError(
        "non-numeric argument to mathematical function `\(call.function)`",
        condition: "non-numeric argument to mathematical function")
    }
    var madeNaN = false
    let results = numbers.map { number -> Double in
      if number.isNaN { return number }
      let result = function(number)
      if result.isNaN { madeNaN = true }
      return result
    }
    if madeNaN { call.warnings.append("NaNs produced") }
    return RValue(.double(results), attributes: value.attributes)
  }
}
