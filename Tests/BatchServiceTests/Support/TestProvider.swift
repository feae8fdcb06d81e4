import BatchService
import Synchronization

/// Remembers whom it was asked for; its agents live as long as the test says.
final class TestProvider: NodeProvider {
  let asked = Mutex<[NodeAllocation]>([])
  let alive = Mutex<Set<String>>([])
  let failure = Mutex<(any Error)?>(nil)
  let released = Mutex<[String]>([])

  func allocate(_ node: NodeAllocation) async throws {
    if let error = failure.withLock({ $0 }) { throw error }
    asked.withLock { $0.append(node) }
    _ = alive.withLock { $0.insert(node.nodeID) }
  }

  func release(_ nodeID: String) async throws {
    released.withLock { $0.append(nodeID) }
    end(nodeID)
  }

  func list() async throws -> Set<String> { alive.withLock { $0 } }

  /// The node's agent ends.
  func end(_ nodeID: String) { _ = alive.withLock { $0.remove(nodeID) } }
}
