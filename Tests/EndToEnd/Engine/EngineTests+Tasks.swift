import AzureWire
import Testing

extension EngineTests {
  @Suite("A task")
  struct Tasks {
    @Test("goes from active over running to completed, and says when and where")
    func states() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob("states")
      try await engine.addTask("1", to: "states", engine.waiting(at: "states-gate"))
      let running = try await engine.task("1", of: "states", is: "running")
      #expect(running["previousState"] == "active")
      #expect(running["executionInfo", "startTime"] != nil)
      #expect(running["executionInfo", "endTime"] == nil && running["executionInfo", "result"] == nil)
      #expect(running["nodeInfo", "poolId"] == "wide")
      try engine.open("states-gate")
      let ended = try await engine.ended("1", of: "states")
      #expect(ended["previousState"] == "running")
      #expect(ended["executionInfo", "exitCode"] == 0)
      #expect(ended["executionInfo", "result"] == "success")
      #expect(ended["executionInfo", "failureInfo"] == nil)
      #expect(ended["executionInfo", "retryCount"] == 0 && ended["executionInfo", "requeueCount"] == 0)
      #expect(ended["nodeInfo", "taskRootDirectory"] == "workitems/states/job-1/1")
      #expect(ended["stateTransitionTime"]?.text ?? "" > ended["previousStateTransitionTime"]?.text ?? "z")
    }

    @Test("is tried as often as its own constraints say, else those of its job; -1 is without end")
    func retries() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob("retries", ["constraints": ["maxTaskRetryCount": 1]])
      let third = "echo x >> \(engine.place("tries")); [ $(wc -l < \(engine.place("tries"))) -ge 4 ]"
      try await engine.addTasks(
        [
          Engine.task("job", "exit 3"), Engine.task("none", "exit 4", ["constraints": ["maxTaskRetryCount": 0]]),
          Engine.task("endless", third, ["constraints": ["maxTaskRetryCount": -1]]),
        ], to: "retries")
      let byJob = try await engine.ended("job", of: "retries")
      #expect(byJob["executionInfo", "retryCount"] == 1 && byJob["executionInfo", "exitCode"] == 3)
      #expect(byJob["executionInfo", "lastRetryTime"] != nil)
      #expect(byJob["executionInfo", "failureInfo", "code"] == "FailureExitCode")
      #expect(byJob["executionInfo", "failureInfo", "category"] == "usererror")
      let none = try await engine.ended("none", of: "retries")
      #expect(none["executionInfo", "retryCount"] == 0 && none["executionInfo", "exitCode"] == 4)
      #expect(none["executionInfo", "lastRetryTime"] == nil)
      let endless = try await engine.ended("endless", of: "retries")
      #expect(endless["executionInfo", "retryCount"] == 3 && endless["executionInfo", "result"] == "success")
    }

    @Test("that cannot start has no exit code, says why, and is not tried again")
    func launchFailure() async throws {
      let engine = try SharedEngine.current
      let missing = try await engine.container("launch").replacing("launch?", with: "launch/missing?")
      try await engine.addJob("launch", ["constraints": ["maxTaskRetryCount": 3]])
      try await engine.addTasks(
        [
          ["id": "program", "commandLine": "no-such-program --x"],
          Engine.task(
            "file", "true", ["resourceFiles": [["httpUrl": .string(missing), "filePath": "a"]]]),
        ], to: "launch")
      for (id, code) in [("program", "CommandProgramNotFound"), ("file", "BlobNotFound")] {
        let task = try await engine.ended(id, of: "launch")
        #expect(task["executionInfo", "failureInfo", "code"] == .string(code), "\(task)")
        #expect(task["executionInfo", "exitCode"] == nil && task["executionInfo", "retryCount"] == 0)
      }
    }

    @Test("whose wall clock runs out is ended with all its processes")
    func wallClock() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob("clock")
      try await engine.addTask("1", to: "clock", "sleep 3600", ["constraints": ["maxWallClockTime": "PT0.5S"]])
      let task = try await engine.ended("1", of: "clock")
      #expect(task["executionInfo", "failureInfo", "code"] == "TaskEnded")
      #expect(task["executionInfo", "result"] == "failure")
    }

    @Test("that is ended takes along what it forked, double-forked, and what ignores SIGTERM")
    func tree() async throws {
      let engine = try SharedEngine.current
      let home = try SharedEngine.current.home
      let script = """
        trap "" TERM; sleep 3601 & \
        setsid sh -c "setsid sleep 3602 & sleep 3603" & \
        (trap - TERM; echo mortal >> \(engine.place("tree")); exec sleep 3604) & \
        echo ready >> \(engine.place("tree")); wait
        """
      try await engine.addJob("tree")
      try await engine.addTask("1", to: "tree", script)
      try await eventually("the tree stands") {
        engine.marks("tree").count == 2
          && (1...4).allSatisfy { !ProcessTable.processes(running: "sleep 360\($0)").isEmpty }
      }
      try await engine.call("POST", "/jobs/tree/tasks/1/terminate")
      let task = try await engine.ended("1", of: "tree")
      #expect(task["executionInfo", "failureInfo", "code"] == "TaskEnded")
      for index in 1...4 { #expect(ProcessTable.processes(running: "sleep 360\(index)").isEmpty) }
      #expect(ProcessTable.processes(mentioning: home.directory + "/state/nodes/wide").count <= 9)
    }

    @Test("that waits can be ended, and has an empty node; one that failed is reactivated, one that succeeded is not")
    func reactivation() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob("again", ["usesTaskDependencies": true])
      try await engine.addTasks(
        [
          Engine.task("waits", "true", ["dependsOn": ["taskIds": ["missing"]]]), Engine.task("good", "true"),
          Engine.task("bad", "[ -e \(engine.place("mended")) ]"),
        ], to: "again")
      try await engine.call("POST", "/jobs/again/tasks/waits/terminate")
      let waits = try await engine.ended("waits", of: "again")
      #expect(waits["nodeInfo"] == [:] && waits["executionInfo", "startTime"] == nil)
      try await engine.ended("good", of: "again")
      #expect(try await engine.send("POST", "/jobs/again/tasks/good/reactivate").code == "TaskSucceeded")
      let bad = try await engine.ended("bad", of: "again")
      #expect(bad["executionInfo", "result"] == "failure")
      try engine.open("mended")
      try await engine.call("POST", "/jobs/again/tasks/bad/reactivate")
      let mended = try await engine.ended("bad", of: "again")
      #expect(mended["executionInfo", "result"] == "success" && mended["executionInfo", "retryCount"] == 0)
      try await engine.call("DELETE", "/jobs/again/tasks/bad")
      #expect(try await engine.send("GET", "/jobs/again/tasks/bad").code == "TaskNotFound")
    }

    @Test("keeps its directory as long as its retention says, and no longer")
    func retention() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob("retention")
      try await engine.addTasks(
        [
          Engine.task("short", "echo a > f", ["constraints": ["retentionTime": "PT0.2S"]]),
          Engine.task("long", "echo a > f"),
        ], to: "retention")
      let task = try await engine.ended("short", of: "retention")
      let root = try #require(task["nodeInfo", "taskRootDirectory"]?.text)
      let node = try #require(task["nodeInfo", "nodeId"]?.text)
      try await eventually("the directory has gone") {
        engine.home.stateFiles(in: "nodes/\(node)/\(root)").isEmpty
      }
      #expect(try await engine.send("GET", "/jobs/retention/tasks/short/files/stdout.txt").status != 200)
      try await engine.ended("long", of: "retention")
      #expect(try await engine.file("wd/f", of: "long", in: "retention") == "a\n")
    }
  }
}
