import AzureWire
import Testing

extension EngineTests {
  @Suite("Exit conditions and dependencies")
  struct Exits {
    /// Ends a job by one task, whose exit code is given, with these conditions.
    private func run(_ job: String, exit code: Int, _ conditions: JSONValue) async throws -> JSONValue {
      let engine = try SharedEngine.current
      try await engine.addJob(job, ["onTaskFailure": "performexitoptionsjobaction"])
      try await engine.addTask("1", to: job, "exit \(code)", ["exitConditions": conditions])
      try await engine.ended("1", of: job)
      return try await engine.job(job)
    }

    @Test("end the job, disable it or leave it alone, a code before a range and a range before the default")
    func jobActions() async throws {
      let engine = try SharedEngine.current
      let conditions: JSONValue = [
        "exitCodes": [["code": 4, "exitOptions": ["jobAction": "none"]]],
        "exitCodeRanges": [["start": 3, "end": 6, "exitOptions": ["jobAction": "disable"]]],
        "default": ["jobAction": "terminate"],
      ]
      #expect(try await run("exit0", exit: 0, conditions)["state"] == "active")
      #expect(try await run("exit4", exit: 4, conditions)["state"] == "active")
      _ = try await run("exit5", exit: 5, conditions)
      let disabled = try await engine.job("exit5", is: "disabled")
      #expect(disabled["previousState"] == "disabling")
      _ = try await run("exit7", exit: 7, conditions)
      let ended = try await engine.job("exit7", is: "completed")
      #expect(ended["executionInfo", "terminateReason"] == "TaskFailed")
    }

    @Test("without any, a failure ends a job that performs exit options, and one that does not goes on")
    func defaults() async throws {
      let engine = try SharedEngine.current
      _ = try await run("plain-failure", exit: 1, [:])
      let ended = try await engine.job("plain-failure", is: "completed")
      #expect(ended["executionInfo", "terminateReason"] == "TaskFailed")
      try await engine.addJob("noaction")
      try await engine.addTask("1", to: "noaction", "exit 1")
      try await engine.ended("1", of: "noaction")
      #expect(try await engine.job("noaction")["state"] == "active")
      let refused = try await engine.send(
        "POST", "/jobs/noaction/tasks",
        Engine.task("2", "true", ["exitConditions": ["default": ["jobAction": "disable"]]]))
      #expect(refused.status == 400)
    }

    @Test("let dependants go on or not: by code, by failures before the start and by failures of the upload")
    func dependencyActions() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob("satisfy", ["usesTaskDependencies": true])
      let nowhere = try await engine.container("absent").replacing("absent?", with: "nowhere?")
      let upload: JSONValue = [
        [
          "filePattern": "../stdout.txt", "destination": ["container": ["containerUrl": .string(nowhere)]],
          "uploadOptions": ["uploadCondition": "taskcompletion"],
        ]
      ]
      func satisfying(_ name: String) -> JSONValue { [name: ["dependencyAction": "satisfy"]] }
      try await engine.addTasks(
        [
          Engine.task("blocks", "exit 1"),
          Engine.task("default", "exit 1", ["exitConditions": satisfying("default")]),
          [
            "id": "before", "commandLine": "no-such-program",
            "exitConditions": satisfying("preProcessingError"),
          ],
          Engine.task(
            "upload", "true", ["exitConditions": satisfying("fileUploadError"), "outputFiles": upload]),
          Engine.task(
            "code", "exit 2",
            [
              "exitConditions": [
                "exitCodes": [["code": 2, "exitOptions": ["dependencyAction": "block"]]],
                "fileUploadError": ["dependencyAction": "satisfy"],
              ], "outputFiles": upload,
            ]),
        ], to: "satisfy")
      for id in ["blocks", "default", "before", "upload", "code"] {
        try await engine.addTask("after-\(id)", to: "satisfy", "true", ["dependsOn": ["taskIds": [.string(id)]]])
      }
      let failed = try await engine.ended("upload", of: "satisfy")
      #expect(failed["executionInfo", "exitCode"] == 0 && failed["executionInfo", "result"] == "failure")
      for id in ["default", "before", "upload"] { try await engine.ended("after-\(id)", of: "satisfy") }
      for id in ["blocks", "code"] {
        try await engine.ended(id, of: "satisfy")
        #expect(try await engine.task("after-\(id)", of: "satisfy")["state"] == "active")
      }
    }

    @Test("a task waits for ids and ranges, those that are added later too")
    func dependencies() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob("depends", ["usesTaskDependencies": true])
      let log = engine.place("order")
      try await engine.addTask(
        "merge", to: "depends", "echo merge >> \(log)",
        ["dependsOn": ["taskIds": ["prelude"], "taskIdRanges": [["start": 1, "end": 3]]]])
      try await engine.addTasks(
        [Engine.task("1", "echo 1 >> \(log)"), Engine.task("002", "echo 2 >> \(log)")], to: "depends")
      try await engine.addTask("prelude", to: "depends", "echo prelude >> \(log)")
      for id in ["1", "002", "prelude"] { try await engine.ended(id, of: "depends") }
      #expect(try await engine.task("merge", of: "depends")["state"] == "active", "3 is not there yet")
      try await engine.addTask("3", to: "depends", "echo 3 >> \(log)")
      try await engine.ended("merge", of: "depends")
      #expect(engine.marks("order").last == "merge" && engine.marks("order").count == 5)
    }
  }
}
