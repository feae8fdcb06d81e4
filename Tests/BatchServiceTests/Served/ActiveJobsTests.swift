import AzureClient
import ParallelJobs
import Testing

@Suite("The jobs of a session that go on")
struct ActiveJobsTests {
  @Test("are asked for by their ids, however many others there are, and keep their order")
  func active() async throws {
    try await TestServer.run { server in
      for id in ["c", "a", "b", "other"] { try await server.addJob(id) }
      try await server.batch.terminateJob("b")
      #expect(try await server.jobs.active(among: ["C", "b", "nobody", "a"]) == ["C", "a"])
      let many = (0..<250).map { "none-\($0)" }
      #expect(try await server.jobs.active(among: many + ["a"]) == ["a"])
      #expect(try await server.jobs.active(among: []).isEmpty)
    }
  }
}
