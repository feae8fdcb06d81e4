import AzureClient
import AzureWire
import BatchService
import NIOHTTP1
import Testing

@Suite("Operations on tasks")
struct TaskOperationTests {
  /// A server with a task that has failed on a node.
  private func run(_ body: (TestServer, NodeReport) async throws -> Void) async throws {
    try await TestServer.run { server in
      try await server.addNode()
      try await server.addJob()
      try await server.addTasks([1])
      let run = try #require(try await server.exchange(NodeReport(wantsAnswerNow: true)).start.first)
      let time = Timestamp(secondsSince1970: 1_772_366_400)
      let end = RunEnd(outcome: .exited(code: 1), start: time, end: time.advanced(bySeconds: 5))
      let report = NodeReport(runs: [RunReport(runID: run.runID, state: .ended(end))], wantsAnswerNow: true)
      _ = try await server.exchange(report)
      try await body(server, report)
    }
  }

  @Test("a failed task is changed, reactivated and deleted")
  func life() async throws {
    try await run { server, _ in
      let failed = try #require(try await server.call("GET", "/jobs/job1/tasks/1").json)
      #expect(failed["executionInfo"]?["exitCode"] == 1)
      let changed = try await server.call(
        "PUT", "/jobs/job1/tasks/1", body: #"{"constraints":{"maxTaskRetryCount":2}}"#)
      #expect(changed.status == 200 && changed.header("etag") != nil)
      let again = try await server.call("POST", "/jobs/job1/tasks/1/reactivate")
      #expect(again.status == 204 && again.header("dataserviceid") == "\(server.endpoint)/jobs/job1/tasks/1/reactivate")
      let task = try #require(try await server.call("GET", "/jobs/job1/tasks/1").json)
      #expect(task["state"] == "active" && task["executionInfo"] == ["retryCount": 0, "requeueCount": 0])
      #expect(task["constraints"]?["maxTaskRetryCount"] == 2)
      #expect(try await server.call("POST", "/jobs/job1/tasks/1/reactivate").error?.code == "TaskNotCompleted")
      let parts = try await server.call("GET", "/jobs/job1/tasks/1/subtasksinfo")
      #expect(parts.status == 200 && parts.json?["value"] == [])
      #expect(try await server.call("DELETE", "/jobs/job1/tasks/1").status == 200)
      #expect(try await server.call("GET", "/jobs/job1/tasks/1").error?.code == "TaskNotFound")
      #expect(try await server.call("DELETE", "/jobs/job1/tasks/1").status == 404)
    }
  }

  @Test("a change that is meant for another version of the task is refused")
  func conditions() async throws {
    try await run { server, _ in
      for (method, path) in [("PUT", ""), ("POST", "/reactivate"), ("POST", "/terminate"), ("DELETE", "")] {
        let answer = try await server.send(
          method, "/jobs/job1/tasks/1\(path)?api-version=2025-06-01", headers: [("If-Match", "0x0")],
          body: method == "PUT" ? "{}" : nil)
        #expect(answer.status == 412 && answer.error?.code == "ConditionNotMet", "\(method) \(path)")
      }
      let both = try await server.send(
        "GET", "/jobs/job1/tasks/1?api-version=2025-06-01", headers: [("If-Match", "*"), ("If-None-Match", "*")])
      #expect(both.status == 400 && both.error?.code == "MultipleConditionHeadersNotSupported")
    }
  }

  @Test(
    "a description that is wrong is refused, and the property named",
    arguments: [
      (#""displayName":"\#(String(repeating: "x", count: 1025))""#, "displayName"),
      (#""constraints":{"maxWallClockTime":"PT0S"}"#, "constraints.maxWallClockTime"),
      (#""environmentSettings":[{"name":"","value":"x"}]"#, "environmentSettings.name"),
      (#""resourceFiles":[{"httpUrl":"http://x","storageContainerUrl":"http://y","filePath":"z"}]"#, "resourceFiles"),
      (#""resourceFiles":[{"httpUrl":"http://x"}]"#, "resourceFiles.filePath"),
      (#""exitConditions":{"default":{"jobAction":"none"}}"#, "exitConditions.jobAction"),
      (
        #""exitConditions":{"exitCodeRanges":[{"start":3,"end":2,"exitOptions":{}}]}"#,
        "exitConditions.exitCodeRanges"
      ),
    ])
  func wrongDescription(member: String, property: String) async throws {
    try await TestServer.run { server in
      try await server.addJob()
      let answer = try await server.call(
        "POST", "/jobs/job1/tasks", body: #"{"id":"1","commandLine":"true",\#(member)}"#)
      #expect(answer.status == 400 && answer.error?.code == "InvalidPropertyValue", "\(answer.body)")
      #expect(answer.error?.values?.first == BatchErrorBody.Detail(key: "PropertyName", value: property))
    }
  }

  @Test("too long a list of dependencies has an error of its own; settings without an image are left out")
  func others() async throws {
    try await TestServer.run { server in
      try await server.addJob { $0.usesTaskDependencies = true }
      let ids = (0..<1100).map { "\"\(String(repeating: "x", count: 60))\($0)\"" }.joined(separator: ",")
      let long = try await server.call(
        "POST", "/jobs/job1/tasks", body: #"{"id":"1","commandLine":"true","dependsOn":{"taskIds":[\#(ids)]}}"#)
      #expect(long.status == 400 && long.error?.code == "TaskDependencyListTooLong")
      let blank = try await server.call(
        "POST", "/jobs/job1/tasks",
        body: #"{"id":"2","commandLine":"true","containerSettings":{"imageName":{},"containerRunOptions":"--rm"}}"#)
      #expect(blank.status == 201, "\(blank.body)")
      #expect(try await server.call("GET", "/jobs/job1/tasks/2").json?["containerSettings"] == nil)
    }
  }

  @Test("a client that declares more bytes than it sends gets its answer all the same")
  func wrongLength() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      let body = #"{"id":"1","commandLine":"true"}"#
      let time = server.now.rfc1123
      let length = String(body.utf8.count + 2)
      let signed = SharedKeyRequest(
        service: .batch, method: "POST", path: "/jobs/job1/tasks",
        query: QueryItems(query: "api-version=2018-12-01.8.0"),
        headers: [
          ("content-length", length), ("content-type", "application/json;odata=minimalmetadata"), ("ocp-date", time),
        ])
      let answer = try await server.exchange(
        raw: """
          POST /jobs/job1/tasks?api-version=2018-12-01.8.0 HTTP/1.1\r
          Host: x\r
          Content-Type: application/json;odata=minimalmetadata\r
          Content-Length: \(length)\r
          ocp-date: \(time)\r
          Authorization: \(TestServer.credential.authorization(for: signed))\r
          \r
          \(body)
          """, patience: 20)
      #expect(answer.hasPrefix("HTTP/1.1 201 "), "\(answer)")
      // What comes next on the connection would be taken for the missing bytes.
      #expect(answer.lowercased().contains("connection: close"))
      #expect(try await server.call("GET", "/jobs/job1/tasks/1").status == 200)
      let garbled = try await server.exchange(
        raw: "POST /jobs?api-version=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 1e+05\r\n\r\n{}")
      #expect(garbled.hasPrefix("HTTP/1.1 400 "))
    }
  }
}
