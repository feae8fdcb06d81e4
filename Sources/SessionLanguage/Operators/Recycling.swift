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
    if let aShape, let bShape {
      guard aShape == bShape else { throw EvaluationError("non-conformable arrays") }
    } else if aShape != nil || bShape != nil {
      let array = aShape == nil ? b : a
      let vector = aShape == nil ? a : b
      if vector.count > array.count {
        // R gives up the shape of an array of one element, and says that it will not for long.
        if array.count == 1 { throw NotEvaluatedHere() }
        throw EvaluationError("dims [product \(array.count)] do not match the length of object [\(vector.count)]")
      }
      // Beside nothing at all even a matrix leaves nothing.
      if vector.count == 0, array.count > 0 {
        self.attributes = attributes
        return
      }
    }
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
