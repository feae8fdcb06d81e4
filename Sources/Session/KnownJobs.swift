package import AzureWire
import Synchronization

/// The ids of jobs as the session last saw them: what completion and
/// suggestions offer without asking the service. It may be read from any
/// thread at any time.
package final class KnownJobs: Sendable {
  /// A job, as the session last saw it.
  package struct Entry: Sendable, Equatable {
    package var id: String
    /// How far the job was.
    package var state: JobState
    package var creationTime: Timestamp?
  }

  /// Some of the ids that begin so.
  package struct Match: Sendable, Equatable {
    /// The first of them in order, and the last as well, so that they begin
    /// alike only as far as all do.
    package var entries: [Entry]
    /// How many there are.
    package var count: Int
  }

  fileprivate struct State {
    /// In the order of their ids, those on their way out left out.
    var entries: [Entry] = []
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
  package func replace(with jobs: [BatchJob], askedAt moment: Int? = nil) {
    var all = jobs.compactMap { job in
      let state = job.state ?? .active
      return state == .deleting ? nil : Entry(id: job.id, state: state, creationTime: job.creationTime)
    }
    all.sort { $0.id < $1.id }
    state.withLock { state in
      state.entries = all
      state.changes.removeAll { $0.number <= moment ?? state.lastChange }
      for change in state.changes { state.set(change.id, change.entry) }
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
      let start = state.entries.partitionPoint { $0.id < prefix }
      let rest = state.entries[start...]
      let matches = rest[..<rest.partitionPoint { $0.id.hasPrefix(prefix) }]
      guard matches.count > limit, let last = matches.last else {
        return Match(entries: Array(matches), count: matches.count)
      }
      return Match(entries: matches.prefix(limit) + [last], count: matches.count)
    }
  }

  /// Whether there is a job of exactly this id.
  package func contains(_ id: String) -> Bool { matching(prefix: id, limit: 1).entries.first?.id == id }

  /// How many jobs are known.
  package var count: Int { state.withLock { $0.entries.count } }

  /// The ids of all, in their order.
  package var ids: [String] { matching(prefix: "").entries.map(\.id) }
}

extension KnownJobs.State {
  fileprivate mutating func change(_ id: String, _ entry: KnownJobs.Entry?) {
    lastChange += 1
    changes.append((lastChange, id, entry))
    set(id, entry)
  }

  fileprivate mutating func set(_ id: String, _ entry: KnownJobs.Entry?) {
    let place = entries.partitionPoint { $0.id < id }
    if place < entries.count, entries[place].id == id { entries.remove(at: place) }
    if let entry { entries.insert(entry, at: place) }
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first index whose element does not hold; all that hold come first.
  fileprivate func partitionPoint(where holds: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
