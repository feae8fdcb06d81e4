import AzureClient
import AzureWire
import BatchService
import Foundation
import Testing

@Suite("Files of tasks")
struct FileRelayTests {
  private static let time = Timestamp(secondsSince1970: 1_772_366_400)
  private static let file = NodeFile(
    name: "stdout.txt", isDirectory: false, size: 11, lastModified: time, creation: time, mode: "0o100644")

  /// A server with a task that runs on a node.
  private func run(
    filePatience: Duration = .seconds(20), _ body: (TestServer, NodeReport) async throws -> Void
  ) async throws {
    try await TestServer.run(filePatience: filePatience) { server in
      try await server.addNode()
      try await server.addJob()
      try await server.addTasks([1])
      let run = try #require(try await server.exchange(NodeReport()).start.first)
      try await body(server, NodeReport(runs: [RunReport(runID: run.runID, state: .running(start: Self.time))]))
    }
  }

  /// The wish that reaches the agent.
  private func wish(_ server: TestServer, _ report: NodeReport) async throws -> NodeFileRequest {
    while true {
      if let request = try await server.exchange(report).files.first { return request }
    }
  }

  private func reply(
    _ server: TestServer, _ request: NodeFileRequest, kind: String, file: NodeFile? = nil, body: String = ""
  ) async throws -> Int {
    var headers = [(NodeProtocol.replyKindHeader, kind)]
    if let file { headers.append((NodeProtocol.replyFileHeader, try JSONText.encode(file))) }
    return try await server.send(
      "POST", "/node/node1/replies/\(request.requestID)", headers: headers, body: body,
      proof: .token(TestServer.nodeToken)
    ).status
  }

  @Test("a list of files comes from the node")
  func list() async throws {
    try await run { server, report in
      async let files = server.batch.taskFiles(job: "job1", task: "1", recursive: true).all()
      let request = try await wish(server, report)
      #expect(request.jobID == "job1" && request.taskID == "1")
      guard case .list(recursive: true) = request.wish else {
        Issue.record("another wish: \(request.wish)")
        return
      }
      let directory = NodeFile(
        name: "wd", isDirectory: true, size: 0, lastModified: Self.time, creation: Self.time, mode: "0o040755")
      let list = try JSONText.encode(NodeFileList(files: [Self.file, directory]))
      #expect(try await reply(server, request, kind: "list", body: list) == 200)
      let answered = try await files
      #expect(answered.map(\.name) == ["stdout.txt", "wd"] && answered.map(\.isDirectory) == [false, true])
    }
  }

  @Test("a list of files comes in pages, and can be filtered by the beginning of names")
  func pages() async throws {
    try await run { server, report in
      func page(_ query: String) async throws -> TestServer.Answer {
        async let answer = server.call("GET", "/jobs/job1/tasks/1/files?\(query)")
        let names = ["wd/c", "stdout.txt", "wd", "wd/a"]
        let files = names.map { name in
          NodeFile(
            name: name, isDirectory: name == "wd", size: 1, lastModified: Self.time, creation: Self.time, mode: "0o1")
        }
        let list = try JSONText.encode(NodeFileList(files: files))
        _ = try await reply(server, try await wish(server, report), kind: "list", body: list)
        return try await answer
      }
      let first = try await page("maxresults=3&recursive=true")
      #expect(first.body.ranges(of: "\"name\"").count == 3)
      guard case .string(let link)? = first.json?["odata.nextLink"], let mark = link.range(of: "$skiptoken=") else {
        Issue.record("the list does not go on")
        return
      }
      let rest = try await page("recursive=true&$skiptoken=\(link[mark.upperBound...])")
      #expect(rest.body.contains("\"wd/c\"") && rest.body.ranges(of: "\"name\"").count == 1)
      let filtered = try await page("$filter=startswith(name,'std')")
      #expect(filtered.body.contains("stdout.txt") && filtered.body.ranges(of: "\"name\"").count == 1)
      let wrong = try await server.call("GET", "/jobs/job1/tasks/1/files?$filter=name%20eq%20'x'")
      #expect(wrong.status == 400)
    }
  }

  @Test("a file is deleted on its node")
  func delete() async throws {
    try await run { server, report in
      for (kind, status, code) in [
        ("deleted", 200, nil), ("notFound", 404, "FileNotFound"), ("notEmpty", 409, "OperationInvalidForCurrentState"),
      ] as [(String, Int, String?)] {
        async let answer = server.call("DELETE", "/jobs/job1/tasks/1/files/wd%5Cout?recursive=true")
        let request = try await wish(server, report)
        guard case .delete(path: "wd/out", recursive: true) = request.wish else {
          Issue.record("another wish: \(request.wish)")
          return
        }
        #expect(try await reply(server, request, kind: kind) == 200)
        let answered = try await answer
        #expect(answered.status == status && answered.error?.code == code)
      }
      #expect(try await server.call("DELETE", "/jobs/job1/tasks/1/files/..").status == 400)
    }
  }

  @Test("a file that has not changed is not sent again")
  func unchanged() async throws {
    try await run { server, report in
      async let answer = server.send(
        "GET", "/jobs/job1/tasks/1/files/stdout.txt?api-version=2025-06-01",
        headers: [("If-Modified-Since", Self.time.rfc1123)])
      _ = try await reply(
        server, try await wish(server, report), kind: "file", file: Self.file, body: "hello world")
      #expect(try await answer.status == 304)
    }
  }

