package import RData

/// What a command gives back, and whether it prints at top level.
package struct CommandResult: Sendable {
  /// What the command gives; NULL where it gives nothing.
  package var value: RValue
  /// Whether the value prints at top level.
  package var isVisible: Bool
  /// Whether the value is a list that a command made, of jobs say, which a
  /// host may show otherwise than R would.
  package var isListing: Bool

  package init(_ value: RValue, isVisible: Bool = true, isListing: Bool = false) {
    self.value = value
    self.isVisible = isVisible
    self.isListing = isListing
  }

  /// NULL that does not print: the result of a command run for its effect.
  package static let nothing = CommandResult(.null, isVisible: false)
}
