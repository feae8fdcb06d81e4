import AzureWire
import BatchService
import GRDB
import GRDBSQLite
import NIOCore
import Testing

@Suite("What a page of a list costs")
struct PageCostTests {
  private func addJobs(_ count: Int, _ store: Store) async throws {
    try await store.database.write { db in
      try db.execute(
        sql: """
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
          INSERT INTO jobs (id, incarnation, state, stateTime, creationTime, lastModified, eTag, poolId, priority,
            maxTaskRetryCount, usesTaskDependencies, onAllTasksComplete, startTime, spec)
          SELECT format('job%06d', i), 'i' || i, 'active', 0, 0, 0, '', 'local', 0, 0, 0, 'noaction', 0, '{}' FROM n;
          """)
    }
  }

  @Test("a page of 1,000 jobs comes in one response; one job more begins a second page")
  func response() async throws {
    try await TestServer.run { server in
      try await addJobs(1000, server.store)
      let whole = try #require(try await server.call("GET", "/jobs").json)
      #expect(whole["value"]?.elements.count == 1000 && whole["odata.nextLink"] == nil)
      try await server.addJob("last")
      let first = try #require(try await server.call("GET", "/jobs").json)
      #expect(first["value"]?.elements.count == 1000)
      let link = try #require(first["odata.nextLink"]?.text)
      let rest = try #require(try await server.send("GET", String(link.dropFirst(server.endpoint.count))).json)
      #expect(rest["value"]?.elements.map { $0["id"] } == ["last"] && rest["odata.nextLink"] == nil)
    }
  }

  /// The instructions that SQLite's machine runs for it.
  private func steps(_ request: SQLRequest<Row>, _ store: Store) async throws -> Int {
    try await store.database.read { db in
      let statement = try request.makePreparedRequest(db, forSingleResult: false).statement
      sqlite3_stmt_status(statement.sqliteStatement, SQLITE_STMTSTATUS_VM_STEP, 1)
      _ = try Row.fetchAll(statement)
      return Int(sqlite3_stmt_status(statement.sqliteStatement, SQLITE_STMTSTATUS_VM_STEP, 0))
    }
  }

  @Test(
    "each further job on a page costs the database the same, wherever the page begins and however many jobs there are",
    arguments: ["", "&$filter=state eq 'active'", "&$skiptoken=\(ListQuery.token(after: "job002000"))"])
  func isLinear(more: String) async throws {
    let test = try await TestStore()
    try await addJobs(4000, test.store)
    func cost(_ jobs: Int) async throws -> Int {
      let query = try ListQuery(QueryItems(query: "maxresults=\(jobs)\(more)"))
      return try await steps(try Store.jobPage(query), test.store)
    }
    let (small, medium, large) = (try await cost(250), try await cost(500), try await cost(1000))
    #expect(large - medium == 2 * (medium - small) && medium > small)
    // Jobs beyond the page make it no dearer.
    let few = try await TestStore()
    try await addJobs(3001, few.store)
    let query = try ListQuery(QueryItems(query: "maxresults=1000\(more)"))
    #expect(try await steps(try Store.jobPage(query), few.store) == large)
  }
}
