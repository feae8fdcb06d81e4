import AzureClient
import AzureWire
import BatchService
import Testing

@Suite("Requests for tasks")
struct TaskRequestTests {
  private func collection(_ ids: some Sequence<Int>) -> String {
    "{\"value\":[" + ids.map { #"{"id":"\#($0)","commandLine":"true"}"# }.joined(separator: ",") + "]}"
  }

  @Test("a task is added, read and ended")
  func life() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      let body =
        #"{"id":"Task-1","commandLine":"echo \"hi\"","environmentSettings":[{"name":"A","value":"ä"}],"x":1.5}"#
      let added = try await server.call("POST", "/jobs/job1/tasks", body: body)
      #expect(added.status == 201)
      #expect(added.header("location") == "\(server.endpoint)/jobs/job1/tasks/Task-1")
      let task = try #require(try await server.call("GET", "/jobs/job1/tasks/task-1").json)
      #expect(task["id"] == "Task-1" && task["state"] == "active" && task["commandLine"] == "echo \"hi\"")
      #expect(task["executionInfo"] == ["retryCount": 0, "requeueCount": 0])
      #expect(task["requiredSlots"] == 1 && task["x"] == .double(1.5))
      #expect(
        task["constraints"]
          == ["maxWallClockTime": "P10675199DT2H48M5.4775807S", "retentionTime": "P7D", "maxTaskRetryCount": 0])
      try await server.batch.terminateTask(job: "job1", task: "Task-1")
      let ended = try await server.batch.task(job: "job1", task: "Task-1")
      #expect(ended.state == .completed && ended.executionInfo?.result == .failure)
      #expect(ended.executionInfo?.failureInfo?.code == "TaskEnded")
      #expect(try await server.call("GET", "/jobs/job1/tasks/Task-1").json?["nodeInfo"] == [:])
      let none = try await azureError { try await server.batch.task(job: "job1", task: "none") }
      #expect(none?.code == "TaskNotFound")
      try await expectAzure("JobNotFound") { try await server.batch.task(job: "x", task: "1") }
    }
  }

  @Test("a collection takes 100 tasks, and not one more")
  func collections() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      let full = try await server.call("POST", "/jobs/job1/addtaskcollection", body: collection(1...100))
      #expect(full.status == 200)
      #expect(try JSONText.decode(TaskAddCollectionResult.self, full.body).value.count == 100)
      let more = try await server.call("POST", "/jobs/job1/addtaskcollection", body: collection(101...201))
      #expect(more.status == 400 && more.error?.code == "InvalidPropertyValue")
      #expect(try await server.batch.taskCounts(job: "job1").total == 100)
      let none = try await server.call("POST", "/jobs/job1/addtaskcollection", body: collection([]))
      #expect(none.status == 200)
    }
  }

  @Test("a task that exists is refused alone, the others of its collection are added")
  func exists() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      try await server.addTasks([2])
      let answer = try await server.call("POST", "/jobs/job1/addtaskcollection", body: collection(1...3))
      let results = try JSONText.decode(TaskAddCollectionResult.self, answer.body).value
      #expect(results.map(\.status) == [.success, .clientError, .success])
      #expect(results[1].error?.code == "TaskExists")
      #expect(answer.body.contains(#""status":"Success""#))
      let alone = try await server.call("POST", "/jobs/job1/tasks", body: #"{"id":"3","commandLine":"true"}"#)
      #expect(alone.status == 409 && alone.error?.code == "TaskExists")
    }
  }

  @Test(
    "a description that is wrong is refused",
    arguments: [
      #"{"id":"1"}"#, #"{"commandLine":"true"}"#, #"{"id":"a/b","commandLine":"true"}"#,
      #"{"id":"1","commandLine":"  "}"#, #"{"id":"1","commandLine":"true","requiredSlots":0}"#,
      #"{"id":"1","commandLine":"true","requiredSlots":9223372036854775807}"#,
      #"{"id":"1","commandLine":"true","constraints":{"maxTaskRetryCount":-5}}"#,
      #"{"id":"1","commandLine":"true","exitConditions":{"default":{"dependencyAction":"maybe"}}}"#,
      #"{"id":"1","commandLine":"true","outputFiles":[{"filePattern":"x","destination":{"container":{"containerUrl":"u"}},"#
        + #""uploadOptions":{"uploadCondition":"whenever"}}]}"#,
      #"{"id":"1","commandLine":5}"#, #"{"id":"1","commandLine":"true","resourceFiles":{}}"#, "[]", "", "{", "null",
    ])
  func wrongDescription(body: String) async throws {
    try await TestServer.run { server in
      try await server.addJob()
      let alone = try await server.call("POST", "/jobs/job1/tasks", body: body)
      #expect(alone.status == 400, "\(alone.body)")
      let all = try await server.call("POST", "/jobs/job1/addtaskcollection", body: "{\"value\":[\(body)]}")
      if !body.isEmpty { #expect(all.status == 400, "\(all.body)") }
      #expect(try await server.batch.taskCounts(job: "job1").total == 0)
    }
  }

  @Test("a body of more than a megabyte is too large")
  func tooLarge() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      let body = #"{"id":"1","commandLine":"\#(String(repeating: "x", count: 1 << 20))"}"#
      let answer = try await server.call("POST", "/jobs/job1/tasks", body: body)
      #expect(answer.status == 413 && answer.error?.code == "RequestBodyTooLarge")
    }
  }
}
