import AzureClient
import AzureWire
import BatchService
import ParallelJobs
import RData
import Testing

@Suite("A submission that broke off")
struct ResubmissionTests {
  private func loop(pool: String) -> LoopSubmission {
    var options = JobOptions()
    options.jobID = "resumed"
    options.choosesChunkSize = true
    options.pool = pool
    let values = (1...1000).map { RValue.int($0) }
    return LoopSubmission(
      variables: [LoopSubmission.Variable(name: "i", values: values)], body: "{ i }", exports: [], options: options)
  }

  @Test("is taken up with the chunk size that it chose, although it would choose another one by now")
  func chosenChunkSize() async throws {
    try await TestServer.run { server in
      try await server.store.ensurePool(id: "small", nodes: 2, slotsPerNode: 1, now: server.now)
      try await server.store.ensurePool(id: "large", nodes: 30, slotsPerNode: 1, now: server.now)
      _ = try await server.jobs.submit(loop(pool: "small"))
      let before = try await server.batch.job("resumed")
      // As if the program had ended before it added the job.
      try await server.batch.deleteJob("resumed")

      _ = try await server.jobs.submit(loop(pool: "large"))
      let after = try await server.batch.job("resumed")
      #expect(before.metadata("chunkSize") == "250")
      #expect(after.metadata("chunkSize") == "250")
      let tasks = try await server.batch.tasks(job: "resumed", select: ["id"]).all()
      #expect(tasks.count == 5)
    }
  }
}
