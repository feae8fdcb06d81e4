package import RData

/// A value given to a command, with the place where it was written.
package struct Argument: Sendable {
  /// The parameter's full name once matched; `nil` when given by position.
  package var name: String?
  package var value: RValue
  package var span: SourceSpan

  package init(name: String?, value: RValue, span: SourceSpan) {
    self.name = name
    self.value = value
    self.span = span
  }
}
