#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import RData

/// R's arithmetic operators on vectors without a class.
enum Arithmetic {
  static let operators: Set<String> = ["+", "-", "*", "/", "^", "%%", "%/%"]

  static func apply(_ symbol: String, _ a: RValue, _ b: RValue, warnings: inout [String]) throws -> RValue {
    let rank = max(a.rank, b.rank)
    guard min(a.rank, b.rank) != .raw, rank != .complex else { throw NotEvaluatedHere() }
    guard rank <= .double else { throw EvaluationError("non-numeric argument to binary operator") }
    let shape = try Recycling(a, b)
    if let warning = shape.warning { warnings.append(warning) }
    let isDouble = a.rank == .double || b.rank == .double || symbol == "/" || symbol == "^"
    if isDouble || a.rank == .null || b.rank == .null {
      let x = a.doubles ?? []
      let y = b.doubles ?? []
      // NULL counts as an empty double beside a double only.
      if !isDouble { return RValue(.integer([]), attributes: shape.attributes) }
      let operation = try real(symbol)
      let result = (0..<shape.count).map { operation(x[$0 % x.count], y[$0 % y.count]) }
      return RValue(.double(result), attributes: shape.attributes)
    }
    let x = a.integers ?? []
    let y = b.integers ?? []
    var overflowed = false
    let result = (0..<shape.count).map { position -> Int32 in
      let left = x[position % x.count]
      let right = y[position % y.count]
      if left == .naInteger || right == .naInteger { return .naInteger }
      guard let value = whole(symbol, Int(left), Int(right)) else { return .naInteger }
      guard let fitting = Int32(exactly: value), fitting != .naInteger else {
        overflowed = true
        return .naInteger
      }
      return fitting
    }
    if overflowed { warnings.append("NAs produced by integer overflow") }
    return RValue(.integer(result), attributes: shape.attributes)
  }

  static func negated(_ value: RValue) throws -> RValue {
    if value.isObject || value.rank == .complex { throw NotEvaluatedHere() }
    switch value.storage {
    case .double(let values): return RValue(.double(values.map { -$0 }), attributes: value.attributes)
    case .integer, .logical:
      let values = (value.integers ?? []).map { $0 == .naInteger ? $0 : -$0 }
      return RValue(.integer(values), attributes: value.attributes)
    default: throw EvaluationError("invalid argument to unary operator")
    }
  }

  /// `from:to`, integer when `from` is whole and both ends fit.
  static func range(_ a: RValue, _ b: RValue, warnings: inout [String]) throws -> RValue {
    try RangeOfNumbers(a, b, warnings: &warnings).vector()
  }

  private static func real(_ symbol: String) throws -> (Double, Double) -> Double {
    switch symbol {
    case "+": { sum($0, $1, $0 + $1) }
    case "-": { sum($0, $1, $0 - $1) }
    case "*": { sum($0, $1, $0 * $1) }
    case "/": { sum($0, $1, $0 / $1) }
    case "^": power
    case "%%": { $1 == 0 ? .nan : sum($0, $1, modulo($0, $1)) }
    case "%/%": { sum($0, $1, quotient($0, $1)) }
    default: throw NotEvaluatedHere()
    }
  }

  /// Keeps NA apart from NaN, whatever the processor makes of the two.
  private static func sum(_ x: Double, _ y: Double, _ result: Double) -> Double {
    guard result.isNaN else { return result }
    if x.isNaN { return x }
    return y.isNaN ? y : result
  }

  private static func power(_ x: Double, _ y: Double) -> Double {
    if x == 1 || y == 0 { return 1 }
    if x.isNaN || y.isNaN { return y.isNaN ? y : x }
    if y == 2 { return x * x }
    if x == 0 { return y > 0 ? 0 : .infinity }
    if x.isFinite, y.isFinite { return pow(x, y) }
    if x == .infinity { return y < 0 ? 0 : .infinity }
    if x == -.infinity {
      guard y.isFinite, y == y.rounded(.down) else { return .nan }
      return y < 0 ? 0 : y.truncatingRemainder(dividingBy: 2) == 0 ? .infinity : x
    }
    guard x >= 0 else { return .nan }
    return (y > 0) == (x >= 1) ? .infinity : 0
  }

  #if arch(x86_64)
    /// R computes remainders in 80 bits where the machine has them.
    private typealias Extended = Float80
  #else
    private typealias Extended = Double
  #endif

  /// Beyond this quotient a double has no digits left for a remainder.
  private static let lastExact = 1 / Double.ulpOfOne

  private static func modulo(_ x: Double, _ y: Double) -> Double {
    if y == 0 { return .nan }
    if Swift.abs(y) > lastExact, x.isFinite, Swift.abs(x) <= Swift.abs(y) {
      if Swift.abs(x) == Swift.abs(y) { return 0 }
      return x < 0 && y > 0 || x > 0 && y < 0 ? x + y : x
    }
    let remainder = Extended(x) - Extended((x / y).rounded(.down)) * Extended(y)
    let rest = Extended(Double(remainder / Extended(y)).rounded(.down))
    return Double(remainder - rest * Extended(y))
  }

  private static func quotient(_ x: Double, _ y: Double) -> Double {
    let quotient = x / y
    if y == 0 || Swift.abs(quotient) > lastExact || !quotient.isFinite { return quotient }
    if Swift.abs(quotient) < 1 { return quotient < 0 || x < 0 && y > 0 || x > 0 && y < 0 ? -1 : 0 }
    let whole = quotient.rounded(.down)
    let remainder = Extended(x) - Extended(whole) * Extended(y)
    return Double(Extended(whole) + (remainder / Extended(y)).rounded(.down))
  }

  private static func whole(_ symbol: String, _ x: Int, _ y: Int) -> Int? {
    switch symbol {
    case "+": x + y
    case "-": x - y
    case "*": x * y
    case "%%": y == 0 ? nil : ((x % y) + y) % y
    case "%/%": y == 0 ? nil : Int((Double(x) / Double(y)).rounded(.down))
    default: nil
    }
  }
}
