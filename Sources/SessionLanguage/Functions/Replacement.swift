import RData

/// The replacement functions that azp evaluates: `names(x) <- value` and its
/// like.
enum Replacement {
  /// - Throws: ``NotEvaluatedHere`` for any other function.
  static func apply(_ function: String, _ target: RValue, _ value: RValue) throws -> RValue {
    switch function {
    case "names": return try names(target, value)
    case "colnames" where target.inherits("data.frame"): return try names(target, value)
    case "class":
      if target.rank == .other || target.isNull { throw NotEvaluatedHere() }
      // `class<-` converts when the class is that of a plain vector.
      guard let classes = value.isNull ? [] : value.asStrings,
        classes.allSatisfy({
          !["numeric", "integer", "matrix", "array", "function", "character", "logical"].contains($0)
        })
      else { throw NotEvaluatedHere() }
      var result = target
      result.attributes["class"] = value.isNull ? nil : value
      return result
    case "length":
      guard !target.isObject, let count = value.asInt, count >= 0, !target.isNull else { throw NotEvaluatedHere() }
      if count >= target.count {
        var result = target
        result.extend(to: count, adding: [])
        return result
      }
      return target.selecting((0..<count).map { $0 })
    case "dim":
      guard !target.isObject, let shape = value.integers, !value.isNull, !target.isNull,
        shape.reduce(1, { $0 * Int($1) }) == target.count
      else { throw NotEvaluatedHere() }
      var result = RValue(target.storage)
      result.attributes["dim"] = RValue(.integer(shape))
      return result
    default: throw NotEvaluatedHere()
    }
  }

  static func names(_ target: RValue, _ value: RValue) throws -> RValue {
    if target.attributes["dim"] != nil || target.rank == .other || target.isNull { throw NotEvaluatedHere() }
    var result = target
    if value.isNull {
      result.attributes["names"] = nil
      return result
    }
    guard let texts = value.texts else { throw NotEvaluatedHere() }
    guard texts.count <= target.count else {
      throw EvaluationError(
        "there are more names than elements",
        condition: "'names' attribute [\(texts.count)] must be the same length as the vector [\(target.count)]")
    }
    let missing: [String?] = Array(repeating: nil, count: target.count - texts.count)
    result.attributes["names"] = RValue(.character(texts + missing))
    return result
  }
}
