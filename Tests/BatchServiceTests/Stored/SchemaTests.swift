import AzureWire
import BatchService
import Foundation
import GRDB
import Testing

@Suite("The database")
struct SchemaTests {
  @Test("a database of the first version is migrated with all that is in it")
  func migrates() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/batch.sqlite"
    let first = try #require(Schema.migrator.migrations.first)
    do {
      let old = try DatabaseQueue(path: path)
      try Schema.migrator.migrate(old, upTo: first)
      try await old.write { db in
        try db.execute(sql: "INSERT INTO containers (name, lastModified, eTag) VALUES ('results', 1, '0x1')")
      }
      try old.close()
    }
    let store = try await Store(path: path)
    let names = try await store.database.read { try String.fetchAll($0, sql: "SELECT name FROM containers") }
    #expect(names == ["results"])
    let isCurrent = try await store.database.read { try Schema.migrator.hasCompletedMigrations($0) }
    #expect(isCurrent)
  }

  @Test("jobs of an earlier version keep their limits, and what they do on failure")
  func migratesJobs() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/batch.sqlite"
    let second = try #require(Schema.migrator.migrations.dropFirst().first)
    do {
      let old = try DatabaseQueue(path: path)
      try Schema.migrator.migrate(old, upTo: second)
      try await old.write { db in
        let spec = """
          {"constraints":{"maxTaskRetryCount":0,"maxWallClockTime":"PT1H"},"maxParallelTasks":3,
            "onTaskFailure":"performexitoptionsjobaction","poolInfo":{"poolId":"local"}}
          """
        try db.execute(
          literal: """
            INSERT INTO jobs (id, incarnation, state, stateTime, creationTime, lastModified, eTag, poolId, priority,
              maxTaskRetryCount, usesTaskDependencies, onAllTasksComplete, startTime, spec)
            VALUES ('old', 'i', 'active', 0, 0, 0, '0x1', 'local', 0, 0, 0, 'noaction', 0, \(spec));
            INSERT INTO tasks (jobId, id, state, stateTime, creationTime, lastModified, eTag, requiredSlots,
              maxTaskRetryCount, maxWallClock, spec)
            VALUES ('old', '1', 'active', 0, 0, 0, '0x1', 1, 0, 0, '{"commandLine":"true"}')
            """)
      }
      try old.close()
    }
    let store = try await Store(path: path)
    let job = try await store.job("old")
    #expect(job.deadline == Timestamp(ticks: 36_000_000_000) && job.maxParallelTasks == 3)
    #expect(job.onTaskFailure == .performExitOptionsJobAction && job.counts.active == 1)
    let task = try await store.task("1", of: "old").task
    #expect(task.retention == .days(7) && !task.filesRemoved)
  }

  @Test("a database of a newer version is refused and left as it is")
  func refusesNewer() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/batch.sqlite"
    do {
      let store = try await Store(path: path)
      try await store.database.write { db in
        try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('999 of the future')")
      }
      try store.database.close()
    }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let error = await #expect(throws: ServiceError.self) { try await Store(path: path) }
    #expect(error?.description.contains("newer version") == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test("a file that is no database is refused and left as it is")
  func refusesGarbage() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/batch.sqlite"
    let garbage = Data(repeating: 7, count: 4096)
    try garbage.write(to: URL(fileURLWithPath: path))
    let error = await #expect(throws: ServiceError.self) { try await Store(path: path) }
    #expect(error?.description.contains(path) == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == garbage)
  }

  @Test("a commit is on the disk before it is acknowledged")
  func durable() async throws {
    let test = try await TestStore()
    let (mode, level) = try await test.store.database.writeWithoutTransaction { db in
      (try String.fetchOne(db, sql: "PRAGMA journal_mode"), try Int.fetchOne(db, sql: "PRAGMA synchronous"))
    }
    #expect(mode == "wal" && level == 2)
  }
}
