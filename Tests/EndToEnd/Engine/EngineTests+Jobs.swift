import AzureWire
import Testing

extension EngineTests {
  @Suite("A job")
  struct Jobs {
    @Test("ends when all its tasks have, or at once when it has none, if it was told to")
    func allTasksComplete() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob("all")
      try await engine.addTasks([Engine.task("1", "true"), Engine.task("2", "exit 1")], to: "all")
      for id in ["1", "2"] { try await engine.ended(id, of: "all") }
      #expect(try await engine.job("all")["state"] == "active")
      try await engine.call("PATCH", "/jobs/all", ["onAllTasksComplete": "terminatejob"])
      let job = try await engine.job("all", is: "completed")
      #expect(job["executionInfo", "terminateReason"] == "AllTasksComplete")
      #expect(job["executionInfo", "endTime"] != nil)
      #expect(try await engine.send("POST", "/jobs/all/tasks", Engine.task("3", "true")).code == "JobCompleted")
      try await engine.addJob("empty", ["onAllTasksComplete": "terminatejob"])
      try await engine.job("empty", is: "completed")
    }

    @Test("that is terminated ends what runs, leaves what waits, and says the reason it was given")
    func terminate() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob("terminate", ["maxParallelTasks": 1])
      try await engine.addTasks([Engine.task("1", "sleep 3600"), Engine.task("2", "true")], to: "terminate")
      try await engine.task("1", of: "terminate", is: "running")
      try await engine.call("POST", "/jobs/terminate/terminate", ["terminateReason": "enough"])
      let job = try await engine.job("terminate", is: "completed")
      #expect(job["executionInfo", "terminateReason"] == "enough")
      #expect(
        try await engine.task("1", of: "terminate")["executionInfo", "failureInfo", "code"] == "TaskEnded")
      #expect(try await engine.task("2", of: "terminate")["state"] == "active")
      try await engine.call("DELETE", "/jobs/terminate")
      try await eventually("the job has gone") { try await engine.send("GET", "/jobs/terminate").status == 404 }
      #expect(engine.home.stateFiles(in: "nodes").allSatisfy { !$0.contains("/workitems/terminate/") })
      try await engine.addJob("user")
      try await engine.call("POST", "/jobs/user/terminate")
      #expect(try await engine.job("user", is: "completed")["executionInfo", "terminateReason"] == "UserTerminate")
    }

    @Test("whose wall clock runs out ends with all its tasks, and says so")
    func wallClock() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob("job-clock", ["constraints": ["maxWallClockTime": "PT1S"]])
      try await engine.addTask("1", to: "job-clock", "sleep 3600")
      let job = try await engine.job("job-clock", is: "completed")
      #expect(job["executionInfo", "terminateReason"] == "MaxWallClockTimeExpiry")
      let task = try await engine.task("1", of: "job-clock")
      #expect(task["state"] == "completed" || task["state"] == "active")
    }

    @Test("that is disabled requeues what runs, ends it or waits for it; enabled, it goes on")
    func disable() async throws {
      let engine = try SharedEngine.current
      for option in ["requeue", "terminate", "wait"] {
        let job = "disable-\(option)"
        try await engine.addJob(job)
        try await engine.addTask(
          "1", to: job, "echo x >> \(engine.place(job)); " + engine.waiting(at: "\(job)-gate"))
        try await eventually("the task of \(job) runs") { engine.marks(job).count == 1 }
        try await engine.call("POST", "/jobs/\(job)/disable", ["disableTasks": .string(option)])
        if option == "wait" {
          #expect(try await engine.job(job)["state"] == "disabling")
          try engine.open("\(job)-gate")
        }
        try await engine.job(job, is: "disabled")
        try await engine.addTask("2", to: job, "true")
        let task = try await engine.task("1", of: job)
        switch option {
        case "requeue":
          #expect(task["state"] == "active")
          #expect(task["executionInfo", "requeueCount"] == 1 && task["executionInfo", "retryCount"] == 0)
          #expect(task["executionInfo", "lastRequeueTime"] != nil && task["executionInfo", "lastRetryTime"] == nil)
        case "terminate": #expect(task["executionInfo", "failureInfo", "code"] == "TaskEnded")
        default: #expect(task["executionInfo", "result"] == "success")
        }
        #expect(try await engine.task("2", of: job)["state"] == "active")
        try engine.open("\(job)-gate")
        try await engine.call("POST", "/jobs/\(job)/enable")
        try await engine.ended("2", of: job)
        try await engine.ended("1", of: job)
        #expect(engine.marks(job).count == (option == "requeue" ? 2 : 1))
        #expect(try await engine.job(job)["state"] == "active")
      }
    }

    @Test("is managed by a task that runs first and alone, adds others, and takes the job along when it ends")
    func manager() async throws {
      let engine = try SharedEngine.current
      let script = engine.waiting(at: "manager-gate", then: "exit 0")
      try await engine.addJob(
        "managed", ["jobManagerTask": ["id": "boss", "commandLine": .string(Engine.command(script))]])
      try await engine.task("boss", of: "managed", is: "running")
      try await engine.addTask("1", to: "managed", "sleep 3600")
      #expect(try await engine.task("1", of: "managed")["state"] == "active", "its node is the manager's alone")
      try engine.open("manager-gate")
      let job = try await engine.job("managed", is: "completed")
      #expect(job["executionInfo", "terminateReason"] == "JMComplete")
      let kind: JSONValue = [
        "id": "boss", "commandLine": "true", "killJobOnCompletion": false, "runExclusive": false,
      ]
      try await engine.addJob("unmanaged", ["jobManagerTask": kind])
      try await engine.ended("boss", of: "unmanaged")
      #expect(try await engine.job("unmanaged")["state"] == "active")
    }

    @Test("whose manager needs a dedicated node does not have it run on a low-priority one")
    func dedicatedManager() async throws {
      let engine = try SharedEngine.current
      try await engine.addPool("cheap", nodes: 0, ["targetLowPriorityNodes": 1])
      try await engine.nodes(of: "cheap", are: ["idle"])
      let manager: JSONValue = ["id": "boss", "commandLine": "true", "allowLowPriorityNode": false]
      try await engine.addJob("picky", ["poolInfo": ["poolId": "cheap"], "jobManagerTask": manager])
      try await engine.addTask("1", to: "picky", "echo $AZ_BATCH_NODE_IS_DEDICATED")
      try await engine.ended("1", of: "picky")
      #expect(try await engine.file("stdout.txt", of: "1", in: "picky") == "false\n")
      #expect(try await engine.task("boss", of: "picky")["state"] == "active")
      try await engine.call("POST", "/pools/cheap/resize", ["targetDedicatedNodes": 1, "targetLowPriorityNodes": 1])
      #expect(
        try await engine.job("picky", is: "completed")["executionInfo", "terminateReason"] == "JMComplete")
      try await engine.removePool("cheap")
    }
  }
}
