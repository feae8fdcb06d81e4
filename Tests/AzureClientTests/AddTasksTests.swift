import AzureClient
import AzureWire
import FaultTesting
import Synchronization
import Testing

@Suite("Adding many tasks")
struct AddTasksTests {
  private static func tasks(_ count: Int, command: String = "true") -> [TaskAddParameters] {
    (1...count).map { TaskAddParameters(id: String($0), commandLine: command) }
  }

  /// The ids of a request, in its order.
  private static func ids(_ request: ReceivedRequest) -> [String] {
    request.text.split(separator: "\"id\":\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }

  /// Answers each task by the function, in reverse order.
  private static func answers(
    _ request: ReceivedRequest, _ result: (String) -> String = { success($0) }
  ) -> ScriptedAnswer {
    .answer(200, body: "{\"value\":[\(ids(request).reversed().map(result).joined(separator: ","))]}")
  }

  private static func success(_ id: String) -> String { #"{"status":"Success","taskId":"\#(id)","eTag":"0x1"}"# }

  private static func refusal(_ id: String, _ status: String, _ code: String) -> String {
    #"{"status":"\#(status)","taskId":"\#(id)","error":\#(TestAccount.error(code))}"#
  }

  @Test("they go 100 with a request, and each is acknowledged once")
  func chunks() async throws {
    let acknowledged = Mutex<[Int]>([])
    try await TestAccount.withBatch(script: { Self.answers($0) }) { client, server in
      let report = try await client.addTasks(job: "a", Self.tasks(250)) { count in
        acknowledged.withLock { $0.append(count) }
      }
      #expect(report.added == 250)
      #expect(report.alreadyThere.isEmpty)
      #expect(server.requests.map { Self.ids($0).count }.sorted() == [50, 100, 100])
      #expect(Set(server.requests.flatMap(Self.ids)).count == 250)
      let request = server.requests[0]
      #expect(request.uri == "/jobs/a/addtaskcollection?api-version=2025-06-01")
      #expect(request.header("content-type") == "application/json; odata=minimalmetadata")
    }
    let counts = acknowledged.withLock { $0 }
    #expect(counts == counts.sorted())
    #expect(counts.last == 250)
  }

  @Test("no more requests are under way than allowed, and no fewer when there is work")
  func inFlight() async throws {
    let script: ScriptedServer.Script = { _ in .silence }
    try await TestAccount.withBatch(script: script) { client, server in
      let submission = Task { try await client.addTasks(job: "a", Self.tasks(1000), requestsInFlight: 3) }
      while server.requests.count < 3 { await Task.yield() }
      submission.cancel()
      await #expect(throws: CancellationError.self) { try await submission.value }
      #expect(server.requests.count == 3)
    }
  }

  @Test("a body that the service finds too large is halved until it is taken")
  func halved() async throws {
    let script: ScriptedServer.Script = { request in
      Self.ids(request).count > 30
        ? .answer(413, body: TestAccount.error("RequestBodyTooLarge")) : Self.answers(request)
    }
    try await TestAccount.withBatch(script: script) { client, server in
      let report = try await client.addTasks(job: "a", Self.tasks(100))
      #expect(report.added == 100)
      #expect(server.requests.map { Self.ids($0).count } == [100, 50, 25, 25, 50, 25, 25])
    }
  }

  @Test("bodies stay below a megabyte")
  func megabyte() async throws {
    let command = String(repeating: "x", count: 30_000)
    try await TestAccount.withBatch(script: { Self.answers($0) }) { client, server in
      let report = try await client.addTasks(job: "a", Self.tasks(100, command: command))
      #expect(report.added == 100)
      #expect(server.requests.count == 4)
      #expect(server.requests.allSatisfy { $0.body.count < 1 << 20 })
    }
  }

  @Test("a single task that is too large is named")
  func tooLarge() async throws {
    try await TestAccount.withBatch(script: { _ in .answer(413, body: TestAccount.error("RequestBodyTooLarge")) }) {
      client, server in
      let error = try #require(try await azureError { try await client.addTasks(job: "a", Self.tasks(2)) })
      #expect(error.kind == .tooLarge)
      #expect(error.description.hasPrefix("Task \"1\" of job \"a\" takes "))
      #expect(server.requests.count == 2)
    }
  }

  @Test("tasks of which the service says that it failed are sent again, alone")
  func serverErrors() async throws {
    let script: ScriptedServer.Script = { request in
      Self.answers(request) { id in
        request.index == 0 && id == "2" ? Self.refusal(id, "ServerError", "InternalError") : Self.success(id)
      }
    }
    try await TestAccount.withBatch(script: script) { client, server in
      let report = try await client.addTasks(job: "a", Self.tasks(3))
      #expect(report.added == 3)
      #expect(server.requests.map(Self.ids) == [["1", "2", "3"], ["2"]])
    }
  }

  @Test("tasks that are there already count as added and are told")
  func alreadyThere() async throws {
    let script: ScriptedServer.Script = { request in
      Self.answers(request) { id in
        id == "2" ? Self.refusal(id, "clienterror", "TaskExists") : Self.success(id)
      }
    }
    try await TestAccount.withBatch(script: script) { client, _ in
      let report = try await client.addTasks(job: "a", Self.tasks(3))
      #expect(report.added == 2)
      #expect(report.alreadyThere == ["2"])
      #expect(report.acknowledged == 3)
    }
  }

  @Test("refused tasks are named in one error, after all others were added")
  func refused() async throws {
    let script: ScriptedServer.Script = { request in
      Self.answers(request) { id in
        ["1", "2", "150", "151"].contains(id)
          ? Self.refusal(id, "ClientError", "InvalidPropertyValue") : Self.success(id)
      }
    }
    try await TestAccount.withBatch(script: script) { client, server in
      let error = try #require(
        try await azureError { try await client.addTasks(job: "a", Self.tasks(200), requestsInFlight: 1) })
      #expect(error.kind == .invalidRequest)
      #expect(error.isCode("InvalidPropertyValue"))
      #expect(
        error.description
          == #"4 of 200 tasks of job "a" were refused: task "2" (Something is wrong), "#
          + #"task "1" (Something is wrong), task "151" (Something is wrong) and 1 more; "#
          + "correct them and add the tasks again.")
      #expect(server.requests.count == 2)
    }
  }

  @Test("a lost answer is asked for again, and what was added then counts")
  func lostAnswer() async throws {
    let script: ScriptedServer.Script = { request in
      request.index == 0 ? .drop : Self.answers(request) { Self.refusal($0, "clienterror", "TaskExists") }
    }
    try await TestAccount.withBatch(script: script) { client, _ in
      let report = try await client.addTasks(job: "a", Self.tasks(2))
      #expect(report.acknowledged == 2)
    }
  }

  @Test("an answer that leaves out a task is not taken for success")
  func incomplete() async throws {
    let script: ScriptedServer.Script = { _ in .answer(200, body: "{\"value\":[\(Self.success("1"))]}") }
    try await TestAccount.withBatch(script: script) { client, _ in
      let error = try #require(try await azureError { try await client.addTasks(job: "a", Self.tasks(2)) })
      #expect(error.kind == .protocol)
      #expect(error.description.contains("it says nothing of task \"2\""))
    }
  }
}
