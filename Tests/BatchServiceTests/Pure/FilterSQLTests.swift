import AzureWire
import BatchService
import GRDB
import HTTPTypes
import Testing

@Suite("Filters of lists")
struct FilterSQLTests {
  private let filter = FilterSQL(columns: [
    "id": .text("id"), "state": .word("state"), "info/exitcode": .number("exitCode"), "creationtime": .time("time"),
  ])

  /// The ids of rows that meet the filter.
  private func ids(_ text: String?) throws -> [String] {
    let condition = try filter.condition(text)
    return try DatabaseQueue().write { db in
      try db.execute(
        sql: """
          CREATE TABLE t (id TEXT COLLATE NOCASE, state TEXT, exitCode INTEGER, time INTEGER);
          INSERT INTO t VALUES ('a1', 'active', NULL, 0), ('A2', 'completed', 1, 10000000),
            ('b''1', 'completed', 0, 20000000), ('z_%', 'running', -3, 30000000);
          """)
      let request: SQLRequest<String> = "SELECT id FROM t WHERE \(condition) ORDER BY id"
      return try request.fetchAll(db)
    }
  }

  @Test(
    "a filter finds what it says",
    arguments: [
      (nil, ["a1", "A2", "b'1", "z_%"]), (" ", ["a1", "A2", "b'1", "z_%"]), ("id eq 'a2'", ["A2"]),
      ("startswith(id,'A')", ["a1", "A2"]), ("startswith(id, 'z_')", ["z_%"]),
      ("startswith(id,'')", ["a1", "A2", "b'1", "z_%"]),
      ("startswith(id,'%')", []), ("id eq 'b''1'", ["b'1"]), ("id ge 'b'", ["b'1", "z_%"]),
      ("state eq 'Completed'", ["A2", "b'1"]), ("state ne 'completed'", ["a1", "z_%"]),
      ("info/exitCode ne 0", ["A2", "z_%"]), ("info/exitCode lt 0", ["z_%"]),
      ("creationTime gt 1970-01-01T00:00:01Z", ["b'1", "z_%"]),
      ("creationTime le datetime'1970-01-01T00:00:01Z'", ["a1", "A2"]),
      ("creationTime eq '1970-01-01T00:00:02Z'", ["b'1"]),
      ("state eq 'completed' and info/exitCode eq 0 or id eq 'a1'", ["a1", "b'1"]),
      ("state eq 'completed' and (info/exitCode eq 1 or id eq 'a1')", ["A2"]),
      ("id eq ''' OR 1=1 --'", []),
    ] as [(String?, [String])])
  func finds(text: String?, expected: [String]) throws {
    #expect(try ids(text) == expected)
  }

  @Test(
    "a filter that cannot be understood names itself",
    arguments: [
      "id", "id eq", "id is 'a'", "id eq a", "metadata eq 'a'", "id eq 5", "state eq 1", "info/exitCode eq 'x'",
      "creationTime gt 'yesterday'", "id eq 'a", "(id eq 'a'", "id eq 'a')", "startswith(id)", "id eq 'a' id eq 'b'",
      "id; DROP TABLE t eq 'a'", String(repeating: "(", count: 10_000), "state eq true",
    ])
  func refused(text: String) throws {
    let error = try #require(throws: WireError.self) { try filter.condition(text) }
    #expect(error.status.code == 400 && error.code == "InvalidQueryParameterValue")
    #expect(error.values?.first?.value == "$filter")
  }

  @Test("a chain of conditions may be long, but not longer than the database can take")
  func chains() throws {
    let chain = { count in Array(repeating: "id eq 'a1'", count: count).joined(separator: " or ") }
    #expect(try ids(chain(200)) == ["a1"])
    #expect(throws: WireError.self) { try filter.condition(chain(201)) }
    #expect(throws: WireError.self) { try filter.condition(chain(5_000)) }
    #expect(throws: WireError.self) { try filter.condition(chain(100_000)) }
    let nested = { depth in
      (0..<depth).reduce("id eq 'a1'") { "(id eq 'a2' \($1 % 2 == 0 ? "or" : "and") \($0))" }
    }
    #expect(try ids(nested(19)) == ["A2"])
    #expect(throws: WireError.self) { try filter.condition(nested(21)) }
  }
}
