/// Why an agent cannot do its work.
package enum NodeError: Error, Sendable, CustomStringConvertible, Equatable {
  case rootInUse(root: String, pid: String?)
  case refused(nodeID: String)
  case badArguments(String)

  package var description: String {
    switch self {
    case .rootInUse(let root, let pid):
      "Another agent\(pid.map { " (process \($0))" } ?? "") serves the node at \(root); end it first."
    case .refused(let nodeID):
      "The service has refused the node \(nodeID) for too long; it was probably removed from its pool."
    case .badArguments(let text): text
    }
  }
}
