package import RData

/// What a command gives back, and whether it prints at top level.
package struct CommandResult: Sendable {
  package var value: RValue
  package var isVisible: Bool

  package init(_ value: RValue, isVisible: Bool = true) {
    self.value = value
    self.isVisible = isVisible
  }

  /// NULL that does not print: the result of a command run for its effect.
  package static let nothing = CommandResult(.null, isVisible: false)
}
