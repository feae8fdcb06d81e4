import AzureWire
import BatchService
import Foundation
import GRDB
import Synchronization
import Testing

@Suite("Writes that come at the same time")
struct CommitQueueTests {
  private struct Refusal: Error {}

  /// Counts what reaches the disk.
  private final class Commits: TransactionObserver, Sendable {
    let count = Mutex(0)

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) { count.withLock { $0 += 1 } }
    func databaseDidRollback(_ db: Database) {}
  }

  /// Keeps the writer busy until the body has put its writes into the queue.
  private func together(_ test: TestStore, _ writes: [@Sendable () async throws -> Void]) async throws -> [Bool] {
    let gate = DispatchSemaphore(value: 0)
    test.store.database.asyncWriteWithoutTransaction { _ in gate.wait() }
    return try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
      for (index, write) in writes.enumerated() {
        group.addTask {
          do {
            try await write()
            return (index, true)
          } catch is Refusal {
            return (index, false)
          }
        }
      }
      // All of them are in the queue when the last one is; each gets there on its own.
      while test.store.waitingWrites < writes.count { await Task.yield() }
      gate.signal()
      var results = [Bool](repeating: false, count: writes.count)
      for try await (index, result) in group { results[index] = result }
      return results
    }
  }

  @Test("share one wait for the disk, and one that fails takes nothing of the others along")
  func shared() async throws {
    let test = try await TestStore()
    let store = test.store
    try await store.write { try $0.execute(sql: "CREATE TABLE kept (number INTEGER)") }
    let commits = Commits()
    store.database.add(transactionObserver: commits, extent: .databaseLifetime)
    let results = try await together(
      test,
      (0..<20).map { number in
        {
          try await store.write { db in
            try db.execute(sql: "INSERT INTO kept VALUES (?)", arguments: [number])
            if number % 5 == 0 { throw Refusal() }
          }
        }
      })
    #expect(results == (0..<20).map { $0 % 5 != 0 })
    let kept = try await store.database.read { try Int.fetchAll($0, sql: "SELECT number FROM kept ORDER BY number") }
    #expect(kept == (0..<20).filter { $0 % 5 != 0 })
    #expect(commits.count.withLock { $0 } == 1)
  }

  @Test("all hear of a transaction that was given up as a whole")
  func givenUp() async throws {
    let test = try await TestStore()
    let store = test.store
    try await store.write { try $0.execute(sql: "CREATE TABLE kept (number INTEGER)") }
    await #expect(throws: (any Error).self) {
      try await store.write { db in
        try db.execute(sql: "INSERT INTO kept VALUES (1)")
        try db.execute(sql: "ROLLBACK")
        throw Refusal()
      }
    }
    let kept = try await store.database.read { try Int.fetchAll($0, sql: "SELECT number FROM kept") }
    #expect(kept.isEmpty)
    try await store.write { try $0.execute(sql: "INSERT INTO kept VALUES (2)") }
    #expect(try await store.database.read { try Int.fetchOne($0, sql: "SELECT number FROM kept") } == 2)
  }
}
