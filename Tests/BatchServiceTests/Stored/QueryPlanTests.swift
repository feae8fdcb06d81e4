import AzureWire
import BatchService
import GRDB
import Testing

@Suite("Queries among many jobs")
struct QueryPlanTests {
  /// 10,000 jobs of which ten are active, each with a task that waits, added in the order of ids.
  private func store() async throws -> TestStore {
    let test = try await TestStore()
    try await test.store.database.write { db in
      try db.execute(
        sql: """
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
          INSERT INTO jobs (id, incarnation, state, stateTime, creationTime, lastModified, eTag, poolId, priority,
            maxTaskRetryCount, usesTaskDependencies, onAllTasksComplete, startTime, spec)
          SELECT 'job' || i, 'i' || i, iif(i % 1000 = 0, 'active', 'completed'), 0, 0, 0, '', 'local', 0, 0, 0,
            'noaction', 0, '{}' FROM n;
          INSERT INTO tasks (jobId, id, number, state, stateTime, creationTime, lastModified, eTag, requiredSlots,
            maxTaskRetryCount, maxWallClock, blocked, spec)
          SELECT id, '1', 1, 'active', 0, 0, 0, '', 1, 0, 0, 0, '{"commandLine":"true"}' FROM jobs;
          """)
    }
    return test
  }

  /// How SQLite goes about it; a step that begins with SCAN reads a whole
  /// table, one with TEMP B-TREE sorts what was read.
  private func plan(_ request: SQLRequest<Row>, _ test: TestStore) async throws -> [String] {
    try await test.store.database.read { db in
      let statement = try request.makePreparedRequest(db, forSingleResult: false).statement
      return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + statement.sql, arguments: statement.arguments)
        .map { $0["detail"] }
    }
  }

  @Test("jobs that have ended, and what they left waiting, are passed over in the search for work")
  func work() async throws {
    let test = try await store()
    var agent = try await test.node()
    let node = try #require(try await test.store.node(agent.nodeID))
    let jobs = try await plan(RunnableTasks.jobs(node: node), test)
    #expect(jobs.contains { $0.contains("jobsWithWork") })
    #expect(jobs.allSatisfy { !$0.hasPrefix("SCAN") && !$0.contains("TEMP B-TREE") }, "\(jobs)")
    let tasks = try await plan(RunnableTasks.tasks(jobID: "job1", node: node, limit: 2), test)
    #expect(tasks.contains { $0.contains("tasksRunnable") } && tasks.count == 1, "\(tasks)")
    let started = try await agent.exchange().start.map(\.jobID)
    #expect(started == ["job1000", "job10000"])
  }

  @Test("a page of jobs or tasks is read where it begins, and no further")
  func pages() async throws {
    let test = try await store()
    let query = try ListQuery(QueryItems(query: "$skiptoken=\(ListQuery.token(after: "job5"))&maxresults=10"))
    let filtered = try ListQuery(QueryItems(query: "$filter=startswith(id,'job77')"))
    let active = try ListQuery(QueryItems(query: "$filter=state eq 'active'"))
    for request in [
      try Store.jobPage(query), try Store.jobPage(filtered), try Store.jobPage(active),
      try Store.taskPage(of: "job1", query), try Store.taskPage(of: "job1", filtered),
    ] {
      let steps = try await plan(request, test)
      #expect(steps.allSatisfy { $0.hasPrefix("SEARCH") }, "\(steps)")
    }
  }

  @Test("the jobs a node is to remove are found among those that are being deleted")
  func removal() async throws {
    let test = try await store()
    let agent = try await test.node()
    let node = try #require(try await test.store.node(agent.nodeID))
    let steps = try await plan(Store.jobsToRemove(from: node), test)
    #expect(steps.contains { $0.contains("jobsByState") })
    #expect(!steps.contains { $0.hasPrefix("SCAN") }, "\(steps)")
  }
}
