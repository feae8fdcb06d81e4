import AzureClient
import AzureWire
import BatchService
import NIOHTTP1
import Testing

@Suite("Requests for job schedules")
struct ScheduleRequestTests {
  private func body(_ id: String = "nightly", schedule: String = #"{"recurrenceInterval":"PT10M"}"#) -> String {
    #"{"id":"\#(id)","schedule":\#(schedule),"jobSpecification":{"poolInfo":{"poolId":"local"}}}"#
  }

  @Test("a schedule is added, read, changed, disabled, ended and deleted")
  func life() async throws {
    try await TestServer.run { server in
      let added = try await server.call("POST", "/jobschedules", body: body())
      let url = "\(server.endpoint)/jobschedules/nightly"
      #expect(added.status == 201 && added.header("location") == url && added.header("dataserviceid") == url)
      let read = try await server.call("GET", "/jobschedules/NIGHTLY")
      let schedule = try #require(read.json)
      #expect(read.header("etag") == added.header("etag"))
      #expect(schedule["odata.metadata"] == .string("\(server.endpoint)/$metadata#jobschedules/@Element"))
      #expect(schedule["state"] == "active" && schedule["schedule"] == ["recurrenceInterval": "PT10M"])
      #expect(schedule["jobSpecification"]?["priority"] == 0)
      #expect(schedule["jobSpecification"]?["onAllTasksComplete"] == "noaction")
      #expect(
        schedule["executionInfo"]?["recentJob"]
          == ["id": "nightly:job-1", "url": .string("\(server.endpoint)/jobs/nightly:job-1")])
      #expect(schedule["executionInfo"]?["nextRunTime"] != nil)
      let decoded = try JSONText.decode(BatchJobSchedule.self, read.body)
      #expect(decoded.jobSpecification?.poolInfo.poolId == "local")

      let head = try await server.call("HEAD", "/jobschedules/nightly")
      #expect(head.status == 200 && head.body.isEmpty && head.header("etag") == added.header("etag"))
      #expect(try await server.call("HEAD", "/jobschedules/none").status == 404)

      let patched = try await server.call(
        "PATCH", "/jobschedules/nightly",
        body: #"{"schedule":{"recurrenceInterval":"PT20M"},"metadata":[{"name":"a","value":"b"}]}"#)
      #expect(patched.status == 200 && patched.header("dataserviceid") == url)
      let after = try #require(try await server.call("GET", "/jobschedules/nightly?$select=schedule,metadata").json)
      #expect(after["schedule"] == ["recurrenceInterval": "PT20M"] && after["metadata"] != nil && after["id"] == nil)
      let replaced = try await server.call(
        "PUT", "/jobschedules/nightly",
        body: #"{"schedule":{},"jobSpecification":{"priority":4,"poolInfo":{"poolId":"local"}}}"#)
      #expect(replaced.status == 200)
      let last = try #require(try await server.call("GET", "/jobschedules/nightly").json)
      #expect(last["metadata"] == nil && last["jobSpecification"]?["priority"] == 4)
      #expect(last["executionInfo"]?["nextRunTime"] == nil)

      let disabled = try await server.call("POST", "/jobschedules/nightly/disable")
      #expect(disabled.status == 204 && disabled.header("dataserviceid") == "\(url)/disable")
      #expect(try await server.call("POST", "/jobschedules/nightly/enable").status == 204)
      #expect(try await server.call("POST", "/jobschedules/nightly/terminate").status == 202)
      let ended = try #require(try await server.call("GET", "/jobschedules/nightly").json)
      #expect(ended["state"] == "completed" && ended["executionInfo"]?["endTime"] != nil)
      #expect(try await server.call("POST", "/jobschedules/nightly/enable").error?.code == "JobScheduleCompleted")
      #expect(try await server.call("DELETE", "/jobschedules/nightly").status == 202)
      #expect(try await server.call("GET", "/jobschedules/nightly").error?.code == "JobScheduleNotFound")
      #expect(try await server.call("GET", "/jobs").json?["value"] == [])
    }
  }

  @Test("the jobs of a schedule are listed, under their own names too")
  func jobs() async throws {
    try await TestServer.run { server in
      _ = try await server.call("POST", "/jobschedules", body: body())
      try await server.addJob("other")
      let list = try await server.call("GET", "/jobschedules/nightly/jobs?$select=id,state")
      #expect(list.json?["value"] == [["id": "nightly:job-1", "state": "active"]])
      #expect(list.json?["odata.metadata"] == .string("\(server.endpoint)/$metadata#jobs"))
      let filtered = try await server.call("GET", "/jobschedules/nightly/jobs?$filter=state%20eq%20'completed'")
      #expect(filtered.json?["value"] == [])
      #expect(try await server.call("GET", "/jobschedules/nightly/jobs?$filter=id%20eq%20'x'").status == 400)
      #expect(try await server.call("GET", "/jobschedules/none/jobs").error?.code == "JobScheduleNotFound")
      for path in ["/jobs/nightly:job-1", "/jobs/nightly%3Ajob-1"] {
        #expect(try await server.call("GET", path).status == 200)
      }
      let task = try await server.call(
        "POST", "/jobs/nightly%3Ajob-1/tasks", body: #"{"id":"1","commandLine":"true"}"#)
      #expect(task.status == 201)
    }
  }

  @Test("schedules are listed in pages and filtered")
  func list() async throws {
    try await TestServer.run { server in
      for id in ["c", "a", "b"] { _ = try await server.call("POST", "/jobschedules", body: body(id)) }
      _ = try await server.call("POST", "/jobschedules/b/disable")
      let page = try await server.call("GET", "/jobschedules?maxresults=2&$select=id")
      #expect(page.json?["value"] == [["id": "a"], ["id": "b"]] && page.json?["odata.nextLink"] != nil)
      let disabled = try await server.call(
        "GET", "/jobschedules?$filter=state%20ne%20'active'%20and%20startswith(id,'B')&$select=id")
      #expect(disabled.json?["value"] == [["id": "b"]])
      let stats = try await server.call("GET", "/jobschedules/a?$expand=stats")
      #expect(stats.json?["stats"]?["numSucceededTasks"] == "0")
    }
  }

  @Test(
    "a description that is wrong is refused, and the property named",
    arguments: [
      (#"{"schedule":{},"jobSpecification":{"poolInfo":{"poolId":"local"}}}"#, "MissingRequiredProperty", "id"),
      (#"{"id":"s","jobSpecification":{"poolInfo":{"poolId":"local"}}}"#, "MissingRequiredProperty", "schedule"),
      (#"{"id":"s","schedule":{}}"#, "MissingRequiredProperty", "jobSpecification"),
      (#"{"id":"s:job-1","schedule":{},"jobSpecification":{}}"#, "InvalidPropertyValue", "id"),
      (
        #"{"id":"s","schedule":{},"jobSpecification":{}}"#, "MissingRequiredProperty", "jobSpecification.poolInfo"
      ),
      (
        #"{"id":"s","schedule":{},"jobSpecification":{"priority":5000,"poolInfo":{"poolId":"local"}}}"#,
        "InvalidPropertyValue", "jobSpecification.priority"
      ),
      (
        #"{"id":"s","schedule":{"recurrenceInterval":"PT59S"},"jobSpecification":{"poolInfo":{"poolId":"local"}}}"#,
        "InvalidPropertyValue", "schedule.recurrenceInterval"
      ),
      (
        #"{"id":"s","schedule":{"startWindow":"PT1S"},"jobSpecification":{"poolInfo":{"poolId":"local"}}}"#,
        "InvalidPropertyValue", "schedule.startWindow"
      ),
      (
        #"{"id":"s","schedule":{"doNotRunUntil":"soon"},"jobSpecification":{"poolInfo":{"poolId":"local"}}}"#,
        "InvalidPropertyValue", "schedule.doNotRunUntil"
      ),
    ])
  func wrongDescription(body: String, code: String, property: String) async throws {
    try await TestServer.run { server in
      let answer = try await server.call("POST", "/jobschedules", body: body)
      #expect(answer.status == 400 && answer.error?.code == code, "\(answer.body)")
      #expect(answer.error?.values?.first == BatchErrorBody.Detail(key: "PropertyName", value: property))
    }
  }

  @Test("a schedule fires by itself, and after a restart too")
  func fires() async throws {
    let directory = try TemporaryDirectory()
    let clock = TestClock()
    try await TestServer.run(directory: directory, clock: clock.now) { server in
      _ = try await server.call(
        "POST", "/jobschedules",
        body: #"{"id":"s","schedule":{"recurrenceInterval":"PT10M"},"jobSpecification":{"poolInfo":{"poolId":"local"},"#
          + #""onAllTasksComplete":"terminatejob"}}"#, proof: server.proof)
      #expect(try await server.store.job("s:job-1").state == .completed)
      clock.advance(seconds: 601)
      // Any request about jobs makes the service look at its clock.
      _ = try await server.call("POST", "/jobschedules/s/enable", proof: server.proof)
      try await server.waitForJob("s:job-2")
    }
    clock.advance(seconds: 601)
    try await TestServer.run(directory: directory, clock: clock.now) { server in
      try await server.waitForJob("s:job-3")
      #expect(try await server.store.schedule("s").lastNumber == 3)
    }
  }
}
