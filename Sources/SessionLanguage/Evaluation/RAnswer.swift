package import RData

/// What came of R code: a value, and what the code did to the variables of the
/// session.
package struct RAnswer: Sendable {
  /// What the source gave.
  package var value: RValue
  /// Variables that the code has made or changed.
  package var assigned: [RBinding]
  /// Names of variables that the code has removed.
  package var removed: [String]
  /// Whether the value prints at top level.
  package var isVisible = true

  package init(_ value: RValue, assigned: [RBinding] = [], removed: [String] = []) {
    self.value = value
    self.assigned = assigned
    self.removed = removed
  }
}
