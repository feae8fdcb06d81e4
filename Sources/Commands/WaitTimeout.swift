/// A wait took longer than it should; the job goes on.
package struct WaitTimeout: Error, Sendable, CustomStringConvertible {
  /// What was not reached, and what goes on.
  package let description: String

  package init(description: String) {
    self.description = description
  }
}
