import AzureClient
import AzureWire
import BatchService
import Testing

@Suite("Requests for jobs")
struct JobRequestTests {
  @Test("a job is added, read, changed, ended and deleted")
  func life() async throws {
    try await TestServer.run { server in
      try await server.addJob("Job-1") { job in
        job.displayName = "a \"name\" of käse"
        job.priority = 7
        job.metadata = [NameValue(name: "kind", value: "x")]
      }
      var job = try await server.batch.job("job-1")
      #expect(job.id == "Job-1" && job.state == .active && job.priority == 7)
      #expect(job.displayName == "a \"name\" of käse" && job.metadata("kind") == "x")
      #expect(job.executionInfo?.poolId == "local" && job.executionInfo?.startTime != nil)
      let before = try #require(job.eTag)
      try await server.batch.patchJob(
        "Job-1", JobPatchParameters(metadata: [NameValue(name: "kind", value: "y")]))
      job = try await server.batch.job("Job-1")
      #expect(job.metadata("kind") == "y" && job.eTag != before && job.priority == 7)
      try await server.batch.terminateJob("Job-1", reason: "enough")
      job = try await server.batch.job("Job-1")
      #expect(job.state == .completed && job.executionInfo?.terminateReason == "enough")
      try await server.batch.deleteJob("Job-1")
      let gone = try await azureError { try await server.batch.job("Job-1") }
      #expect(gone?.kind == .notFound && gone?.code == "JobNotFound")
    }
  }

  @Test("a new job carries the defaults that Batch writes into it")
  func defaults() async throws {
    try await TestServer.run { server in
      let added = try await server.call(
        "POST", "/jobs", body: #"{"id":"j","poolInfo":{"poolId":"local"},"metadata":[],"displayName":null}"#)
      #expect(added.status == 201 && added.body.isEmpty)
      let url = "\(server.endpoint)/jobs/j"
      #expect(added.header("location") == url && added.header("dataserviceid") == url)
      let eTag = try #require(added.header("etag"))
      let answer = try await server.call("GET", "/jobs/j")
      #expect(answer.header("etag") == eTag)
      #expect(answer.header("content-type") == "application/json;odata=minimalmetadata")
      let job = try #require(answer.json)
      #expect(job["odata.metadata"] == .string("\(server.endpoint)/$metadata#jobs/@Element"))
      #expect(job["url"] == .string(url) && job["eTag"] == .string(eTag))
      #expect(job["priority"] == 0 && job["maxParallelTasks"] == -1 && job["usesTaskDependencies"] == false)
      #expect(job["onAllTasksComplete"] == "noaction" && job["onTaskFailure"] == "noaction")
      #expect(
        job["constraints"] == ["maxWallClockTime": "P10675199DT2H48M5.4775807S", "maxTaskRetryCount": 0])
      #expect(job["metadata"] == nil && job["displayName"] == nil && job["previousState"] == nil)
    }
  }

  @Test("what only the service says of a job is not taken from a client")
  func forgedMembers() async throws {
    try await TestServer.run { server in
      let forged =
        #""state":"completed","url":"http://x/","eTag":"x","creationTime":"x","executionInfo":{"poolId":"x"}"#
      let added = try await server.call(
        "POST", "/jobs", body: #"{"id":"j","poolInfo":{"poolId":"local"},\#(forged)}"#)
      #expect(added.status == 201)
      let job = try await server.call("GET", "/jobs/j")
      #expect(!job.body.contains("completed") && !job.body.contains("http://x/"))
      #expect(job.body.ranges(of: "\"eTag\"").count == 1 && job.body.ranges(of: "\"executionInfo\"").count == 1)
      let task = try await server.call(
        "POST", "/jobs/j/tasks", body: #"{"id":"1","commandLine":"true","nodeInfo":{},\#(forged)}"#)
      #expect(task.status == 201)
      let read = try await server.call("GET", "/jobs/j/tasks/1")
      #expect(!read.body.contains("completed") && read.body.ranges(of: "\"executionInfo\"").count == 1)
    }
  }

  @Test("counts are nested, and flat for old clients")
  func counts() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      try await server.addTasks(1...3)
      #expect(try await server.batch.taskCounts(job: "job1") == TaskCounts(active: 3))
      let old = try await server.send("GET", "/jobs/job1/taskcounts?api-version=2018-12-01.8.0")
      #expect(old.json?["active"] == 3)
      let new = try await server.call("GET", "/jobs/job1/taskcounts")
      #expect(new.json?["taskCounts"]?["active"] == 3 && new.json?["taskSlotCounts"]?["active"] == 3)
    }
  }

  @Test("two jobs of one id are a conflict, a job without a pool is refused")
  func refused() async throws {
    try await TestServer.run { server in
      try await server.addJob("a")
      let twin = try await azureError { try await server.addJob("A") }
      #expect(twin?.code == "JobExists" && twin?.kind == .conflict)
      let noPool = try await azureError {
        try await server.addJob("b") { $0.poolInfo = PoolInformation(poolId: "none") }
      }
      #expect(noPool?.code == "PoolNotFound" && noPool?.status == 409)
    }
  }

  @Test(
    "a description that is wrong is refused, and the property named",
    arguments: [
      (#"{"poolInfo":{"poolId":"local"}}"#, "MissingRequiredProperty", "id"),
      (#"{"id":"a b","poolInfo":{"poolId":"local"}}"#, "InvalidPropertyValue", "id"),
      (#"{"id":"../a","poolInfo":{"poolId":"local"}}"#, "InvalidPropertyValue", "id"),
      (#"{"id":"","poolInfo":{"poolId":"local"}}"#, "InvalidPropertyValue", "id"),
      (#"{"id":"j"}"#, "MissingRequiredProperty", "poolInfo"),
      (#"{"id":"j","poolInfo":{}}"#, "InvalidPropertyValue", "poolInfo"),
      (#"{"id":"j","poolInfo":{"poolId":"local"},"priority":1001}"#, "InvalidPropertyValue", "priority"),
      (#"{"id":"j","poolInfo":{"poolId":"local"},"priority":"high"}"#, "InvalidPropertyValue", "priority"),
      (
        #"{"id":"j","poolInfo":{"poolId":"local"},"constraints":{"maxTaskRetryCount":-2}}"#, "InvalidPropertyValue",
        "constraints.maxTaskRetryCount"
      ),
      (
        #"{"id":"j","poolInfo":{"poolId":"local"},"constraints":{"maxWallClockTime":"1h"}}"#, "InvalidPropertyValue",
        "constraints.maxWallClockTime"
      ),
      (
        #"{"id":"j","poolInfo":{"poolId":"local"},"onAllTasksComplete":"fly"}"#, "InvalidPropertyValue",
        "onAllTasksComplete"
      ),
    ])
  func wrongDescription(body: String, code: String, property: String) async throws {
    try await TestServer.run { server in
      let answer = try await server.call("POST", "/jobs", body: body)
      #expect(answer.status == 400 && answer.error?.code == code, "\(answer.body)")
      #expect(answer.error?.values?.first == BatchErrorBody.Detail(key: "PropertyName", value: property))
    }
  }

  @Test("a change is checked as a new job is")
  func wrongChange() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      for body in [
        #"{"priority":1001}"#, #"{"constraints":{"maxTaskRetryCount":-2}}"#, #"{"onAllTasksComplete":"fly"}"#, "[]",
        #"{"metadata":{}}"#, "{",
      ] {
        #expect(try await server.call("PATCH", "/jobs/job1", body: body).status == 400, "\(body)")
      }
      #expect(try await server.call("PATCH", "/jobs/none", body: "{}").status == 404)
    }
  }
}
