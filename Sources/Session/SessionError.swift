/// Why the session cannot do what is asked, in one sentence.
package struct SessionError: Error, Sendable, CustomStringConvertible {
  /// What went wrong, as exit statuses and scripts tell it apart.
  package enum Kind: Sendable {
    /// Something about this machine or the request.
    case failed
    /// The service cannot be reached or started.
    case unreachable
    /// The service does not accept the credentials.
    case authentication
  }

  /// What went wrong.
  package let kind: Kind
  /// A sentence with the next step.
  package let description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
