import AzureWire
import Foundation
import Testing

extension EngineTests {
  @Suite("Job schedules")
  struct Schedules {
    private func specification(_ members: JSONValue = [:]) -> JSONValue {
      var specification: JSONValue = [
        "poolInfo": ["poolId": .string(Engine.pool)],
        "jobManagerTask": [
          "id": "work", "commandLine": .string(Engine.command("echo $AZ_BATCH_JOB_ID")), "runExclusive": false,
        ],
      ]
      if case .object(let members) = members { for (name, value) in members { specification[name] = value } }
      return specification
    }

    @Test("make a job when its time has come, which runs as any other, and end with it when it is the only one")
    func fire() async throws {
      let engine = try SharedEngine.current
      func schedule(after seconds: Double) -> JSONValue {
        ["doNotRunUntil": .string(Timestamp(secondsSince1970: Date().timeIntervalSince1970 + seconds).iso8601)]
      }
      try await engine.call(
        "POST", "/jobschedules",
        ["id": "later", "schedule": schedule(after: 3600), "jobSpecification": specification()])
      #expect(try await engine.call("GET", "/jobschedules/later/jobs")["value"]?.elements.isEmpty == true)
      let next = schedule(after: 1)
      let begin = try #require(next["doNotRunUntil"]?.text)
      try await engine.call("PATCH", "/jobschedules/later", ["schedule": next])
      try await eventually("the schedule has made its job, and ended") {
        try await engine.call("GET", "/jobschedules/later")["state"] == "completed"
      }
      let jobs = try await engine.call("GET", "/jobschedules/later/jobs")["value"]?.elements ?? []
      let job = try #require(jobs.first)
      #expect(jobs.count == 1 && job["id"] == "later:job-1")
      #expect(job["executionInfo", "terminateReason"] == "JMComplete")
      #expect((job["creationTime"]?.text ?? "") >= begin)
    }

    @Test("and jobs can have pools of their own, which come and go with them")
    func autoPools() async throws {
      let engine = try SharedEngine.current
      func poolInfo(_ lifetime: JSONValue) -> JSONValue {
        [
          "autoPoolSpecification": [
            "autoPoolIdPrefix": "own", "poolLifetimeOption": lifetime,
            "pool": [
              "vmSize": "small", "targetDedicatedNodes": 1,
              "virtualMachineConfiguration": [
                "imageReference": ["publisher": "debian", "offer": "debian-12", "sku": "12"], "nodeAgentSKUId": "b",
              ],
            ],
          ]
        ]
      }
      try await engine.addJob("alone", ["poolInfo": poolInfo("job")])
      try await engine.addTask("1", to: "alone", "true")
      let task = try await engine.ended("1", of: "alone")
      let pool = try #require(try await engine.job("alone")["executionInfo", "poolId"]?.text)
      #expect(pool.hasPrefix("own_"))
      #expect(task["nodeInfo", "poolId"] == .string(pool))
      try await engine.call("POST", "/jobs/alone/terminate")
      try await eventually("the job's pool has gone") { try await engine.send("GET", "/pools/\(pool)").status == 404 }

      try await engine.call(
        "POST", "/jobschedules",
        [
          "id": "owner", "schedule": ["recurrenceInterval": "PT1H"],
          "jobSpecification": specification(["poolInfo": poolInfo("jobschedule")]),
        ])
      let job = try await engine.job("owner:job-1", is: "completed")
      let kept = try #require(job["executionInfo", "poolId"]?.text)
      #expect(try await engine.pool(kept)["state"] == "active", "the next job will run there")
      try await engine.call("POST", "/jobschedules/owner/terminate")
      try await eventually("the schedule's pool has gone") {
        try await engine.send("GET", "/pools/\(kept)").status == 404
      }
    }

    @Test("that are terminated end their job, with a reason; disabled they make none")
    func terminate() async throws {
      let engine = try SharedEngine.current
      let sleeping = specification([
        "jobManagerTask": ["id": "work", "commandLine": "sleep 3600", "runExclusive": false]
      ])
      try await engine.call(
        "POST", "/jobschedules",
        ["id": "often", "schedule": ["recurrenceInterval": "PT1M"], "jobSpecification": sleeping])
      try await engine.task("work", of: "often:job-1", is: "running")
      try await engine.call("POST", "/jobschedules/often/disable")
      #expect(try await engine.call("GET", "/jobschedules/often")["state"] == "disabled")
      try await engine.call("POST", "/jobschedules/often/enable")
      try await engine.call("POST", "/jobschedules/often/terminate")
      let job = try await engine.job("often:job-1", is: "completed")
      #expect(job["executionInfo", "terminateReason"] == "TerminateJobSchedule")
      try await engine.call("DELETE", "/jobschedules/often")
      try await eventually("the schedule has gone with its jobs") {
        try await engine.send("GET", "/jobschedules/often").status == 404
      }
    }
  }
}
