import AzureClient
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
    /// Of the storage account.
    case containers
  }

  /// A name, and what is shown beside it.
  package struct Entry: Sendable, Equatable {
    package var id: String
    /// A word that is shown beside it.
    package var state: String
    /// Since when it is in that state, or is there at all.
    package var since: Timestamp?

    package init(id: String, state: String, since: Timestamp?) {
      self.id = id
      self.state = state
      self.since = since
    }
  }

  private struct State {
    var entries: [Topic: [Entry]] = [:]
    /// The jobs whose tasks are known, the one that was read last at the end.
    var jobs: [String] = []
    /// How often this session itself has changed what there is.
    var changes = 0
  }

  /// Nobody looks through more.
  static let limit = 5000
  /// Jobs whose tasks are kept.
  static let jobLimit = 32
  private let state = Mutex(State())

  package init() {}

  /// Names that begin so, in the service's order.
  package func matching(_ topic: Topic, prefix: String) -> [Entry] {
    state.withLock { $0.entries[topic] ?? [] }.filter { $0.id.hasPrefix(prefix) }
  }

  /// One that was just made, if it is not known.
  package func add(_ topic: Topic, _ entry: Entry) {
    state.withLock { state in
      state.changes += 1
      guard state.entries[topic]?.contains(where: { $0.id == entry.id }) != true else { return }
      state.entries[topic, default: []].append(entry)
    }
  }

  /// One that was just deleted.
  package func remove(_ topic: Topic, _ id: String) {
    state.withLock { state in
      state.changes += 1
      state.entries[topic]?.removeAll { $0.id == id }
    }
  }

  func forgetAll() {
    state.withLock { state in
      state.changes += 1
      state.entries = [:]
      state.jobs = []
    }
  }

  /// Marks the moment at which a list is asked for.
  package var moment: Int { state.withLock { $0.changes } }

  /// Takes a whole list. One that was asked for before a change of this
  /// session's own is out of date; the next will come. The tasks of the job
  /// that was read longest ago make room for those of another.
  package func replace(_ topic: Topic, with new: [Entry], askedAt moment: Int) {
    state.withLock { state in
      guard state.changes == moment else { return }
      state.entries[topic] = new
      guard case .tasks(let job) = topic else { return }
      state.jobs.removeAll { $0 == job }
      state.jobs.append(job)
      if state.jobs.count > Self.jobLimit { state.entries[.tasks(job: state.jobs.removeFirst())] = nil }
    }
  }
}

extension Session {
  /// Reads names anew.
  package func refresh(_ topic: KnownNames.Topic) async throws {
    guard isServiceWanted else { return }
    let moment = knownNames.moment
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
      // Where there are more, most are those of jobs, whose ids are known.
      case .containers:
        try await withJobs { try await $0.containerHeads(upTo: KnownNames.limit) }.map {
          KnownNames.Entry(id: $0.name, state: "container", since: $0.lastModified)
        }
      }
    knownNames.replace(topic, with: entries, askedAt: moment)
  }
}
