import AzureClient
import AzureWire
import BatchService
import NIOHTTP1
import Testing

@Suite("Operations on jobs")
struct JobOperationTests {
  @Test("a job is disabled and enabled, and says which version it is")
  func disableAndEnable() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      let before = try await server.call("GET", "/jobs/job1")
      let disabled = try await server.call("POST", "/jobs/job1/disable", body: #"{"disableTasks":"Requeue"}"#)
      #expect(disabled.status == 202 && disabled.header("etag") != before.header("etag"))
      #expect(disabled.header("dataserviceid") == "\(server.endpoint)/jobs/job1/disable")
      #expect(try await server.call("GET", "/jobs/job1").json?["state"] == "disabled")
      let enabled = try await server.call("POST", "/jobs/job1/enable")
      #expect(enabled.status == 202 && enabled.body.isEmpty)
      #expect(try await server.call("GET", "/jobs/JOB1").json?["state"] == "active")
      for body in ["{}", #"{"disableTasks":"fly"}"#, ""] {
        #expect(try await server.call("POST", "/jobs/job1/disable", body: body).status == 400, "\(body)")
      }
      #expect(try await server.call("POST", "/jobs/none/enable").error?.code == "JobNotFound")
    }
  }

  @Test("a job is replaced: what is left out gets its default")
  func replace() async throws {
    try await TestServer.run { server in
      try await server.addJob { $0.priority = 9 }
      let body = #"{"poolInfo":{"poolId":"local"},"constraints":{"maxTaskRetryCount":4},"allowTaskPreemption":true}"#
      let answer = try await server.call("PUT", "/jobs/job1", body: body)
      #expect(answer.status == 200 && answer.body.isEmpty)
      let job = try #require(try await server.call("GET", "/jobs/job1").json)
      #expect(job["priority"] == 0 && job["allowTaskPreemption"] == true && job["maxParallelTasks"] == -1)
      #expect(
        job["constraints"] == ["maxWallClockTime": "P10675199DT2H48M5.4775807S", "maxTaskRetryCount": 4])
      let missing = try await server.call("PUT", "/jobs/job1", body: "{}")
      #expect(missing.error?.code == "MissingRequiredProperty")
      #expect(missing.error?.values?.first?.value == "poolInfo")
    }
  }

  @Test("a change that is meant for another version of the job is refused, and a read that would tell nothing new")
  func conditions() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      let tag = try #require(try await server.call("GET", "/jobs/job1").header("etag"))
      func send(_ method: String, _ path: String, _ header: (String, String), _ body: String? = nil) async throws
        -> TestServer.Answer
      {
        try await server.send(method, "/jobs/job1\(path)?api-version=2025-06-01", headers: [header], body: body)
      }
      let unchanged = try await send("GET", "", ("If-None-Match", tag))
      #expect(unchanged.status == 304 && unchanged.body.isEmpty)
      #expect(try await send("GET", "", ("If-Match", tag)).status == 200)
      let body = #"{"priority":1}"#
      for (method, path, text) in [
        ("PATCH", "", body), ("PUT", "", #"{"poolInfo":{"poolId":"local"}}"#), ("POST", "/terminate", nil),
        ("POST", "/disable", #"{"disableTasks":"wait"}"#), ("POST", "/enable", nil), ("DELETE", "", nil),
      ] as [(String, String, String?)] {
        let answer = try await send(method, path, ("If-Match", "0x0"), text)
        #expect(answer.status == 412 && answer.error?.code == "ConditionNotMet", "\(method) \(path)")
      }
      #expect(try await server.call("GET", "/jobs/job1").header("etag") == tag)
      #expect(try await send("PATCH", "", ("If-Match", tag), body).status == 200)
      #expect(try await send("PATCH", "", ("If-Match", tag), body).status == 412)
    }
  }

  @Test("statistics come when they are asked for, with the names that Batch gives them")
  func statistics() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      try await server.addTasks([1])
      #expect(try await server.call("GET", "/jobs/job1").json?["stats"] == nil)
      for path in ["/jobs/job1?$expand=stats", "/jobs/job1/tasks/1?$expand=stats"] {
        let stats = try #require(try await server.call("GET", path).json?["stats"])
        #expect(stats["wallClockTime"] == "PT0S" && stats["readIOps"] == "0" && stats["waitTime"] == "PT0S")
      }
      let list = try await server.call("GET", "/jobs?$expand=stats&$select=id,stats")
      #expect(list.body.contains(#""numFailedTasks":"0""#))
      let wrong = try await server.call("GET", "/jobs?$expand=everything")
      #expect(wrong.status == 400 && wrong.error?.values?.first?.value == "$expand")
      let old = try await server.send("GET", "/lifetimejobstats?api-version=2018-12-01.8.0")
      #expect(old.status == 200 && old.json?["numTaskRetries"] == "0")
      #expect(try await server.call("GET", "/lifetimejobstats").status == 404)
    }
  }

  @Test("the status of preparations is a list, or a conflict where there are none")
  func preparationStatus() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      let path = "/jobs/job1/jobpreparationandreleasetaskstatus"
      let none = try await server.call("GET", path)
      #expect(none.status == 409 && none.error?.code == "JobPreparationTaskOrReleaseTaskNotSpecified")
      #expect(try await server.send("GET", "\(path)?api-version=2018-12-01.8.0").json?["value"] == [])
      try await server.addJob("job2") { $0.jobPreparationTask = JobPreparationTask(commandLine: "true") }
      let filter = "$filter=jobPreparationTaskExecutionInfo/state%20eq%20'completed'&$select=nodeId"
      let some = try await server.call("GET", "/jobs/job2/jobpreparationandreleasetaskstatus?\(filter)")
      #expect(some.status == 200 && some.json?["value"] == [])
    }
  }

  @Test("force is true or false")
  func force() async throws {
    try await TestServer.run { server in
      try await server.addNode()
      try await server.addJob()
      try await server.addTasks([1])
      _ = try await server.exchange(NodeReport(wantsAnswerNow: true))
      #expect(try await server.call("POST", "/jobs/job1/terminate?force=maybe").status == 400)
      #expect(try await server.call("POST", "/jobs/job1/terminate").status == 202)
      #expect(try await server.call("GET", "/jobs/job1").json?["state"] == "terminating")
      #expect(try await server.call("POST", "/jobs/job1/terminate?force=true").status == 202)
      #expect(try await server.call("GET", "/jobs/job1").json?["state"] == "completed")
      #expect(try await server.call("DELETE", "/jobs/job1?force=True").status == 202)
      #expect(try await server.call("GET", "/jobs/job1").status == 404)
    }
  }

  @Test(
    "a description that is wrong is refused, and the property named",
    arguments: [
      (#""displayName":"\#(String(repeating: "x", count: 1025))""#, "InvalidPropertyValue", "displayName"),
      (#""maxParallelTasks":0"#, "InvalidPropertyValue", "maxParallelTasks"),
      (#""onTaskFailure":"fly""#, "InvalidPropertyValue", "onTaskFailure"),
      (#""metadata":[{"name":"","value":"x"}]"#, "EmptyMetadataKey", "metadata"),
      (#""constraints":{"maxWallClockTime":"PT0S"}"#, "InvalidPropertyValue", "constraints.maxWallClockTime"),
      (#""jobReleaseTask":{"commandLine":"x"}"#, "InvalidPropertyValue", "jobReleaseTask"),
      (#""jobManagerTask":{"commandLine":"x"}"#, "MissingRequiredProperty", "jobManagerTask.id"),
      (#""jobManagerTask":{"id":"a b","commandLine":"x"}"#, "InvalidPropertyValue", "jobManagerTask.id"),
      (#""jobManagerTask":{"id":"a","commandLine":" "}"#, "InvalidPropertyValue", "jobManagerTask.commandLine"),
      (
        #""jobManagerTask":{"id":"a","commandLine":"x","outputFiles":[{"filePattern":"x","destination":{"container":"#
          + #"{"containerUrl":"u"}},"uploadOptions":{"uploadCondition":"whenever"}}]}"#,
        "InvalidPropertyValue", "jobManagerTask.outputFiles.uploadOptions.uploadCondition"
      ),
      (
        #""jobManagerTask":{"id":"jobpreparation","commandLine":"x"},"jobPreparationTask":{"commandLine":"x"}"#,
        "InvalidPropertyValue", "jobPreparationTask.id"
      ),
      (
        #""jobPreparationTask":{"commandLine":"x"},"jobReleaseTask":{"commandLine":"x","maxWallClockTime":"PT16M"}"#,
        "InvalidPropertyValue", "jobReleaseTask.maxWallClockTime"
      ),
      (
        #""commonEnvironmentSettings":[{"name":"a=b"}]"#, "InvalidPropertyValue", "commonEnvironmentSettings.name"
      ),
      (
        #""jobPreparationTask":{"commandLine":"x","resourceFiles":[{"filePath":"a"}]}"#, "InvalidPropertyValue",
        "jobPreparationTask.resourceFiles"
      ),
    ])
  func wrongDescription(member: String, code: String, property: String) async throws {
    try await TestServer.run { server in
      let body = #"{"id":"j","poolInfo":{"poolId":"local"},\#(member)}"#
      let answer = try await server.call("POST", "/jobs", body: body)
      #expect(answer.status == 400 && answer.error?.code == code, "\(answer.body)")
      #expect(answer.error?.values?.first == BatchErrorBody.Detail(key: "PropertyName", value: property))
    }
  }

  @Test(
    "versions are dates, with or without a number behind",
    arguments: [
      ("2017-06-01.5.1", 200), ("2018-12-01.8.0", 200), ("2024-07-01.20.0", 200), ("2025-06-01", 200),
      ("2026-10-01", 200), ("1.0", 400), ("2025-06", 400), ("2009-04-14", 400), ("latest", 400),
    ])
  func versions(version: String, status: Int) async throws {
    try await TestServer.run { server in
      let answer = try await server.send("GET", "/jobs?api-version=\(version)")
      #expect(answer.status == status)
      if status == 400 { #expect(answer.error?.code == "UnsupportedRequestVersion") }
    }
  }
}
