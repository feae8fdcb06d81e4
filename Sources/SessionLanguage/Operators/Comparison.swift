#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import RData

/// R's comparison operators, and the order in which it sorts.
enum Comparison {
  static let operators: Set<String> = ["==", "!=", "<", ">", "<=", ">="]

  static func apply(_ symbol: String, _ a: RValue, _ b: RValue, warnings: inout [String]) throws -> RValue {
    if a.isFunction || b.isFunction {
      throw EvaluationError("comparison (\(symbol)) is possible only for atomic and list types")
    }
    guard a.rank != .complex, b.rank != .complex, a.rank != .other, b.rank != .other else {
      throw NotEvaluatedHere()
    }
    if a.count == 0 || b.count == 0 { return RValue(.logical([]), attributes: try Recycling(a, b).attributes) }
    let shape = try Recycling(a, b)
    if let warning = shape.warning { warnings.append(warning) }
    let result: [Bool?]
    if a.rank == .list, b.rank == .list { throw EvaluationError("comparison of these types is not implemented") }
    if a.rank == .character || b.rank == .character {
      guard let x = a.texts, let y = b.texts else {
        throw EvaluationError("comparison of these types is not implemented")
      }
      result = (0..<shape.count).map { position in
        guard let left = x[position % x.count], let right = y[position % y.count] else { return nil }
        return holds(symbol, left == right ? 0 : order(left, right))
      }
    } else {
      // What R makes of names inside of the elements of a list is its own.
      if [a, b].contains(where: { $0.rank == .list && $0.split().contains { !$0.attributes.isEmpty } }) {
        throw NotEvaluatedHere()
      }
      // A list takes the kind of the other operand.
      let x: [Double]?
      let y: [Double]?
      switch min(a.rank, b.rank) {
      case .logical where max(a.rank, b.rank) == .list:
        x = a.logicals.flatMap { RValue(.logical($0)).doubles }
        y = b.logicals.flatMap { RValue(.logical($0)).doubles }
      case .integer where max(a.rank, b.rank) == .list:
        x = a.integers.flatMap { RValue(.integer($0)).doubles }
        y = b.integers.flatMap { RValue(.integer($0)).doubles }
      default:
        x = a.doubles
        y = b.doubles
      }
      guard let x, let y else {
        throw NotEvaluatedHere()
      }
      result = (0..<shape.count).map { position in
        let left = x[position % x.count]
        let right = y[position % y.count]
        if left.isNaN || right.isNaN { return nil }
        return holds(symbol, left == right ? 0 : left < right ? -1 : 1)
      }
    }
    return RValue(.logical(result), attributes: shape.attributes)
  }

  /// Below, equal to or above 0, as the locale of the process collates.
  static func order(_ a: String, _ b: String) -> Int {
    Int(strcoll(a, b))
  }

  private static func holds(_ symbol: String, _ order: Int) -> Bool {
    switch symbol {
    case "==": order == 0
    case "!=": order != 0
    case "<": order < 0
    case ">": order > 0
    case "<=": order <= 0
    default: order >= 0
    }
  }
}
