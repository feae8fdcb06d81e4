import RData

/// What R does to the shape of two operands of one operator.
struct Recycling {
  let count: Int
  let attributes: RAttributes
  /// R warns when the longer operand is no multiple of the shorter.
  let warning: String?

  /// - Throws: ``EvaluationError`` for matrices of different shape,
  ///   ``NotEvaluatedHere`` for objects.
  init(_ a: RValue, _ b: RValue) throws {
    if a.isObject || b.isObject { throw NotEvaluatedHere() }
    let isEmpty = a.count == 0 || b.count == 0
    count = isEmpty ? 0 : max(a.count, b.count)
    let isUneven = !isEmpty && (count % a.count != 0 || count % b.count != 0)
    warning = isUneven ? "longer object length is not a multiple of shorter object length" : nil

    var attributes = RAttributes()
    let aShape = a.attributes["dim"]?.integers
    let bShape = b.attributes["dim"]?.integers
    if let aShape, let bShape, aShape != bShape { throw EvaluationError("non-conformable arrays") }
    if aShape != nil || bShape != nil {
      attributes["dim"] = a.attributes["dim"] ?? b.attributes["dim"]
      attributes["dimnames"] = a.attributes["dimnames"] ?? b.attributes["dimnames"]
    } else if a.count == count, let names = a.attributes["names"] {
      attributes["names"] = names
    } else if b.count == count {
      attributes["names"] = b.attributes["names"]
    }
    self.attributes = attributes
  }
}
