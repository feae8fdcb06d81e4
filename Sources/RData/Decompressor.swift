/// Undoes one kind of compression, a step at a time.
protocol Decompressor: AnyObject {
  /// The word for the compression in errors.
  var name: String { get }

  /// Takes some of the source and fills some of the target.
  ///
  /// - Parameter isLast: whether nothing comes after the source.
  func step(
    from source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, isLast: Bool
  ) -> DecompressionStep

  /// After an end: whether another stream follows, whose contents belong to the
  /// file as well. It is begun.
  func begins(at source: ByteInput) -> Bool
}

/// What one step of a decompressor did.
struct DecompressionStep {
  enum Outcome {
    case going
    case end
    case damaged
    /// It would need more memory than it may have.
    case tooLarge
  }

  /// Bytes taken from the source and put into the target.
  let consumed: Int
  let produced: Int
  let outcome: Outcome
}
