import AzureClient
import AzureWire
import ParallelJobs
import Testing

@Suite("A job has begun")
struct JobBeginTests {
  @Test("when a task of it runs, and not while its tasks wait for the preparation of a node")
  func preparation() async throws {
    try await TestServer.run { server in
      func hasBegun() async throws -> Bool {
        let counts = try await server.batch.taskCounts(job: "job1")
        return try await server.jobs.hasBegun("job1", JobProgress(state: .active, counts: counts))
      }
      try await server.addNode()
      try await server.addJob { $0.jobPreparationTask = JobPreparationTask(commandLine: "prepare") }
      try await server.addTasks([1])
      #expect(try await !hasBegun())
      let run = try #require(try await server.exchange(NodeReport(wantsAnswerNow: true)).start.first)
      #expect(try await server.batch.taskCounts(job: "job1").running == 1)
      #expect(try await !hasBegun())
      let report = RunReport(runID: run.runID, state: .running(start: Timestamp(ticks: 17_000_000_000_000_000)))
      _ = try await server.exchange(NodeReport(runs: [report], wantsAnswerNow: true))
      #expect(try await hasBegun())
    }
  }
}