  @Test("the directory of a deleted task is removed from its node")
  func removal() async throws {
    try await run { server, report in
      #expect(try await server.call("DELETE", "/jobs/job1/tasks/1").status == 200)
      let request = try await wish(server, report)
      guard case .delete(path: "", recursive: true) = request.wish else {
        Issue.record("another wish: \(request.wish)")
        return
      }
      #expect(request.jobID == "job1" && request.taskID == "1")
      _ = try await reply(server, request, kind: "deleted")
      while try await server.store.removalCount() > 0 { await Task.yield() }
    }
  }

  @Test("bytes of a file pass through, with the range that was asked for")
  func read() async throws {
    try await run { server, report in
      async let bytes = server.batch.taskFile(job: "job1", task: "1", path: "wd\\out.txt", range: 3...13)
      let request = try await wish(server, report)
      guard case .read(path: "wd/out.txt", first: 3, last: 13) = request.wish else {
        Issue.record("another wish: \(request.wish)")
        return
      }
      #expect(try await reply(server, request, kind: "file", file: Self.file, body: "hello world") == 200)
      #expect(try await bytes == Array("hello world".utf8))
      async let none = server.batch.taskFile(job: "job1", task: "1", path: "empty")
      let empty = try await wish(server, report)
      #expect(try await reply(server, empty, kind: "file", file: Self.file) == 200)
      #expect(try await none.isEmpty)
    }
  }

  @Test("properties come without the bytes")
  func properties() async throws {
    try await run { server, report in
      async let properties = server.batch.taskFileProperties(job: "job1", task: "1", path: "stdout.txt")
      let request = try await wish(server, report)
      guard case .properties(path: "stdout.txt") = request.wish else {
        Issue.record("another wish: \(request.wish)")
        return
      }
      _ = try await reply(server, request, kind: "file", file: Self.file)
      #expect(try await properties.contentLength == 11)
    }
  }

  @Test("a file that is missing or cannot be read is an error")
  func missing() async throws {
    try await run { server, report in
      for (kind, code) in [("notFound", "FileNotFound"), ("failed", "TaskFilesUnavailable")] {
        async let error = azureError { try await server.batch.taskFile(job: "job1", task: "1", path: "none") }
        _ = try await reply(server, try await wish(server, report), kind: kind)
        #expect(try await error?.code == code)
      }
    }
  }

  @Test("an agent that says nothing is not waited for, nor asked again when it is back")
  func silent() async throws {
    try await run(filePatience: .milliseconds(100)) { server, report in
      let error = try await azureError { try await server.batch.taskFile(job: "job1", task: "1", path: "x") }
      #expect(error?.code == "TaskFilesUnavailable" && error?.kind == .conflict)
      var now = report
      now.wantsAnswerNow = true
      #expect(try await server.exchange(now).files.isEmpty)
    }
  }

  @Test("a reply that nobody waits for is taken and thrown away")
  func late() async throws {
    try await run(filePatience: .milliseconds(300)) { server, report in
      async let error = azureError { try await server.batch.taskFile(job: "job1", task: "1", path: "x") }
      let request = try await wish(server, report)
      #expect(try await error?.code == "TaskFilesUnavailable")
      let body = String(repeating: "x", count: 1 << 20)
      #expect(try await reply(server, request, kind: "file", file: Self.file, body: body) == 200)
      #expect(try await reply(server, request, kind: "list", body: #"{"files":[]}"#) == 200)
    }
  }

  @Test("a client that goes away does not hold the agent")
  func clientGone() async throws {
    try await run { server, report in
      let client = Task { try await server.batch.taskFile(job: "job1", task: "1", path: "x") }
      let request = try await wish(server, report)
      client.cancel()
      _ = await client.result
      let body = String(repeating: "x", count: 8 << 20)
      // The agent's request ends, with an answer or a closed connection.
      _ = await Task { try await reply(server, request, kind: "file", file: Self.file, body: body) }.result
      async let bytes = server.batch.taskFile(job: "job1", task: "1", path: "y")
      _ = try await reply(server, try await wish(server, report), kind: "file", file: Self.file, body: "y")
      #expect(try await bytes == Array("y".utf8))
    }
  }

  @Test("a task that has not run has no files, and no path leads out of its directory")
  func refused() async throws {
    try await run { server, _ in
      try await server.addTasks([2, 3])
      let node = try await azureError { try await server.batch.taskFile(job: "job1", task: "3", path: "x") }
      #expect(node?.code == "TaskFilesUnavailable")
      for path in ["..", "wd/../../x", "wd%5c..%5cx", "%2e%2e/x"] {
        let answer = try await server.call("GET", "/jobs/job1/tasks/1/files/\(path)")
        #expect(answer.status == 400 && answer.error?.code == "InvalidUri", "\(path)")
      }
      let range = try await server.send(
        "GET", "/jobs/job1/tasks/1/files/x?api-version=2025-06-01", headers: [("ocp-range", "bytes=5-1")])
      #expect(range.status == 400)
    }
  }
}
