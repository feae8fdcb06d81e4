import AzureClient
import AzureWire
import Foundation
import ParallelJobs
import RData
import Testing

@Suite("A job that takes weeks")
struct LongJobTests {
  private static let loop: LoopSubmission = {
    var options = JobOptions()
    options.jobID = "weeks"
    return LoopSubmission(
      variables: [LoopSubmission.Variable(name: "i", values: [.int(1)])], body: "i", exports: [], options: options)
  }()

  @Test(
    "hands in its result with the signature that it began with, until 180 days are over",
    arguments: [(30, 201), (179, 201), (181, 403)])
  func upload(days: Double, status: Int) async throws {
    let directory = try TemporaryDirectory()
    let start = Timestamp(secondsSince1970: Date().timeIntervalSince1970)
    var query = ""
    try await TestServer.run(directory: directory) { server in
      _ = try await ParallelJobs(batch: server.batch, blobs: server.blobs) { start }.submit(Self.loop)
      let files = try await server.batch.task(job: "weeks", task: "1").outputFiles ?? []
      let url = try #require(files.first?.destination.container.containerUrl)
      query = String(try #require(url.split(separator: "?", maxSplits: 1).last))
    }
    // The same service, so many days later.
    let later = start.advanced(bySeconds: days * 86_400)
    try await TestServer.run(directory: directory, clock: { later }) { server in
      let answer = try await server.send(
        "PUT", "/local/weeks/results/1-result.rds?\(query)",
        headers: [("x-ms-version", "2021-12-02"), ("x-ms-blob-type", "BlockBlob")], body: "result", proof: .none)
      #expect(answer.status == status, "\(answer)")
    }
  }
}
