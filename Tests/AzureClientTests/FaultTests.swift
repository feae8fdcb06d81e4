import AzureClient
import AzureWire
import FaultTesting
import Testing

@Suite("A bad line between client and service", .timeLimit(.minutes(5)))
struct FaultTests {
  private static func run<Result>(
    _ policy: RetryPolicy, _ script: @escaping ScriptedServer.Script,
    _ body: (BatchClient, ScriptedServer) async throws -> Result
  ) async throws -> Result {
    try await ScriptedServer.run(script: script) { server in
      try await HTTPTransport.withTransport(retry: policy) { http in
        try await body(try BatchClient(account: TestAccount.account(port: server.port), http: http), server)
      }
    }
  }

  @Test("an answer that comes twice is never taken for that of another request")
  func twice() async throws {
    let script: ScriptedServer.Script = { request in
      .twice(
        200, headers: [("client-request-id", request.header("client-request-id") ?? "")],
        body: #"{"id":"\#(request.path.split(separator: "/").last ?? "")"}"#)
    }
    try await Self.run(.patient, script) { client, _ in
      for number in 0..<300 {
        let job = try await client.job("job-\(number)")
        #expect(job.id == "job-\(number)")
      }
    }
  }

  @Test(
    "no call goes on after its deadline, whatever the service does",
    arguments: [
      ScriptedAnswer.silence, .stall(200, body: "0123456789", after: 3), .reset, .drop,
      .answer(429, headers: [("Retry-After", "1")]), .answer(503), .answer(500),
      .cut(200, body: "0123456789", after: 3),
    ])
  func deadline(answer: ScriptedAnswer) async throws {
    var policy = RetryPolicy()
    policy.maximumTries = .max
    policy.longestDelay = .milliseconds(100)
    policy.timeLimit = .seconds(2)
    try await Self.run(policy, { _ in answer }) { client, server in
      // Without the limit each of these would go on for ever, until the suite's own ends the test.
      let error = try #require(try await azureError { try await client.job("a") })
      #expect([.timeout, .connectionLost, .throttled, .service, .unreachable].contains(error.kind))
      let failure = try await azureError {
        try await client.addTasks(job: "a", (1...3).map { TaskAddParameters(id: "\($0)", commandLine: "true") })
      }
      #expect(failure != nil)
      #expect(server.requests.count >= 2)
    }
  }

  @Test("a download that stalls goes on where it stopped, and ends when nothing comes any more")
  func stalledDownload() async throws {
    var policy = RetryPolicy.patient
    policy.tryLimit = .milliseconds(1500)
    policy.timeLimit = .seconds(5)
    let script: ScriptedServer.Script = { request in
      request.index == 0 ? .stall(200, body: "0123456789", after: 4) : .silence
    }
    try await ScriptedServer.run(service: .storage, script: script) { server in
      try await HTTPTransport.withTransport(retry: policy) { http in
        let client = try BlobClient(account: TestAccount.account(port: server.port), http: http)
        let error = try #require(try await azureError { try await client.download(container: "box", blob: "a") })
        #expect(error.kind == .timeout)
        #expect(server.requests.dropFirst().allSatisfy { $0.header("x-ms-range") == "bytes=4-" })
        #expect(server.requests.count > 1)
      }
    }
  }
}
