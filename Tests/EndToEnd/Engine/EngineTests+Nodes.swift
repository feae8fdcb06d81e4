import AzureWire
import Testing

extension EngineTests {
  @Suite("Nodes")
  struct Nodes {
    @Test("run nothing before their start task has succeeded, which is tried again as it may be")
    func startTask() async throws {
      let engine = try SharedEngine.current
      let script = "echo x >> tries; touch $AZ_BATCH_NODE_SHARED_DIR/ready; [ $(wc -l < tries) -ge 2 ]"
      try await engine.addPool(
        "starting",
        [
          "startTask": [
            "commandLine": .string(Engine.command(script)), "waitForSuccess": true, "maxTaskRetryCount": 2,
            "environmentSettings": [["name": "X", "value": "1"]],
          ]
        ])
      let info = try #require(try await engine.nodes(of: "starting").first?["startTaskInfo"])
      #expect(info["state"] == "completed" && info["result"] == "success" && info["exitCode"] == 0)
      #expect(info["retryCount"] == 1)
      try await engine.addJob("starting", ["poolInfo": ["poolId": "starting"]])
      try await engine.addTask("1", to: "starting", "ls $AZ_BATCH_NODE_SHARED_DIR")
      try await engine.ended("1", of: "starting")
      #expect(try await engine.file("stdout.txt", of: "1", in: "starting") == "ready\n")
      try await engine.removePool("starting")
    }

    @Test("whose start task fails say so, run nothing, and after a reboot with a better one they do")
    func startTaskFailure() async throws {
      let engine = try SharedEngine.current
      try await engine.addPool(
        "failing",
        ["startTask": ["commandLine": .string(Engine.command("echo no luck >&2; exit 9")), "waitForSuccess": true]],
        until: "starttaskfailed")
      let node = try #require(try await engine.nodes(of: "failing").first)
      let id = try #require(node["id"]?.text)
      #expect(node["startTaskInfo", "result"] == "failure" && node["startTaskInfo", "exitCode"] == 9)
      #expect(node["startTaskInfo", "failureInfo", "code"] == "FailureExitCode")
      let words = try await engine.send("GET", "/pools/failing/nodes/\(id)/files/startup/stderr.txt")
      #expect(words.text == "no luck\n")
      try await engine.addJob("failing", ["poolInfo": ["poolId": "failing"]])
      try await engine.addTask("1", to: "failing", "true")
      let counts = try await engine.call("GET", "/nodecounts?$filter=poolId%20eq%20%27failing%27")
      #expect(counts["value"]?.elements.first?["dedicated", "startTaskFailed"] == 1)
      #expect(try await engine.task("1", of: "failing")["state"] == "active")
      try await engine.call(
        "PATCH", "/pools/failing", ["startTask": ["commandLine": "true", "waitForSuccess": true]])
      try await engine.call("POST", "/pools/failing/nodes/\(id)/reboot")
      try await engine.ended("1", of: "failing")
      try await engine.removePool("failing")
    }

    @Test("whose start task need not succeed run tasks all the same")
    func unimportantStartTask() async throws {
      let engine = try SharedEngine.current
      try await engine.addPool(
        "careless", ["startTask": ["commandLine": .string(Engine.command("exit 1")), "waitForSuccess": false]])
      try await engine.addJob("careless", ["poolInfo": ["poolId": "careless"]])
      try await engine.addTask("1", to: "careless", "true")
      try await engine.ended("1", of: "careless")
      try await eventually("the start task has ended") {
        try await engine.nodes(of: "careless").first?["startTaskInfo", "result"] == "failure"
      }
      #expect(try await engine.nodes(of: "careless").first?["state"] == "idle")
      try await engine.removePool("careless")
    }

    @Test(
      "restart once their tasks are requeued, ended or done", arguments: ["requeue", "terminate", "taskcompletion"])
    func reboot(option: String) async throws {
      let engine = try SharedEngine.current
      let (pool, job) = ("reboot-\(option)", "reboot-\(option)")
      try await engine.addPool(
        pool, ["startTask": ["commandLine": .string(Engine.command("echo x >> \(engine.place(pool))-boots"))]])
      try await engine.addJob(job, ["poolInfo": ["poolId": .string(pool)]])
      try await engine.addTask(
        "1", to: job, "echo x >> \(engine.place(pool)); " + engine.waiting(at: "\(job)-gate"))
      try await eventually("the task runs") { engine.marks(pool).count == 1 }
      let id = try #require(try await engine.nodes(of: pool).first?["id"]?.text)
      try await engine.call("POST", "/pools/\(pool)/nodes/\(id)/reboot", ["nodeRebootOption": .string(option)])
      if option == "taskcompletion" {
        #expect(try await engine.nodes(of: pool).first?["state"] == "rebooting")
        try engine.open("\(job)-gate")
      }
      try await eventually("the node has restarted") { engine.marks("\(pool)-boots").count == 2 }
      try engine.open("\(job)-gate")
      let task = try await engine.ended("1", of: job)
      switch option {
      case "requeue":
        #expect(task["executionInfo", "result"] == "success" && task["executionInfo", "requeueCount"] == 1)
        #expect(engine.marks(pool).count == 2)
      case "terminate": #expect(task["executionInfo", "failureInfo", "code"] == "TaskEnded")
      default: #expect(task["executionInfo", "result"] == "success" && engine.marks(pool).count == 1)
      }
      try await engine.nodes(of: pool, are: ["idle"])
      try await engine.removePool(pool)
    }

    @Test("that are off the schedule take no tasks and finish those they have")
    func scheduling() async throws {
      let engine = try SharedEngine.current
      try await engine.addPool("off", slots: 2)
      let id = try #require(try await engine.nodes(of: "off").first?["id"]?.text)
      try await engine.addJob("off", ["poolInfo": ["poolId": "off"]])
      try await engine.addTask("1", to: "off", engine.waiting(at: "off-gate"))
      try await engine.task("1", of: "off", is: "running")
      try await engine.call(
        "POST", "/pools/off/nodes/\(id)/disablescheduling", ["nodeDisableSchedulingOption": "taskcompletion"])
      try await engine.addTask("2", to: "off", "true")
      try engine.open("off-gate")
      try await engine.ended("1", of: "off")
      let node = try #require(try await engine.nodes(of: "off", are: ["offline"]).first)
      #expect(node["schedulingState"] == "disabled")
      #expect(try await engine.task("2", of: "off")["state"] == "active")
      let again = try await engine.send("POST", "/pools/off/nodes/\(id)/disablescheduling")
      #expect(again.code == "NodeAlreadyInTargetSchedulingState")
      try await engine.call("POST", "/pools/off/nodes/\(id)/enablescheduling")
      try await engine.ended("2", of: "off")
      try await engine.removePool("off")
    }
  }
}
