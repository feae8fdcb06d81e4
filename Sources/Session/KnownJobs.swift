package import AzureWire
import Synchronization

/// The ids of jobs as the session last saw them: what completion and
/// suggestions offer without asking the service. It may be read from any
/// thread at any time.
package final class KnownJobs: Sendable {
  /// A job, as the session last saw it.
  package typealias Entry = JobTable.Entry

  /// Some of the ids that begin so.
  package struct Match: Sendable, Equatable {
    /// The first of them in order, and the last as well, so that they begin
    /// alike only as far as all do.
    package var entries: [Entry]
    /// How many there are.
    package var count: Int
  }

  fileprivate struct State {
    /// Those on their way out are left out.
    var table = JobTable()
    /// What this session made, or removed (nil), by the number of the change.
    var changes: [(number: Int, id: String, entry: Entry?)] = []
    var lastChange = 0
  }

  private let state = Mutex(State())

  package init() {}

  /// Marks the moment at which a list is asked for; see
  /// ``replace(with:askedAt:)``.
  package var moment: Int { state.withLock { $0.lastChange } }

  /// Takes a whole list in place of all that was known. What this session has
  /// made or removed since the list was asked for is put right.
  package func replace(with table: JobTable, askedAt moment: Int? = nil) {
    state.withLock { state in
      state.table = table
      state.changes.removeAll { $0.number <= moment ?? state.lastChange }
      for change in state.changes { state.table.set(change.id, to: change.entry) }
    }
  }

  /// A job that was just made.
  package func add(_ id: String, state newState: JobState, creationTime: Timestamp? = nil) {
    let entry = Entry(id: id, state: newState, creationTime: creationTime)
    state.withLock { $0.change(id, newState == .deleting ? nil : entry) }
  }

  /// A job that was just deleted.
  package func remove(_ id: String) {
    state.withLock { $0.change(id, nil) }
  }

  /// Ids that begin so; jobs on their way out are left out.
  package func matching(prefix: String, limit: Int = .max) -> Match {
    state.withLock { state in
      let table = state.table
      let found = table.indices(prefix: prefix)
      guard found.count > limit, let last = found.last else {
        return Match(entries: found.map { table[$0] }, count: found.count)
      }
      return Match(entries: found.prefix(limit).map { table[$0] } + [table[last]], count: found.count)
    }
  }

  /// Whether there is a job of exactly this id.
  package func contains(_ id: String) -> Bool { matching(prefix: id, limit: 1).entries.first?.id == id }

  /// How many jobs are known.
  package var count: Int { state.withLock { $0.table.count } }

  /// The ids of all, in their order.
  package var ids: [String] { matching(prefix: "").entries.map(\.id) }
}

extension KnownJobs.State {
  fileprivate mutating func change(_ id: String, _ entry: KnownJobs.Entry?) {
    lastChange += 1
    changes.append((lastChange, id, entry))
    table.set(id, to: entry)
  }
}
