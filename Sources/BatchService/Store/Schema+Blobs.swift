import GRDB

extension Schema {
  /// What a blob says of its content, and the blocks it was made of: they can
  /// be part of its next version.
  static func addBlobDetails(_ db: Database) throws {
    try db.execute(
      sql: """
        -- JSON of its HTTP headers, content type and MD5 apart.
        ALTER TABLE blobs ADD COLUMN headers TEXT;
        CREATE TABLE committedBlocks (
          container TEXT NOT NULL,
          blob TEXT NOT NULL,
          position INTEGER NOT NULL,
          blockId TEXT NOT NULL,
          -- Where it lies in the blob's file.
          start INTEGER NOT NULL,
          size INTEGER NOT NULL,
          PRIMARY KEY (container, blob, position),
          FOREIGN KEY (container, blob) REFERENCES blobs(container, name) ON DELETE CASCADE
        ) WITHOUT ROWID;
        """)
  }
}
