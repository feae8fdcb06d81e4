import AzureWire
import Testing

extension EngineTests {
  @Suite("Slots and priorities")
  struct Scheduling {
    @Test("a task takes its slots; one that needs more than a node has waits, and keeps no other from it")
    func slots() async throws {
      let engine = try SharedEngine.current
      try await engine.addPool("slots", slots: 3)
      try await engine.addJob("slots", ["poolInfo": ["poolId": "slots"]])
      let gate = engine.waiting(at: "slots-gate")
      try await engine.addTasks(
        [
          Engine.task("huge", "true", ["requiredSlots": 4]), Engine.task("1", gate, ["requiredSlots": 2]),
          Engine.task("2", gate, ["requiredSlots": 2]),
        ], to: "slots")
      try await engine.task("1", of: "slots", is: "running")
      let counts = try await engine.call("GET", "/jobs/slots/taskcounts")
      #expect(counts["taskCounts", "running"] == 1 && counts["taskCounts", "active"] == 2)
      #expect(counts["taskSlotCounts", "running"] == 2 && counts["taskSlotCounts", "active"] == 6)
      let node = try #require(try await engine.nodes(of: "slots", are: ["running"]).first)
      #expect(node["runningTasksCount"] == 1 && node["runningTaskSlotsCount"] == 2)
      try engine.open("slots-gate")
      try await engine.ended("2", of: "slots")
      #expect(try await engine.task("huge", of: "slots")["state"] == "active")
      try await engine.removePool("slots")
    }

    @Test("a job of higher priority goes first, also one whose priority was raised while it waited")
    func priorities() async throws {
      let engine = try SharedEngine.current
      try await engine.addPool("narrow")
      let pool: JSONValue = ["poolId": "narrow"]
      try await engine.addJob("first", ["poolInfo": pool])
      try await engine.addTask("1", to: "first", engine.waiting(at: "narrow-gate"))
      try await engine.task("1", of: "first", is: "running")
      for (job, priority) in [("low", -10), ("middle", 0), ("high", 10), ("raised", -20)] {
        try await engine.addJob(job, ["poolInfo": pool, "priority": .int(Int64(priority))])
        try await engine.addTask("1", to: job, "echo \(job) >> \(engine.place("priorities"))")
      }
      try await engine.call("PATCH", "/jobs/raised", ["priority": 100])
      try engine.open("narrow-gate")
      for job in ["low", "middle", "high", "raised"] { try await engine.ended("1", of: job) }
      #expect(engine.marks("priorities") == ["raised", "high", "middle", "low"])
      try await engine.removePool("narrow")
    }

    @Test("no more tasks of a job run at a time than maxParallelTasks says")
    func parallel() async throws {
      let engine = try SharedEngine.current
      try await engine.addJob("parallel", ["maxParallelTasks": 2])
      let gate = engine.waiting(at: "parallel-gate")
      try await engine.addTasks((1...5).map { Engine.task("\($0)", gate) }, to: "parallel")
      try await engine.task("2", of: "parallel", is: "running")
      // A task of another job that comes later does find a slot.
      try await engine.addJob("beside")
      try await engine.addTask("1", to: "beside", "true")
      try await engine.ended("1", of: "beside")
      let counts = try await engine.call("GET", "/jobs/parallel/taskcounts")
      #expect(counts["taskCounts", "running"] == 2 && counts["taskCounts", "active"] == 3)
      try await engine.call("PATCH", "/jobs/parallel", ["maxParallelTasks": -1])
      for id in 1...5 { try await engine.task("\(id)", of: "parallel", is: "running") }
      try engine.open("parallel-gate")
      for id in 1...5 { try await engine.ended("\(id)", of: "parallel") }
    }
  }
}
