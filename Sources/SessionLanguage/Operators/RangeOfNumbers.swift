import RData

/// What `from:to` stands for, without its numbers: a loop over a long one
/// needs no vector.
struct RangeOfNumbers {
  let count: Int
  private let from: Double
  private let to: Double
  private let step: Double
  /// When `from` is whole and both ends fit.
  private let isInteger: Bool

  /// - Throws: ``EvaluationError`` for ends that are no numbers,
  ///   ``NotEvaluatedHere`` for those that are R's to judge.
  init(_ a: RValue, _ b: RValue, warnings: inout [String]) throws {
    if a.isObject || b.isObject || a.rank > .character || b.rank > .character { throw NotEvaluatedHere() }
    for end in [a, b] where end.count > 1 {
      warnings.append("numerical expression has \(end.count) elements: only the first used")
    }
    guard let from = a.doubles?.first, let to = b.doubles?.first else {
      throw EvaluationError("argument of length 0")
    }
    guard !from.isNaN, !to.isNaN else { throw EvaluationError("NA/NaN argument") }
    let length = (abs(to - from) + 1e-10).rounded(.down) + 1
    // Beyond this, not every number has a double of its own.
    guard length < 0x1p53 else { throw Self.tooLong(from, to) }
    count = Int(length)
    (self.from, self.to) = (from, to)
    step = from <= to ? 1 : -1
    isInteger = from == from.rounded() && abs(from) <= 2_147_483_647 && abs(to) <= 2_147_483_647
  }

  subscript(position: Int) -> RValue {
    let number = from + step * Double(position)
    return isInteger ? RValue(.integer([Int32(number)])) : RValue(.double([number]))
  }

  /// All of it.
  /// - Throws: ``EvaluationError`` when that is too much.
  func vector() throws -> RValue {
    guard count <= VectorLength.most else { throw Self.tooLong(from, to) }
    if isInteger {
      let start = Int32(from)
      return RValue(.integer((0..<Int32(count)).map { step > 0 ? start + $0 : start - $0 }))
    }
    return RValue(.double((0..<count).map { from + step * Double($0) }))
  }

  private static func tooLong(_ from: Double, _ to: Double) -> EvaluationError {
    EvaluationError("the range \(NumberText.text(from)):\(NumberText.text(to)) is too long")
  }
}
