import AzureWire
import Testing

extension EngineTests {
  @Suite("Pools")
  struct Pools {
    @Test(
      "shrink as the option says: tasks are requeued, ended, waited for, or their files too",
      arguments: ["requeue", "terminate", "taskcompletion", "retaineddata"])
    func shrink(option: String) async throws {
      let engine = try SharedEngine.current
      let name = "shrink-\(option)"
      try await engine.addPool(name)
      try await engine.addJob(name, ["poolInfo": ["poolId": .string(name)]])
      try await engine.addTask(
        "1", to: name, "echo x >> \(engine.place(name)); " + engine.waiting(at: "\(name)-gate"),
        ["constraints": ["retentionTime": "PT1S"]])
      try await eventually("the task runs") { engine.marks(name).count == 1 }
      try await engine.call(
        "POST", "/pools/\(name)/resize", ["targetDedicatedNodes": 0, "nodeDeallocationOption": .string(option)])
      #expect(
        try await engine.send("POST", "/pools/\(name)/resize", ["targetDedicatedNodes": 2]).code == "PoolBeingResized")
      if ["taskcompletion", "retaineddata"].contains(option) {
        try await engine.nodes(of: name, are: ["leavingpool"])
        try engine.open("\(name)-gate")
        let task = try await engine.ended("1", of: name)
        #expect(task["executionInfo", "result"] == "success")
      }
      let pool = try await engine.steady(name)
      #expect(pool["currentDedicatedNodes"] == 0 && pool["resizeErrors"] == nil)
      if option == "terminate" {
        let task = try await engine.ended("1", of: name)
        #expect(task["executionInfo", "failureInfo", "code"] == "TaskEnded")
      }
      if option == "requeue" {
        #expect(try await engine.task("1", of: name)["executionInfo", "requeueCount"] == 1)
        try engine.open("\(name)-gate")
        try await engine.call("POST", "/pools/\(name)/resize", ["targetDedicatedNodes": 1])
        try await engine.ended("1", of: name)
        #expect(engine.marks(name).count == 2)
      }
      try await engine.removePool(name)
    }

    @Test("grow to both kinds of nodes, lose the nodes that are named, and stop when told to")
    func grow() async throws {
      let engine = try SharedEngine.current
      try await engine.addPool("grow")
      try await engine.call("POST", "/pools/grow/resize", ["targetDedicatedNodes": 2, "targetLowPriorityNodes": 1])
      let pool = try await engine.steady("grow")
      #expect(pool["currentDedicatedNodes"] == 2 && pool["currentLowPriorityNodes"] == 1, "\(pool)")
      let nodes = try await engine.nodes(of: "grow", are: ["idle", "idle", "idle"])
      #expect(nodes.filter { $0["isDedicated"] == false }.count == 1)
      let gone = try #require(nodes.first { $0["isDedicated"] == true }?["id"])
      try await engine.call("POST", "/pools/grow/removenodes", ["nodeList": [gone]])
      #expect(try await engine.steady("grow")["targetDedicatedNodes"] == 1)
      #expect(try await !engine.nodes(of: "grow").contains { $0["id"] == gone })
      try await engine.addJob("grow", ["poolInfo": ["poolId": "grow"]])
      try await engine.addTasks((1...2).map { Engine.task("\($0)", engine.waiting(at: "grow-gate")) }, to: "grow")
      for id in 1...2 { try await engine.task("\(id)", of: "grow", is: "running") }
      let option: JSONValue = [
        "targetDedicatedNodes": 0, "targetLowPriorityNodes": 0, "nodeDeallocationOption": "taskcompletion",
      ]
      try await engine.call("POST", "/pools/grow/resize", option)
      try await engine.call("POST", "/pools/grow/stopresize")
      let errors = try await engine.steady("grow")["resizeErrors"]?.elements ?? []
      #expect(errors.first?["code"] == "ResizeStopped", "\(errors)")
      try engine.open("grow-gate")
      for id in 1...2 { try await engine.ended("\(id)", of: "grow") }
      try await engine.removePool("grow")
    }

    @Test("size themselves by a formula that sees their tasks, and say line and column of what is wrong with one")
    func autoscale() async throws {
      let engine = try SharedEngine.current
      try await engine.addPool("auto", nodes: 0)
      try await engine.addJob("auto", ["poolInfo": ["poolId": "auto"]])
      let gate = engine.waiting(at: "auto-gate")
      try await engine.addTasks([Engine.task("1", gate), Engine.task("2", gate)], to: "auto")
      let wrong = try await engine.send(
        "POST", "/pools/auto/enableautoscale", ["autoScaleFormula": "$TargetDedicatedNodes = (1;"])
      #expect(wrong.status == 400 && wrong.text.contains("Line 1, Col"), "\(wrong.text)")
      try await engine.call(
        "POST", "/pools/auto/enableautoscale",
        [
          "autoScaleFormula": """
          // As many nodes as tasks that wait or run.
          pending = $PendingTasks.GetSample(1);
          $TargetDedicatedNodes = min(2, max(pending));
          $NodeDeallocationOption = taskcompletion;
          """
        ])
      for id in ["1", "2"] { try await engine.task(id, of: "auto", is: "running") }
      let run = try await engine.pool("auto")["autoScaleRun"]
      #expect(
        run?["results"]?.text?.hasPrefix("$TargetDedicatedNodes=2;$TargetLowPriorityNodes=0;") == true,
        "\(run ?? .null)")
      let evaluated = try await engine.call(
        "POST", "/pools/auto/evaluateautoscale",
        ["autoScaleFormula": "half = 7 / 2;\n$TargetDedicatedNodes = half + $nonsense;"])
      #expect(evaluated["error", "code"] == "AutoScalingFormulaEvaluationError")
      #expect("\(evaluated)".contains("Line 2, Col 32"), "\(evaluated)")
      let good = try await engine.call(
        "POST", "/pools/auto/evaluateautoscale",
        ["autoScaleFormula": "half = 7 / 2; $TargetDedicatedNodes = half; day = time().weekday > 0;"])
      #expect(good["error"] == nil)
      #expect(good["results"]?.text?.contains("$TargetDedicatedNodes=3;") == true, "\(good)")
      #expect(good["results"]?.text?.hasSuffix("day=1;half=3.5") == true, "\(good)")
      #expect(try await engine.send("POST", "/pools/auto/resize", ["targetDedicatedNodes": 1]).status == 409)
      try engine.open("auto-gate")
      for id in ["1", "2"] { try await engine.ended(id, of: "auto") }
      try await engine.call("POST", "/pools/auto/disableautoscale")
      try await engine.removePool("auto")
    }
  }
}
