import AzureWire

/// The operators of a formula, and the types they take.
enum FormulaOperators {
  static func apply(
    _ operation: FormulaExpression.UnaryOperator, _ operand: AutoscaleValue, _ position: FormulaPosition
  ) throws(FormulaEvaluator.Interruption) -> AutoscaleValue {
    switch (operation, operand) {
    case (.minus, .number(let value)): return .number(-value)
    case (.minus, .vector(let values)): return .vector(values.map(-))
    case (.minus, .interval(let seconds)): return .interval(-seconds)
    case (.not, .number(let value)): return .truth(value == 0)
    default:
      throw FormulaEvaluator.failure(
        position, "The operator \(operation.rawValue) cannot be applied to a \(operand.typeName)")
    }
  }

  static func apply(
    _ operation: FormulaExpression.BinaryOperator, _ left: AutoscaleValue, _ right: AutoscaleValue,
    _ position: FormulaPosition
  ) throws(FormulaEvaluator.Interruption) -> AutoscaleValue {
    if let order = comparison(operation), let truth = compare(left, right, order) { return .truth(truth) }
    switch (left, operation, right) {
    case (.number(let left), .and, .number(let right)): return .truth(left != 0 && right != 0)
    case (.number(let left), .or, .number(let right)): return .truth(left != 0 || right != 0)
    case (.interval(let left), .plus, .interval(let right)): return .interval(left + right)
    case (.interval(let left), .minus, .interval(let right)): return .interval(left - right)
    case (.interval(let left), .divided, .interval(let right)): return .number(left / right)
    case (.interval(let left), .times, .number(let right)), (.number(let right), .times, .interval(let left)):
      return .interval(left * right)
    case (.interval(let left), .divided, .number(let right)): return .interval(left / right)
    case (.time(let left), .plus, .interval(let right)), (.interval(let right), .plus, .time(let left)):
      return .time(try moved(left, right, position))
    case (.time(let left), .minus, .interval(let right)): return .time(try moved(left, -right, position))
    case (.time(let left), .minus, .time(let right)):
      return .interval(left.secondsSince1970 - right.secondsSince1970)
    default: break
    }
    guard let arithmetic = arithmetic(operation) else { throw mismatch(operation, left, right, position) }
    switch (left, right) {
    case (.number(let left), .number(let right)): return .number(arithmetic(left, right))
    case (.vector(let left), .number(let right)): return .vector(left.map { arithmetic($0, right) })
    case (.number(let left), .vector(let right)): return .vector(right.map { arithmetic(left, $0) })
    case (.vector(let left), .vector(let right)):
      guard left.count == right.count else {
        throw FormulaEvaluator.failure(
          position, "The vectors have different lengths: \(left.count) and \(right.count)")
      }
      return .vector(zip(left, right).map(arithmetic))
    default: throw mismatch(operation, left, right, position)
    }
  }

  private static func mismatch(
    _ operation: FormulaExpression.BinaryOperator, _ left: AutoscaleValue, _ right: AutoscaleValue,
    _ position: FormulaPosition
  ) -> FormulaEvaluator.Interruption {
    FormulaEvaluator.failure(
      position,
      "The operator \(operation.rawValue) cannot be applied to a \(left.typeName) and a \(right.typeName)")
  }

  private static func moved(
    _ time: Timestamp, _ seconds: Double, _ position: FormulaPosition
  ) throws(FormulaEvaluator.Interruption) -> Timestamp {
    let result = time.secondsSince1970 + seconds
    // The years 1 to 9999, as the protocol can write them.
    guard result >= -62_135_596_800, result < 253_402_300_800 else {
      throw FormulaEvaluator.failure(position, "The time is out of range")
    }
    return time.advanced(bySeconds: seconds)
  }

  private static func arithmetic(
    _ operation: FormulaExpression.BinaryOperator
  ) -> ((Double, Double) -> Double)? {
    switch operation {
    case .plus: (+)
    case .minus: (-)
    case .times: (*)
    case .divided: (/)
    default: nil
    }
  }

  private enum Order { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }

  private static func comparison(_ operation: FormulaExpression.BinaryOperator) -> Order? {
    switch operation {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  /// Nil when the two cannot be compared.
  private static func compare(_ left: AutoscaleValue, _ right: AutoscaleValue, _ order: Order) -> Bool? {
    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
      switch order {
      case .equal: left == right
      case .notEqual: left != right
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    }
    return switch (left, right) {
    case (.number(let left), .number(let right)): holds(left, right)
    case (.text(let left), .text(let right)): holds(left, right)
    case (.time(let left), .time(let right)): holds(left, right)
    case (.interval(let left), .interval(let right)): holds(left, right)
    default: nil
    }
  }
}
