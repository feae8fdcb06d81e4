import GRDB

// Statements with interpolated values, spelled as GRDB spells `execute(literal:)`,
// and compiled once for each connection.

extension Row {
  static func fetchAll(_ db: Database, literal: SQL) throws -> [Row] {
    try SQLRequest<Row>(literal: literal, cached: true).fetchAll(db)
  }

  static func fetchOne(_ db: Database, literal: SQL) throws -> Row? {
    try SQLRequest<Row>(literal: literal, cached: true).fetchOne(db)
  }
}

/// Records are read from the statement and not from copies of its rows, where
/// each column would be looked for among the names of all.
extension FetchableRecord {
  static func fetchAll(_ db: Database, literal: SQL) throws -> [Self] {
    try SQLRequest<Self>(literal: literal, cached: true).fetchAll(db)
  }

  static func fetchOne(_ db: Database, literal: SQL) throws -> Self? {
    try SQLRequest<Self>(literal: literal, cached: true).fetchOne(db)
  }
}

extension DatabaseValueConvertible {
  static func fetchAll(_ db: Database, literal: SQL) throws -> [Self] {
    try SQLRequest<Self>(literal: literal, cached: true).fetchAll(db)
  }

  static func fetchOne(_ db: Database, literal: SQL) throws -> Self? {
    try SQLRequest<Self>(literal: literal, cached: true).fetchOne(db)
  }
}

extension Database {
  /// One statement; see `execute(literal:)`.
  func run(literal: SQL) throws {
    let (sql, arguments) = try literal.build(self)
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
