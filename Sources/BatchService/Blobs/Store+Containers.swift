import AzureWire
import GRDB
import HTTPTypes

/// The containers of blobs.
extension Store {
  func addContainer(_ name: String, metadata: String?, now: Timestamp) async throws -> ContainerRecord {
    try await write { db in
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
  func deleteContainer(_ name: String, conditions: BlobConditions) async throws -> [String] {
    try await write { db in
      let container = try Self.container(db, name)
      try conditions.checkWrite(container.eTag, container.lastModified)
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
      try ContainerRecord.fetchAll(
        db,
        literal: """
          SELECT * FROM containers WHERE name >= \(marker) AND \(Prefix.condition("name", prefix))
          ORDER BY name LIMIT \(limit)
          """
      )
    }
  }

  func setContainerMetadata(
    _ name: String, _ metadata: String?, conditions: BlobConditions, now: Timestamp
  ) async throws -> ContainerRecord {
    try await write { db in
      let container = try Self.container(db, name)
      try conditions.checkWrite(container.eTag, container.lastModified)
      try db.execute(
        literal: """
          UPDATE containers SET metadata = \(metadata), lastModified = \(now), eTag = \(ETag.make(at: now))
          WHERE name = \(name)
          """)
      return try Self.container(db, name)
    }
  }

  static func container(_ db: Database, _ name: String) throws -> ContainerRecord {
    guard let found = try ContainerRecord.fetchOne(db, literal: "SELECT * FROM containers WHERE name = \(name)") else {
      throw WireError(.notFound, "ContainerNotFound", "The specified container does not exist.")
    }
    return found
  }
}
