import AzureClient
import AzureWire
import FaultTesting
import Testing

@Suite("Requests whose answer was lost")
struct LostAnswerTests {
  private static func job() -> JobAddParameters {
    var job = JobAddParameters(id: "a", poolInfo: PoolInformation(poolId: "p"))
    job.metadata = [NameValue(name: "run", value: "17")]
    return job
  }

  /// Loses the first answer, then finds the job there, as it is described.
  private static func found(_ body: String) -> ScriptedServer.Script {
    { request in
      switch (request.index, request.method) {
      case (0, _): .drop
      case (_, "POST"): .answer(409, body: TestAccount.error("JobExists"))
      default: .answer(200, body: body)
      }
    }
  }

  @Test("a job that is there with our metadata was added by us")
  func ours() async throws {
    let body = #"{"id":"a","poolInfo":{"poolId":"p"},"metadata":[{"name":"run","value":"17"}]}"#
    try await TestAccount.withBatch(script: Self.found(body)) { client, server in
      try await client.addJob(Self.job())
      #expect(server.requests.map(\.method) == ["POST", "POST", "GET"])
      #expect(server.requests[0].body == server.requests[1].body)
    }
  }

  @Test("a job that is there with other metadata is somebody else's")
  func theirs() async throws {
    let body = #"{"id":"a","poolInfo":{"poolId":"p"},"metadata":[{"name":"run","value":"16"}]}"#
    try await TestAccount.withBatch(script: Self.found(body)) { client, _ in
      let error = try #require(try await azureError { try await client.addJob(Self.job()) })
      #expect(error.kind == .conflict)
      #expect(error.followsLostAnswer)
    }
  }

  @Test("the caller may decide whose job it is")
  func callerDecides() async throws {
    try await TestAccount.withBatch(script: Self.found(#"{"id":"a","displayName":"x"}"#)) { client, _ in
      try await client.addJob(Self.job(), isOurs: { $0.displayName == "x" })
    }
  }

  @Test("a job without metadata is never taken for ours")
  func withoutMetadata() async throws {
    try await TestAccount.withBatch(script: Self.found(#"{"id":"a","poolInfo":{"poolId":"p"}}"#)) { client, _ in
      let error = try await azureError {
        try await client.addJob(JobAddParameters(id: "a", poolInfo: PoolInformation(poolId: "p")))
      }
      #expect(error?.kind == .conflict)
    }
  }

  @Test("a job that is gone after a lost answer was deleted by us")
  func deleted() async throws {
    let script: ScriptedServer.Script = { request in
      request.index == 0 ? .drop : .answer(404, body: TestAccount.error("JobNotFound"))
    }
    try await TestAccount.withBatch(script: script) { client, _ in try await client.deleteJob("a") }
  }

  @Test("a job that never was there is an error all the same")
  func neverThere() async throws {
    let script: ScriptedServer.Script = { _ in .answer(404, body: TestAccount.error("JobNotFound")) }
    try await TestAccount.withBatch(script: script) { client, _ in
      let error = try await azureError { try await client.deleteJob("a") }
      #expect(error?.kind == .notFound)
    }
  }

  @Test("a try that takes too long is given up and repeated")
  func timeout() async throws {
    var retry = RetryPolicy()
    retry.tryLimit = .milliseconds(300)
    let script: ScriptedServer.Script = { $0.index == 0 ? .silence : .answer(200, body: #"{"id":"a"}"#) }
    try await TestAccount.withBatch(retry: retry, script: script) { client, server in
      let job = try await client.job("a")
      #expect(job.id == "a")
      // A machine under load may need more than one.
      #expect(server.requests.count >= 2)
    }
  }

  @Test("a container that we made is known by its mark")
  func container() async throws {
    let mark = Mark()
    let script: ScriptedServer.Script = { request in
      switch (request.index, request.method) {
      case (0, _):
        mark.set(request.header("x-ms-meta-createdby"))
        return .drop
      case (_, "PUT"): return .answer(409, headers: [("x-ms-error-code", "ContainerAlreadyExists")])
      default: return .answer(200, headers: [("x-ms-meta-createdby", mark.value ?? "")])
      }
    }
    try await TestAccount.withBlobs(script: script) { client, server in
      try await client.createContainer("box")
      #expect(server.requests.map(\.uri) == Array(repeating: "/local/box?restype=container", count: 3))
    }
  }
}
