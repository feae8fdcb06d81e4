/// A wait took longer than it should; the job goes on.
package struct WaitTimeout: Error, Sendable, CustomStringConvertible {
  package let description: String

  package init(description: String) {
    self.description = description
  }
}
