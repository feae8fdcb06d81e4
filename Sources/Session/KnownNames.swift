package import AzureWire
import ParallelJobs
import Synchronization

/// Names besides those of jobs that completion offers without asking the
/// service. It may be used from any thread at any time.
package final class KnownNames: Sendable {
  /// What the names are of.
  package enum Topic: Sendable, Hashable {
    case tasks(job: String)
    case pools
  }

  package struct Entry: Sendable, Equatable {
    package var id: String
    package var state: String
    /// Since when it is in that state, or is there at all.
    package var since: Timestamp?
  }

  /// Nobody looks through more.
  static let limit = 5000
  private static let topicLimit = 32
  private let entries = Mutex<[Topic: [Entry]]>([:])

  package init() {}

  /// Names that begin so, in the service's order.
  package func matching(_ topic: Topic, prefix: String) -> [Entry] {
    entries.withLock { $0[topic] ?? [] }.filter { $0.id.hasPrefix(prefix) }
  }

  func forgetAll() {
    entries.withLock { $0 = [:] }
  }

  func replace(_ topic: Topic, with new: [Entry]) {
    entries.withLock { known in
      if known.count >= Self.topicLimit { known = [:] }
      known[topic] = new
    }
  }
}

extension Session {
  /// Reads names anew.
  package func refresh(_ topic: KnownNames.Topic) async throws {
    guard isServiceWanted else { return }
    let entries =
      switch topic {
      case .tasks(let job):
        try await withJobs { try await $0.taskHeads(of: job, upTo: KnownNames.limit) }.map {
          KnownNames.Entry(id: $0.id, state: "\($0.state ?? .active)", since: $0.stateTransitionTime)
        }
      case .pools:
        try await withJobs { try await $0.poolHeads(upTo: KnownNames.limit) }.map {
          KnownNames.Entry(id: $0.id, state: "\($0.state ?? .active)", since: $0.creationTime)
        }
      }
    knownNames.replace(topic, with: entries)
  }
}
