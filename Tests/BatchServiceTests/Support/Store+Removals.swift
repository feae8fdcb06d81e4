import BatchService
import GRDB

extension Store {
  /// Directories that are still to go from nodes.
  func removalCount() async throws -> Int {
    try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM removals") ?? 0 }
  }
}
