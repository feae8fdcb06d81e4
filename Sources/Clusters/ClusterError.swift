/// Why a cluster cannot be made, found or changed, in one sentence.
package struct ClusterError: Error, Sendable, CustomStringConvertible {
  /// What went wrong, as exit statuses and scripts tell it apart.
  package enum Kind: Sendable {
    /// What was asked for makes no sense as it stands.
    case invalid
    /// No such cluster.
    case notFound
    /// The service could not do it.
    case failed
  }

  /// What went wrong.
  package let kind: Kind
  /// A sentence or several, with the next step.
  package let description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// The cluster is not there.
  package static func notFound(_ id: String) -> ClusterError {
    ClusterError(.notFound, "The cluster `\(id)` does not exist; `getClusterList()` shows the clusters there are.")
  }
}
