import AzureWire
import GRDB
import HTTPTypes

/// Blobs and their blocks. What a change leaves without a name is returned as
/// files to remove.
extension Store {
  func blob(_ name: String, in container: String) async throws -> BlobRecord {
    guard let blob = try await blobIfThere(name, in: container) else { throw Self.blobNotFound }
    return blob
  }

  func blobIfThere(_ name: String, in container: String) async throws -> BlobRecord? {
    try await database.read { db in
      _ = try Self.container(db, container)
      return try Self.blob(db, name, in: container)
    }
  }

  /// Blobs from the marker on, that one included, in order of their names.
  ///
  /// - Parameter delimiter: names that have it behind the prefix are told in
  ///   one line, as the directory that they lie in.
  func blobs(
    in container: String, prefix: String, delimiter: String?, from marker: String, limit: Int
  ) async throws -> [BlobListItem] {
    try await database.read { db in
      _ = try Self.container(db, container)
      var items: [BlobListItem] = []
      var position: SQL = "name >= \(marker)"
      search: while items.count < limit {
        let wanted = limit - items.count
        let blobs = try BlobRecord.fetchAll(
          db,
          literal: """
            SELECT * FROM blobs WHERE container = \(container) AND \(position)
              AND \(Prefix.condition("name", prefix)) ORDER BY name LIMIT \(wanted)
            """
        )
        for blob in blobs {
          if let directory = Self.directory(of: blob.name, prefix: prefix, delimiter: delimiter) {
            items.append(.prefix(directory))
            // What else lies in it is passed over, however much it is.
            position = "name >= \(Prefix.end(directory))"
            continue search
          }
          items.append(.blob(blob))
          position = "name > \(blob.name)"
        }
        if blobs.count < wanted { break }
      }
      return items
    }
  }

  /// The name up to the first delimiter behind the prefix; nil without one.
  private static func directory(of name: String, prefix: String, delimiter: String?) -> String? {
    guard let delimiter, !delimiter.isEmpty else { return nil }
    // Bytes, as the order is that of bytes: a combining mark changes no delimiter.
    let rest = name.utf8.dropFirst(prefix.utf8.count)
    guard let found = rest.firstRange(of: delimiter.utf8) else { return nil }
    return String(Substring(name.utf8[..<found.upperBound]))
  }

  /// Gives the name to a file that was written.
  ///
  /// - Returns: the blob, and files that have lost their name.
  func putBlob(
    _ name: String, in container: String, _ written: BlobFiles.Written, _ content: BlobContent,
    conditions: BlobConditions, now: Timestamp
  ) async throws -> (BlobRecord, [String]) {
    try await write { db in
      _ = try Self.container(db, container)
      let old = try Self.blob(db, name, in: container)
      try conditions.checkWrite(old?.eTag, old?.lastModified)
      try db.execute(
        literal: """
          INSERT OR REPLACE INTO blobs (container, name, file, size, contentType, contentMD5, headers, creationTime,
            lastModified, eTag, metadata, copy)
          VALUES (\(container), \(name), \(written.name), \(written.size), \(content.type), \(content.md5 ?? written.md5),
            \(content.headers), \(old?.creationTime ?? now), \(now), \(ETag.make(at: now)), \(content.metadata),
            \(content.copy))
          """)
      var start: Int64 = 0
      for (position, block) in content.blocks.enumerated() {
        try db.execute(
          literal: """
            INSERT INTO committedBlocks (container, blob, position, blockId, start, size)
            VALUES (\(container), \(name), \(position), \(block.id), \(start), \(block.size))
            """)
        start += block.size
      }
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
    try await write { db in
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

  /// What there is of blocks under a name.
  func blocks(of blob: String, in container: String) async throws -> BlobBlocks {
    try await database.read { db in
      _ = try Self.container(db, container)
      let committed = try Row.fetchAll(
        db,
        literal: """
          SELECT b.blockId, b.start, b.size, blobs.file FROM committedBlocks b
            JOIN blobs ON blobs.container = b.container AND blobs.name = b.blob
          WHERE b.container = \(container) AND b.blob = \(blob) ORDER BY b.position
          """)
      let uncommitted = try Row.fetchAll(
        db,
        literal: """
          SELECT blockId, 0 AS start, size, file FROM blocks
          WHERE container = \(container) AND blob = \(blob) ORDER BY blockId
          """)
      func block(_ row: Row) -> BlobBlock {
        BlobBlock(id: row["blockId"], file: row["file"], start: row["start"], size: row["size"])
      }
      return BlobBlocks(committed: committed.map(block), uncommitted: uncommitted.map(block))
    }
  }

  /// Changes what a blob says of itself; the bytes stay.
  func changeBlob(
    _ name: String, in container: String, _ change: BlobChange, conditions: BlobConditions, now: Timestamp
  ) async throws -> BlobRecord {
    try await write { db in
      _ = try Self.container(db, container)
      guard let old = try Self.blob(db, name, in: container) else { throw Self.blobNotFound }
      try conditions.checkWrite(old.eTag, old.lastModified)
      let assignments: SQL =
        switch change {
        case .metadata(let metadata): "metadata = \(metadata)"
        case .headers(let type, let md5, let headers):
          // It is the copy no more that it was ("Get Blob Properties").
          "contentType = \(type), contentMD5 = \(md5), headers = \(headers), copy = NULL"
        }
      try db.execute(
        literal: """
          UPDATE blobs SET \(assignments), lastModified = \(now), eTag = \(ETag.make(at: now))
          WHERE container = \(container) AND name = \(name)
          """)
      guard let blob = try Self.blob(db, name, in: container) else { throw Self.blobNotFound }
      return blob
    }
  }

  /// - Returns: its file.
  func deleteBlob(_ name: String, in container: String, conditions: BlobConditions) async throws -> [String] {
    try await write { db in
      _ = try Self.container(db, container)
      guard let blob = try Self.blob(db, name, in: container) else { throw Self.blobNotFound }
      try conditions.checkWrite(blob.eTag, blob.lastModified)
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

  static let blobNotFound = WireError(.notFound, "BlobNotFound", "The specified blob does not exist.")

  private static func blob(_ db: Database, _ name: String, in container: String) throws -> BlobRecord? {
    try BlobRecord.fetchOne(db, literal: "SELECT * FROM blobs WHERE container = \(container) AND name = \(name)")
  }
}
