public import AzureWire
import Foundation
public import GRDB

/// The service's memory: one SQLite database in WAL mode.
///
/// A write that has returned is on the disk (`synchronous=FULL`), so that
/// what a client was told is never lost.
package struct Store: Sendable {
  package let database: DatabasePool
  private let commits = CommitQueue()

  /// Opens the database, and creates or migrates it.
  ///
  /// - Throws: ``ServiceError`` when the file cannot be opened, or was made
  ///   by a newer version of azp; it is not touched then.
  package init(path: String) async throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    do {
      try Self.refuseNewer(path)
      database = try DatabasePool(path: path, configuration: configuration)
      try Schema.migrator.migrate(database)
      // The pool sets NORMAL on opening, after its own configuration has run.
      try await database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous=FULL") }
    } catch let error as DatabaseError {
      throw ServiceError("The database \(path) cannot be opened: \(error.message ?? "unknown error"); check the file.")
    }
  }

  /// Writes that have not been begun.
  package var waitingWrites: Int { commits.count }

  /// Makes a write and waits until it is on the disk; see ``CommitQueue``.
  package func write<Value: Sendable>(_ updates: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    try await commits.write(to: database, updates)
  }

  /// Looks by a connection that cannot write: a pool writes on opening.
  private static func refuseNewer(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    let migrator = Schema.migrator
    guard try DatabaseQueue(path: path, configuration: configuration).read(migrator.hasBeenSuperseded) else { return }
    throw ServiceError(
      "The database \(path) was made by a newer version of azp; use that version, or another state directory.")
  }
}

extension Timestamp: DatabaseValueConvertible {
  public var databaseValue: DatabaseValue { ticks.databaseValue }

  public static func fromDatabaseValue(_ value: DatabaseValue) -> Timestamp? {
    Int64.fromDatabaseValue(value).map(Timestamp.init(ticks:))
  }
}
