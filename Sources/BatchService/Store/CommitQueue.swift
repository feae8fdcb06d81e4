import GRDB
import Synchronization

/// Lets writes that come at the same time wait for the disk together.
///
/// A transaction costs one wait for the disk, whatever it holds. While one is
/// under way the writes that arrive queue up, and all of them go into the
/// next: each inside a savepoint, so that one that fails takes nothing of the
/// others along. A write returns when the transaction it was part of is on
/// the disk.
final class CommitQueue: Sendable {
  private struct Write: Sendable {
    var work: @Sendable (Database) throws -> Void
    var finish: @Sendable (Result<Void, any Error>) -> Void
  }

  private let waiting = Mutex<[Write]>([])

  /// How many are not part of a transaction yet.
  var count: Int { waiting.withLock { $0.count } }

  /// Cancelling does not keep a write from being made.
  ///
  /// - Throws: what `updates` throws, or why its transaction failed; nothing
  ///   of it is kept then.
  func write<Value: Sendable>(
    to database: DatabasePool, _ updates: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let answer = Answer<Value>()
      let write = Write { db in
        let value = try updates(db)
        answer.value.withLock { $0 = value }
      } finish: { result in
        continuation.resume(with: result.flatMap { answer.result })
      }
      let isFirst = waiting.withLock { waiting in
        waiting.append(write)
        return waiting.count == 1
      }
      // Whoever comes before its transaction begins is part of it.
      if isFirst { database.asyncWriteWithoutTransaction { self.commit($0) } }
    }
  }

  private func commit(_ db: Database) {
    let writes = waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
    var results: [Result<Void, any Error>] = []
    do {
      try db.inTransaction(.immediate) {
        for write in writes { results.append(try perform(write, db)) }
        return .commit
      }
    } catch {
      // Whoever failed by itself is told its own reason.
      results = writes.indices.map { index in
        if index < results.count, case .failure = results[index] { results[index] } else { .failure(error) }
      }
    }
    for (write, result) in zip(writes, results) { write.finish(result) }
  }

  /// - Throws: an error that has ended the whole transaction, as a full disk
  ///   does.
  private func perform(_ write: Write, _ db: Database) throws -> Result<Void, any Error> {
    do {
      try db.inSavepoint {
        try write.work(db)
        return .commit
      }
      return .success(())
    } catch {
      guard db.isInsideTransaction else { throw error }
      return .failure(error)
    }
  }

  private final class Answer<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)

    var result: Result<Value, any Error> {
      guard let value = value.withLock({ $0 }) else { return .failure(CancellationError()) }
      return .success(value)
    }
  }
}
