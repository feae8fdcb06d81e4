import AzureClient
import AzureWire
import FaultTesting
import Testing

@Suite("Files of tasks")
struct TaskFileTests {
  @Test("a path is one encoded step of the URL, and a range is asked for")
  func range() async throws {
    try await TestAccount.withBatch(script: { _ in .answer(200, body: "abc") }) { client, server in
      let bytes = try await client.taskFile(job: "a", task: "1", path: "wd/sub dir/é.txt", range: 2...4)
      #expect(bytes == Array("abc".utf8))
      #expect(server.requests[0].path == "/jobs/a/tasks/1/files/wd%2Fsub%20dir%2F%C3%A9.txt")
      #expect(server.requests[0].header("ocp-range") == "bytes=2-4")
    }
  }

  @Test("a range beyond the end gives nothing")
  func beyondEnd() async throws {
    let script: ScriptedServer.Script = { _ in .answer(416, body: TestAccount.error("InvalidRange")) }
    try await TestAccount.withBatch(script: script) { client, _ in
      let bytes = try await client.taskFile(job: "a", task: "1", path: "stdout.txt", range: 9...20)
      #expect(bytes.isEmpty)
    }
  }

  @Test("an answer beyond the limit is refused")
  func limit() async throws {
    try await TestAccount.withBatch(script: { _ in .answer(200, body: "0123456789") }) { client, _ in
      let error = try await azureError {
        try await client.taskFile(job: "a", task: "1", path: "stdout.txt", maximumBytes: 9)
      }
      #expect(error?.kind == .tooLarge)
    }
  }

  @Test("properties come from the headers")
  func properties() async throws {
    let headers = [
      ("Content-Length", "5"), ("ocp-batch-file-isdirectory", "False"), ("ocp-batch-file-mode", "0o100644"),
      ("Last-Modified", "Sun, 01 Mar 2026 12:00:00 GMT"),
    ]
    try await TestAccount.withBatch(script: { _ in .answer(200, headers: headers) }) { client, _ in
      let properties = try await client.taskFileProperties(job: "a", task: "1", path: "stdout.txt")
      #expect(properties.contentLength == 5)
      #expect(!properties.isDirectory)
      #expect(properties.fileMode == "0o100644")
      #expect(properties.lastModified == Timestamp("2026-03-01T12:00:00Z"))
    }
  }

  @Test("a job without preparation has no preparation to report")
  func preparation() async throws {
    let script: ScriptedServer.Script = { _ in
      .answer(409, body: TestAccount.error("JobPreparationTaskOrReleaseTaskNotSpecified"))
    }
    try await TestAccount.withBatch(script: script) { client, _ in
      let status = try await client.preparationStatus(job: "a")
      #expect(status.isEmpty)
    }
  }

  @Test(
    "counts are read in the shape of any version",
    arguments: [
      #"{"active":1,"running":2,"completed":3,"succeeded":2,"failed":1,"validationStatus":"validated"}"#,
      #"{"taskCounts":{"active":1,"running":2,"completed":3,"succeeded":2,"failed":1},"taskSlotCounts":{"active":9,"running":9,"completed":9,"succeeded":9,"failed":9}}"#,
    ])
  func counts(body: String) async throws {
    try await TestAccount.withBatch(script: { _ in .answer(200, body: body) }) { client, _ in
      let counts = try await client.taskCounts(job: "a")
      #expect(counts == TaskCounts(active: 1, running: 2, completed: 3, succeeded: 2, failed: 1))
    }
  }

  @Test("requests that change a task go where they should", arguments: ["reactivate", "terminate", ""])
  func changes(action: String) async throws {
    try await TestAccount.withBatch(script: { _ in .answer(action.isEmpty ? 200 : 204) }) { client, server in
      switch action {
      case "reactivate": try await client.reactivateTask(job: "a", task: "1")
      case "terminate": try await client.terminateTask(job: "a", task: "1")
      default: try await client.deleteTask(job: "a", task: "1")
      }
      #expect(server.requests[0].path == "/jobs/a/tasks/1" + (action.isEmpty ? "" : "/\(action)"))
      #expect(server.requests[0].method == (action.isEmpty ? "DELETE" : "POST"))
      #expect(server.requests[0].header("content-length") == "0")
    }
  }

  @Test("a reason travels with a termination")
  func terminateJob() async throws {
    try await TestAccount.withBatch(script: { _ in .answer(202) }) { client, server in
      try await client.terminateJob("a", reason: "enough")
      #expect(server.requests[0].text == #"{"terminateReason":"enough"}"#)
    }
  }
}
