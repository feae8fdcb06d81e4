/// A stretch of a source text, in bytes of its UTF-8.
package struct SourceSpan: Sendable, Hashable {
  /// The offset of the first byte, in UTF-8.
  package var lowerBound: Int
  /// The offset behind the last byte, in UTF-8.
  package var upperBound: Int

  /// A span from `lowerBound` up to, but not including, `upperBound`.
  package init(_ lowerBound: Int, _ upperBound: Int) {
    self.lowerBound = lowerBound
    self.upperBound = max(lowerBound, upperBound)
  }

  /// The smallest span that covers both.
  package func union(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(min(lowerBound, other.lowerBound), max(upperBound, other.upperBound))
  }
}
