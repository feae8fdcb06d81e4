import RData

/// R's three-valued logic.
enum Logic {
  /// `&` and `|`, element by element.
  static func apply(_ symbol: String, _ a: RValue, _ b: RValue, warnings: inout [String]) throws -> RValue {
    if a.rank == .raw || b.rank == .raw { throw NotEvaluatedHere() }
    guard a.rank <= .complex, b.rank <= .complex, let x = a.logicals, let y = b.logicals else {
      throw EvaluationError("operations are possible only for numeric, logical or complex types")
    }
    let shape = try Recycling(a, b)
    if let warning = shape.warning { warnings.append(warning) }
    let result = (0..<shape.count).map { position in
      let left = x[position % x.count]
      let right = y[position % y.count]
      return symbol == "&" ? both(left, right) : either(left, right)
    }
    return RValue(.logical(result), attributes: shape.attributes)
  }

  static func both(_ a: Bool?, _ b: Bool?) -> Bool? {
    if a == false || b == false { return false }
    return a == nil || b == nil ? nil : true
  }

  static func either(_ a: Bool?, _ b: Bool?) -> Bool? {
    if a == true || b == true { return true }
    return a == nil || b == nil ? nil : false
  }

  static func negated(_ value: RValue) throws -> RValue {
    if value.isObject || value.rank == .raw { throw NotEvaluatedHere() }
    if value.count == 0, !value.isNull, value.rank >= .character { return RValue(.logical([])) }
    guard value.rank <= .complex, !value.isNull, let flags = value.logicals else {
      throw EvaluationError("invalid argument type")
    }
    var attributes = RAttributes()
    for name in ["names", "dim", "dimnames"] { attributes[name] = value.attributes[name] }
    return RValue(.logical(flags.map { $0.map { !$0 } }), attributes: attributes)
  }

  /// The truth of one side of `&&` or `||`; `nil` for NA.
  ///
  /// - Parameter isLeft: which side it is, for the error.
  static func side(_ value: RValue, of symbol: String, isLeft: Bool, warnings: inout [String]) throws -> Bool? {
    guard value.rank <= .complex, value.rank != .null, let flags = value.logicals else {
      throw EvaluationError("invalid '\(isLeft ? "x" : "y")' type in 'x \(symbol) y'")
    }
    // R 4.2 warns; from 4.3 on this is an error there.
    if flags.count > 1 { warnings.append("'length(x) = \(flags.count) > 1' in coercion to 'logical(1)'") }
    return flags.first ?? nil
  }

  /// The truth of the condition of `if` or `while`.
  static func condition(_ value: RValue) throws -> Bool {
    guard value.count > 0 else {
      throw EvaluationError("the condition is of length zero", condition: "argument is of length zero")
    }
    guard value.count == 1 else { throw EvaluationError("the condition has length > 1") }
    guard let flags = value.logicals, value.rank <= .character else {
      throw EvaluationError(
        "the condition cannot be read as TRUE or FALSE", condition: "argument is not interpretable as logical")
    }
    guard let flag = flags[0] else {
      throw EvaluationError(
        "the condition is NA where TRUE or FALSE is needed",
        condition: value.rank == .logical
          ? "missing value where TRUE/FALSE needed" : "argument is not interpretable as logical")
    }
    return flag
  }
}
