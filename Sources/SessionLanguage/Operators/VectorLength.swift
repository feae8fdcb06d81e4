/// How long a vector of the session may be made by naming its length; longer
/// ones belong into R, or into tasks.
enum VectorLength {
  static let most = 100_000_000

  /// - Throws: ``EvaluationError`` for a length that no memory holds.
  static func check(_ length: Int) throws {
    guard length <= most else {
      throw EvaluationError("a vector of \(length) elements is too long; the session holds up to \(most)")
    }
  }
}
