package import AzureWire
import Synchronization

/// The ids of jobs as the session last saw them: what completion and
/// suggestions offer without asking the service. It may be read from any
/// thread at any time.
package final class KnownJobs: Sendable {
  package struct Entry: Sendable, Equatable {
    package var id: String
    package var state: JobState
    package var creationTime: Timestamp?
  }

  private let entries = Mutex<[String: Entry]>([:])

  package init() {}

  /// Takes a whole list in place of all that was known.
  package func replace(with jobs: [BatchJob]) {
    let new = jobs.map { Entry(id: $0.id, state: $0.state ?? .active, creationTime: $0.creationTime) }
    entries.withLock { $0 = Dictionary(new.map { ($0.id, $0) }) { _, last in last } }
  }

  /// A job that was just made.
  package func add(_ id: String, state: JobState) {
    entries.withLock { $0[id] = Entry(id: id, state: state, creationTime: nil) }
  }

  package func remove(_ id: String) {
    entries.withLock { $0[id] = nil }
  }

  /// Ids that begin so, in order; jobs on their way out are left out.
  package func matching(prefix: String) -> [Entry] {
    entries.withLock { all in
      all.values.filter { $0.id.hasPrefix(prefix) && $0.state != .deleting }.sorted { $0.id < $1.id }
    }
  }

  package var ids: [String] { matching(prefix: "").map(\.id) }
}
