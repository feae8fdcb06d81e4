import AzureClient
import AzureWire
import ParallelJobs
import Testing

@Suite("The deletion of a job")
struct DeletionTests {
  @Test("has ended when the nodes have let go of it")
  func remaining() async throws {
    try await TestServer.run { server in
      try await server.addNode()
      try await server.addJob()
      try await server.addTasks([1])
      _ = try await server.exchange(NodeReport(wantsAnswerNow: true))
      let jobs = server.jobs
      let plan = try #require(try await jobs.deletionPlan(for: "job1"))
      try await jobs.delete(plan)
      #expect(try await jobs.remaining(of: ["job1", "nobody"], patience: .milliseconds(30)) == ["job1"])
      async let remaining = jobs.remaining(of: ["job1"], patience: .seconds(60))
      // As if the node were given up.
      try await server.batch.deleteJob("job1", force: true)
      #expect(try await remaining.isEmpty)
    }
  }
}
