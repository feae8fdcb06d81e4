import AzureClient
import AzureWire
import BatchService
import Foundation
import GRDB
import Testing

/// A database as the first version left it, with a job in the middle of its
/// work, is kept in `Tests/Fixtures`; nothing ever writes to that file.
@Suite("The database that the first version left")
struct OldDatabaseTests {
  private static let kept = URL(fileURLWithPath: #filePath)
    .appending(path: "../../../Fixtures/first-version.sqlite").standardizedFileURL

  /// A state directory with a copy of it, and with the one blob.
  private func directory() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    try FileManager.default.copyItem(
      at: Self.kept, to: URL(fileURLWithPath: directory.path + "/batch.sqlite"))
    let shelf = directory.path + "/blobs/ab"
    try FileManager.default.createDirectory(atPath: shelf, withIntermediateDirectories: true)
    #expect(FileManager.default.createFile(atPath: shelf + "/ab12", contents: Data([1, 2, 3])))
    return directory
  }

  @Test("is served with all that was in it, and its job goes on to its end")
  func goesOn() async throws {
    let directory = try directory()
    try await TestServer.run(directory: directory) { server in
      let job = try await server.batch.job("night")
      #expect(job.state == .active && job.metadata == [NameValue(name: "of", value: "last night")])
      let counts = TaskCounts(active: 2, running: 1, completed: 2, succeeded: 1, failed: 1)
      #expect(try await server.batch.taskCounts(job: "night") == counts)
      let failed = try await server.batch.task(job: "night", task: "2")
      #expect(failed.executionInfo?.exitCode == 3 && failed.executionInfo?.retryCount == 1)
      #expect(try await server.blobs.download(container: "night", blob: "results/1-result.rds") == [1, 2, 3])

      // The node still has the run of task 3, and now its end; task 4 is next, then task 5, which waits for both.
      let end = RunEnd(outcome: .exited(code: 0), start: server.now, end: server.now)
      let first = try await server.exchange(NodeReport(runs: [RunReport(runID: "run3", state: .ended(end))]))
      #expect(first.forgetRuns == ["run3"] && first.start.map(\.taskID) == ["4"])
      let fourth = try #require(first.start.first)
      let second = try await server.exchange(NodeReport(runs: [RunReport(runID: fourth.runID, state: .ended(end))]))
      #expect(second.start.map(\.taskID) == ["5"] && second.start.first?.commandLine == "echo 5")
      let fifth = try #require(second.start.first)
      _ = try await server.exchange(
        NodeReport(runs: [RunReport(runID: fifth.runID, state: .ended(end))], wantsAnswerNow: true))
      let over = try await server.batch.job("night")
      #expect(over.state == .completed && over.executionInfo?.terminateReason == "AllTasksComplete")
    }
    let integrity = try await DatabaseQueue(path: directory.path + "/batch.sqlite").read {
      try String.fetchAll($0, sql: "PRAGMA integrity_check")
    }
    #expect(integrity == ["ok"])
  }

  @Test("is what the first migration makes")
  func isFirst() async throws {
    let directory = try directory()
    let queue = try DatabaseQueue(path: directory.path + "/batch.sqlite")
    let first = try #require(Schema.migrator.migrations.first)
    #expect(try await queue.read { try Schema.migrator.completedMigrations($0) } == [first])
  }
}
