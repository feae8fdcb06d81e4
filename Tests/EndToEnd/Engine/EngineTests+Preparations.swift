import AzureWire
import Testing

extension EngineTests {
  @Suite("Preparation and release")
  struct Preparations {
    private func status(_ job: String) async throws -> [JSONValue] {
      let engine = try SharedEngine.current
      return try await engine.call("GET", "/jobs/\(job)/jobpreparationandreleasetaskstatus")["value"]?.elements ?? []
    }

    @Test("run once on each node: before the first task, and when the job ends")
    func once() async throws {
      let engine = try SharedEngine.current
      let (prepared, released) = (engine.place("prepared"), engine.place("released"))
      try await engine.addJob(
        "prep",
        [
          "commonEnvironmentSettings": [["name": "COLOUR", "value": "green"]],
          "jobPreparationTask": [
            "commandLine": .string(Engine.command("echo $COLOUR > data; echo $AZ_BATCH_TASK_ID >> \(prepared)"))
          ],
          "jobReleaseTask": ["commandLine": .string(Engine.command("echo $AZ_BATCH_TASK_ID >> \(released)"))],
        ])
      try await engine.addTasks(
        (1...4).map { Engine.task("\($0)", "cat $AZ_BATCH_JOB_PREP_WORKING_DIR/data") }, to: "prep")
      for id in 1...4 {
        try await engine.ended("\(id)", of: "prep")
        #expect(try await engine.file("stdout.txt", of: "\(id)", in: "prep") == "green\n")
      }
      #expect(engine.marks("prepared") == ["jobpreparation"] && engine.marks("released").isEmpty)
      try await engine.call("POST", "/jobs/prep/terminate")
      try await engine.job("prep", is: "completed")
      #expect(engine.marks("released") == ["jobrelease"])
      let status = try #require(try await status("prep").first)
      #expect(status["jobPreparationTaskExecutionInfo", "result"] == "success")
      #expect(status["jobReleaseTaskExecutionInfo", "result"] == "success")
      #expect(status["jobReleaseTaskExecutionInfo", "exitCode"] == 0)
    }

    @Test("a node on which it failed runs nothing of the job, another one does, and the status says both")
    func failure() async throws {
      let engine = try SharedEngine.current
      try await engine.addPool("pair", nodes: 2)
      // The first to make the directory fails, twice with its retry.
      let script =
        "mkdir \(engine.place("won")) && touch $AZ_BATCH_NODE_SHARED_DIR/bad; ! [ -e $AZ_BATCH_NODE_SHARED_DIR/bad ]"
      try await engine.addJob(
        "half",
        [
          "poolInfo": ["poolId": "pair"],
          "jobPreparationTask": [
            "commandLine": .string(Engine.command(script)), "constraints": ["maxTaskRetryCount": 1],
          ],
        ])
      try await engine.addTasks((1...4).map { Engine.task("\($0)", "true") }, to: "half")
      for id in 1...4 {
        let task = try await engine.ended("\(id)", of: "half")
        #expect(task["executionInfo", "result"] == "success")
      }
      let status = try await status("half").compactMap { $0["jobPreparationTaskExecutionInfo"] }
      let results = Set(status.compactMap { $0["result"]?.text })
      #expect(results == ["success", "failure"])
      let failed = try #require(status.first { $0["result"] == "failure" })
      #expect(failed["failureInfo", "code"] == "FailureExitCode")
      #expect(failed["exitCode"] == 1 && failed["retryCount"] == 1)
      try await engine.removePool("pair")
    }

    @Test("each is ended when its own wall clock runs out, and the job goes on")
    func wallClocks() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob(
        "slow",
        [
          "jobPreparationTask": [
            "commandLine": "sleep 3600", "waitForSuccess": false, "constraints": ["maxWallClockTime": "PT0.5S"],
          ],
          "onAllTasksComplete": "noaction",
        ])
      try await engine.addTask("1", to: "slow", "true")
      try await engine.ended("1", of: "slow")
      try await eventually("the preparation has ended") {
        try await status("slow").first?["jobPreparationTaskExecutionInfo", "state"] == "completed"
      }
      let info = try await status("slow").first?["jobPreparationTaskExecutionInfo"]
      #expect(info?["result"] == "failure" && info?["failureInfo", "code"] == "TaskEnded")

      try await engine.addJob(
        "lingering",
        [
          "jobPreparationTask": ["commandLine": "true"],
          "jobReleaseTask": ["commandLine": "sleep 3600", "maxWallClockTime": "PT0.5S"],
        ])
      try await engine.addTask("1", to: "lingering", "true")
      try await engine.ended("1", of: "lingering")
      try await engine.call("POST", "/jobs/lingering/terminate")
      try await engine.job("lingering", is: "completed")
      let release = try await status("lingering").first?["jobReleaseTaskExecutionInfo"]
      #expect(release?["result"] == "failure" && release?["failureInfo", "code"] == "TaskEnded")
    }
  }
}
