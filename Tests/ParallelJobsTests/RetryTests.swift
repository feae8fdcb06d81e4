import AzureClient
import AzureWire
import Foundation
import Testing

@testable import ParallelJobs

@Suite("A retry of a job that is over")
struct RetryPlanTests {
  /// Signs with a key; nothing is sent.
  private func withBlobs(_ body: (BlobClient) throws -> Void) async throws {
    let credential = try #require(
      SharedKeyCredential(account: "acct", base64Key: Secret(Base64.encode(Array("key".utf8)))))
    let account = BatchAccount(
      batchEndpoint: "http://127.0.0.1:1", batchCredential: credential, blobEndpoint: "http://127.0.0.1:1/acct",
      storageCredential: credential)
    try await HTTPTransport.withTransport { try body(try BlobClient(account: account, http: $0)) }
  }

  @Test("runs of numbers become ranges, other ids stay ids")
  func dependencies() {
    let dependencies = RetryPlan.dependencies(on: ["5", "2", "3", "x", "9", "4"])
    #expect(dependencies.taskIds == ["x"])
    #expect(dependencies.taskIdRanges?.map { [$0.start, $0.end] } == [[2, 5], [9, 9]])
  }

  @Test("signatures of the job's container are renewed with their rights; other addresses stay")
  func resigning() async throws {
    try await withBlobs { blobs in
      let signing = Resigning(container: "job1", blobs: blobs)
      let old = "http://127.0.0.1:1/acct/job1?sv=2016-05-31&sr=c&st=2020&se=2021&sp=rwcl&sig=x"
      let new = signing.renewed(old)
      #expect(new.hasPrefix("http://127.0.0.1:1/acct/job1?") && new.contains("sp=rcwl"), "\(new)")
      #expect(!new.contains("se=2021"))
      // As doAzureParallel writes it, for whatever host.
      let foreign = signing.renewed("https://acct.blob.core.windows.net/job1/worker.R?sr=c&sp=r&sig=x")
      #expect(foreign.hasPrefix("http://127.0.0.1:1/acct/job1/worker.R?") && foreign.contains("sp=r&"), "\(foreign)")
      for other in [
        "https://example.com/data.csv", "https://acct.blob.core.windows.net/job10/worker.R?sp=r&sig=x",
        "http://127.0.0.1:1/acct/other?sp=r&sig=x",
      ] {
        #expect(signing.renewed(other) == other)
      }
    }
  }

  @Test("a signature is good for as long as Batch lets a task run: 180 days")
  func lifetime() async throws {
    try await withBlobs { blobs in
      let url = blobs.containerURL("job1", permissions: "wc", validFor: ParallelJobs.signatureLifetime).reveal()
      let query = QueryItems(query: try #require(url.split(separator: "?", maxSplits: 1).last))
      let signature = try #require(SharedAccessSignature(query: query, container: "job1", blob: nil))
      let now = Timestamp(secondsSince1970: Date().timeIntervalSince1970)
      #expect(signature.isValid(at: now))
      #expect(signature.isValid(at: now.advanced(bySeconds: 179 * 86_400)))
      #expect(!signature.isValid(at: now.advanced(bySeconds: 181 * 86_400)))
    }
  }
}
