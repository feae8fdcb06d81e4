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
