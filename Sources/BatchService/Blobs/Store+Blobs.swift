import AzureWire
import GRDB
import HTTPTypes

/// Containers and blobs. What a change leaves without a name is returned as
/// files to remove.
extension Store {
  func addContainer(_ name: String, metadata: String?, now: Timestamp) async throws -> ContainerRecord {
    try await database.write { db in
      try db.execute(
        literal: """
          INSERT INTO containers (name, lastModified, eTag, metadata)
          VALUES (\(name), \(now), \(ETag.make(at: now)), \(metadata))
          ON CONFLICT (name) DO NOTHING
          """)
      guard db.changesCount == 1 else {
        throw WireError.conflict("ContainerAlreadyExists", "The specified container already exists.")
      }
      return try Self.container(db, name)
    }
  }

  func container(_ name: String) async throws -> ContainerRecord {
    try await database.read { try Self.container($0, name) }
  }

  /// - Returns: the files of its blobs.
  func deleteContainer(_ name: String) async throws -> [String] {
    try await database.write { db in
      _ = try Self.container(db, name)
      let files = try String.fetchAll(
        db,
        literal: """
          SELECT file FROM blobs WHERE container = \(name) UNION ALL SELECT file FROM blocks WHERE container = \(name)
          """)
      try db.execute(literal: "DELETE FROM containers WHERE name = \(name)")
      return files
    }
  }

  /// Containers from the marker on, that one included, in order of their names.
  func containers(prefix: String, from marker: String, limit: Int) async throws -> [ContainerRecord] {
    try await database.read { db in
      try Row.fetchAll(
        db,
        literal: """
          SELECT * FROM containers WHERE name >= \(marker) AND \(Prefix.condition("name", prefix))
          ORDER BY name LIMIT \(limit)
          """
      ).map(ContainerRecord.init)
    }
  }

  func blob(_ name: String, in container: String) async throws -> BlobRecord {
    try await database.read { db in
      _ = try Self.container(db, container)
      guard let blob = try Self.blob(db, name, in: container) else { throw Self.blobNotFound }
      return blob
    }
  }

  /// Blobs from the marker on, that one included, in order of their names.
  func blobs(in container: String, prefix: String, from marker: String, limit: Int) async throws -> [BlobRecord] {
    try await database.read { db in
      _ = try Self.container(db, container)
      return try Row.fetchAll(
        db,
        literal: """
          SELECT * FROM blobs WHERE container = \(container) AND name >= \(marker)
            AND \(Prefix.condition("name", prefix)) ORDER BY name LIMIT \(limit)
          """
      ).map(BlobRecord.init)
    }
  }

  /// Gives the name to a file that was written.
  ///
  /// - Returns: the blob, and files that have lost their name.
  func putBlob(
    _ name: String, in container: String, _ written: BlobFiles.Written, contentType: String, metadata: String?,
    conditions: ETagConditions, now: Timestamp
  ) async throws -> (BlobRecord, [String]) {
    try await database.write { db in
      _ = try Self.container(db, container)
      let old = try Self.blob(db, name, in: container)
      try conditions.checkWrite(old?.eTag)
      try db.execute(
        literal: """
          INSERT OR REPLACE INTO blobs (container, name, file, size, contentType, contentMD5, creationTime,
            lastModified, eTag, metadata)
          VALUES (\(container), \(name), \(written.name), \(written.size), \(contentType), \(written.md5),
            \(old?.creationTime ?? now), \(now), \(ETag.make(at: now)), \(metadata))
          """)
      let blocks = try String.fetchAll(
        db, literal: "SELECT file FROM blocks WHERE container = \(container) AND blob = \(name)")
      try db.execute(literal: "DELETE FROM blocks WHERE container = \(container) AND blob = \(name)")
      guard let blob = try Self.blob(db, name, in: container) else { throw Self.blobNotFound }
      return (blob, blocks + (old.map { [$0.file] } ?? []))
    }
  }

  /// Keeps a block until a list of blocks names it.
  ///
  /// - Returns: the file of an earlier block of that id.
  func putBlock(
    _ id: String, of blob: String, in container: String, _ written: BlobFiles.Written
  ) async throws -> [String] {
    try await database.write { db in
      _ = try Self.container(db, container)
      let old = try String.fetchAll(
        db,
        literal: "SELECT file FROM blocks WHERE container = \(container) AND blob = \(blob) AND blockId = \(id)")
      try db.execute(
        literal: """
          INSERT OR REPLACE INTO blocks (container, blob, blockId, file, size)
          VALUES (\(container), \(blob), \(id), \(written.name), \(written.size))
          """)
      return old
    }
  }

  /// The files of the blocks, in the order of the list.
  ///
  /// - Throws: ``WireError`` `InvalidBlockList` when one is missing.
  func blockFiles(_ ids: [String], of blob: String, in container: String) async throws -> [String] {
    try await database.read { db in
      _ = try Self.container(db, container)
      return try ids.map { id in
        let file = try String.fetchOne(
          db,
          literal: "SELECT file FROM blocks WHERE container = \(container) AND blob = \(blob) AND blockId = \(id)")
        guard let file else {
          throw WireError(.badRequest, "InvalidBlockList", "The specified block list is invalid.")
        }
        return file
      }
    }
  }

  func deleteBlob(_ name: String, in container: String) async throws -> [String] {
    try await database.write { db in
      _ = try Self.container(db, container)
      guard let blob = try Self.blob(db, name, in: container) else { throw Self.blobNotFound }
      try db.execute(literal: "DELETE FROM blobs WHERE container = \(container) AND name = \(name)")
      return [blob.file]
    }
  }

  /// Every file that a blob or block names.
  func namedFiles() async throws -> Set<String> {
    try await database.read { db in
      try Set(String.fetchAll(db, sql: "SELECT file FROM blobs UNION ALL SELECT file FROM blocks"))
    }
  }

  private static let blobNotFound = WireError(.notFound, "BlobNotFound", "The specified blob does not exist.")

  private static func container(_ db: Database, _ name: String) throws -> ContainerRecord {
    guard let row = try Row.fetchOne(db, literal: "SELECT * FROM containers WHERE name = \(name)") else {
      throw WireError(.notFound, "ContainerNotFound", "The specified container does not exist.")
    }
    return ContainerRecord(row: row)
  }

  private static func blob(_ db: Database, _ name: String, in container: String) throws -> BlobRecord? {
    try Row.fetchOne(db, literal: "SELECT * FROM blobs WHERE container = \(container) AND name = \(name)")
      .map(BlobRecord.init)
  }
}
