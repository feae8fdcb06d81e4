import AzureWire
import GRDB
import HTTPTypes

#if canImport(Glibc)
  import Glibc
#endif

/// A disk that is full: what is under way is still written down, and nothing
/// new is begun.
extension Store {
  /// Bytes that the database and its log have in advance: room for the ends
  /// of some thousand tasks.
  package static let reserve = 4 << 20
  /// With less on the disk nothing new is begun.
  private static let least: UInt64 = 1 << 20

  /// Takes the reserve from the disk: free pages in the database, and a log
  /// that is as long as it gets, which are written over and need no more
  /// space. To be called when the service starts; what is there is kept.
  package func reserveSpace() async throws {
    // The log goes when a service ends, and stays when it is killed.
    var log = stat()
    if stat(database.path + "-wal", &log) == 0, log.st_size >= Self.reserve { return }
    // Two transactions: pages that are freed in the one that took them are never written.
    try await database.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS reserve (bytes BLOB NOT NULL);
          INSERT INTO reserve VALUES (zeroblob(\(Self.reserve)));
          DROP TABLE reserve;
          """)
    }
  }

  /// - Throws: ``WireError`` `InsufficientStorage` when the disk is all but
  ///   full: the reserve is for what was begun before.
  func requireSpace() throws {
    var status = statvfs()
    guard statvfs(database.path, &status) == 0 else { return }
    let free = UInt64(geteuid() == 0 ? status.f_bfree : status.f_bavail) * UInt64(status.f_frsize)
    guard free < Self.least else { return }
    throw WireError(
      .init(code: 507), "InsufficientStorage",
      "The service's disk is full, and nothing new can be added; delete jobs, tasks or blobs, or make room beside "
        + "\(database.path).")
  }
}
