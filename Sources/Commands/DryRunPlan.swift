import ParallelJobs
import Synchronization

/// What a dry run would have made so far, so that it can go on past commands
/// on it. It may be used from any thread at any time.
package final class DryRunPlan: Sendable {
  enum Thing: String, Sendable {
    case job, cluster, container
  }

  private let names = Mutex<[Thing: Set<String>]>([:])

  package init() {}

  func add(_ thing: Thing, _ name: String) {
    names.withLock { _ = $0[thing, default: []].insert(name.lowercased()) }
  }

  func remove(_ thing: Thing, _ name: String) {
    names.withLock { _ = $0[thing]?.remove(name.lowercased()) }
  }

  /// Whether it would be there only if this were no dry run. A job's container
  /// comes with the job, and goes by its id, too.
  func holds(_ thing: Thing, _ name: String) -> Bool {
    names.withLock { names in
      if names[thing]?.contains(name.lowercased()) == true { return true }
      guard thing == .container, let jobs = names[.job] else { return false }
      return jobs.contains { $0 == name.lowercased() || JobLayout.container(ofJob: $0) == name }
    }
  }
}
