import AzureClient
import AzureWire
import FaultTesting
import Testing

@Suite("Repeating requests")
struct RepeatingTests {
  private static let counts = #"{"active":1,"running":2,"completed":3,"succeeded":2,"failed":1}"#

  @Test("a busy service is asked again after the time it names")
  func busy() async throws {
    let clock = InstantClock()
    let script: ScriptedServer.Script = { request in
      request.index < 2
        ? .answer(503, headers: [("Retry-After", "3")], body: TestAccount.error("ServerBusy"))
        : .answer(200, body: Self.counts)
    }
    try await TestAccount.withBatch(clock: clock, script: script) { client, server in
      let counts = try await client.taskCounts(job: "a")
      #expect(counts.running == 2)
      #expect(server.requests.count == 3)
    }
    #expect(clock.sleeps == [.milliseconds(3250), .milliseconds(3250)])
  }

  @Test("a date in Retry-After is a wish too")
  func retryAfterDate() async throws {
    let clock = InstantClock()
    let start = Timestamp(ticks: 17_000_000_000_000_000)
    let script: ScriptedServer.Script = { request in
      request.index == 0
        ? .answer(429, headers: [("Retry-After", start.advanced(bySeconds: 5).rfc1123)])
        : .answer(200, body: Self.counts)
    }
    try await ScriptedServer.run(script: script) { server in
      let environment = ClientEnvironment(clock: clock, now: { start }, jitter: { 0 })
      try await HTTPTransport.withTransport(environment: environment) { http in
        let client = try BatchClient(account: TestAccount.account(port: server.port), http: http)
        _ = try await client.taskCounts(job: "a")
      }
    }
    #expect(clock.sleeps == [.seconds(5)])
  }

  @Test("a connection that breaks, before or within the answer, is mended")
  func broken() async throws {
    let script: ScriptedServer.Script = { request in
      switch request.index {
      case 0: .drop
      case 1: .cut(200, body: Self.counts, after: 10)
      default: .answer(200, body: Self.counts)
      }
    }
    try await TestAccount.withBatch(script: script) { client, server in
      let counts = try await client.taskCounts(job: "a")
      #expect(counts.total == 6)
      #expect(server.requests.count == 3)
    }
  }

  @Test("each try has a new name and is signed anew")
  func newSignature() async throws {
    let script: ScriptedServer.Script = { $0.index == 0 ? .answer(500) : .answer(200, body: Self.counts) }
    try await TestAccount.withBatch(script: script) { client, server in
      _ = try await client.taskCounts(job: "a")
      let names = server.requests.compactMap { $0.header("client-request-id") }
      #expect(Set(names).count == 2)
    }
  }

  @Test("a service that stays busy is given up with a sentence")
  func givenUp() async throws {
    try await TestAccount.withBatch(script: { _ in .answer(503, body: TestAccount.error("ServerBusy")) }) {
      client, server in
      let error = try #require(try await azureError { try await client.job("a") })
      #expect(error.kind == .throttled)
      #expect(
        error.description
          == "The service at http://127.0.0.1:\(server.port) is too busy to read job \"a\"; wait a little and try again."
      )
      #expect(server.requests.count == 8)
    }
  }

  @Test("a service that is not running is told of within a moment")
  func refused() async throws {
    let port = try await ScriptedServer.run(script: { _ in .drop }) { $0.port }
    let clock = InstantClock()
    try await HTTPTransport.withTransport(environment: ClientEnvironment(clock: clock)) { http in
      let client = try BatchClient(account: TestAccount.account(port: port), http: http)
      let error = try #require(try await azureError { try await client.job("a") })
      #expect(error.kind == .unreachable)
      #expect(
        error.description
          == "Nothing answers at http://127.0.0.1:\(port); start the service or check the endpoint.")
    }
    #expect(clock.sleeps.reduce(.zero, +) < .seconds(5))
  }

  @Test("cancelling ends the request under way and closes its connection", .timeLimit(.minutes(1)))
  func cancelled() async throws {
    try await TestAccount.withBatch(script: { _ in .silence }) { client, server in
      let request = Task { try await client.job("a") }
      while server.requests.isEmpty { await Task.yield() }
      request.cancel()
      await #expect(throws: CancellationError.self) { try await request.value }
      while server.closedConnections == 0 { await Task.yield() }
    }
  }

  @Test("cancelling ends a wait between two tries", .timeLimit(.minutes(1)))
  func cancelledWait() async throws {
    try await ScriptedServer.run(script: { _ in .answer(503, headers: [("Retry-After", "60")]) }) { server in
      try await HTTPTransport.withTransport { http in
        let client = try BatchClient(account: TestAccount.account(port: server.port), http: http)
        let request = Task { try await client.job("a") }
        while server.requests.isEmpty { await Task.yield() }
        request.cancel()
        await #expect(throws: CancellationError.self) { try await request.value }
      }
    }
  }
}
