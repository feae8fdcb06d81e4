/// Why the service cannot start or go on, in one sentence for the person who
/// started it.
package struct ServiceError: Error, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
