package import AzureWire
import Synchronization

/// The names of clusters as the session last saw them, for completion. It may
/// be read from any thread at any time.
package final class KnownClusters: Sendable {
  private let names = Mutex<Set<String>>([])

  package init() {}

  /// Takes a whole list in place of all that was known.
  package func replace(with pools: [BatchPool]) {
    names.withLock { $0 = Set(pools.map(\.id)) }
  }

  /// One that was just made or used.
  package func add(_ name: String) { names.withLock { _ = $0.insert(name) } }

  /// One that was just deleted.
  package func remove(_ name: String) { names.withLock { _ = $0.remove(name) } }

  /// Names that begin so, in order.
  package func matching(prefix: String) -> [String] {
    names.withLock { names in names.filter { $0.hasPrefix(prefix) }.sorted() }
  }
}
