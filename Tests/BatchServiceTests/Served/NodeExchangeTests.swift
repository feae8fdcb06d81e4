import AzureClient
import AzureWire
import BatchService
import Testing

@Suite("Exchanges with nodes")
struct NodeExchangeTests {
  @Test("a node is known by its token alone")
  func token() async throws {
    try await TestServer.run { server in
      try await server.addNode("node1")
      let report = try JSONText.encode(NodeReport(wantsAnswerNow: true))
      func status(_ target: String, _ proof: TestServer.Proof) async throws -> Int {
        try await server.send("POST", target, body: report, proof: proof).status
      }
      #expect(try await status("/node/node1/exchange", .token(TestServer.nodeToken)) == 200)
      #expect(try await status("/node/node1/exchange", .token("wrong")) == 403)
      #expect(try await status("/node/node1/exchange", .token("")) == 403)
      #expect(try await status("/node/node1/exchange", .none) == 403)
      #expect(try await status("/node/node1/exchange", .key) == 403)
      #expect(try await status("/node/node2/exchange", .token(TestServer.nodeToken)) == 403)
      #expect(try await status("/node/node1/nothing", .token(TestServer.nodeToken)) == 404)
      #expect(try await status("/node/node1", .token(TestServer.nodeToken)) == 404)
      #expect(try await status("/jobs?api-version=2025-06-01", .token(TestServer.nodeToken)) == 401)
      let broken = try await server.send(
        "POST", "/node/node1/exchange", body: "{", proof: .token(TestServer.nodeToken))
      #expect(broken.status == 400)
    }
  }

  @Test("a node that has called is idle, and running while it has a task")
  func state() async throws {
    try await TestServer.run { server in
      try await server.addNode()
      #expect(try await server.exchange(NodeReport(wantsAnswerNow: true)).isEmpty)
      #expect(try await server.batch.nodes(pool: "local").all().map(\.state) == [.idle])
      try await server.addJob()
      try await server.addTasks([1])
      _ = try await server.exchange(NodeReport())
      #expect(try await server.batch.nodes(pool: "local").all().map(\.state) == [.running])
    }
  }

  @Test("an exchange that waits is answered as soon as there is something to do")
  func longPoll() async throws {
    try await TestServer.run { server in
      try await server.addNode()
      try await server.addJob()
      _ = try await server.exchange(NodeReport(wantsAnswerNow: true))
      let clock = ContinuousClock()
      let begin = clock.now
      async let waiting = server.exchange(NodeReport())
      try await server.addTasks([1])
      var instructions = try await waiting
      #expect(instructions.start.map(\.taskID) == ["1"])
      let run = try #require(instructions.start.first)
      async let next = server.exchange(
        NodeReport(runs: [RunReport(runID: run.runID, state: .preparing)]))
      try await server.batch.terminateTask(job: "job1", task: "1")
      instructions = try await next
      #expect(instructions.terminate == [run.runID])
      #expect(begin.duration(to: clock.now) < .seconds(NodeProtocol.longestWait / 2))
    }
  }

  @Test("what a task needs is told to its node")
  func description() async throws {
    try await TestServer.run { server in
      try await server.addNode()
      try await server.addJob { job in
        job.commonEnvironmentSettings = [NameValue(name: "A", value: "job")]
        job.jobPreparationTask = JobPreparationTask(commandLine: "prepare")
      }
      var task = TaskAddParameters(id: "1", commandLine: "run it")
      task.environmentSettings = [NameValue(name: "B", value: "task")]
      task.resourceFiles = [ResourceFile(httpUrl: "http://x/y", filePath: "y")]
      task.constraints = TaskConstraints(maxWallClockTime: .seconds(90))
      try await server.batch.addTasks(job: "job1", [task])
      let run = try #require(try await server.exchange(NodeReport()).start.first)
      #expect(run.commandLine == "run it" && run.maxWallClockSeconds == 90)
      #expect(run.environment == [NameValue(name: "A", value: "job"), NameValue(name: "B", value: "task")])
      #expect(run.resourceFiles == [ResourceFile(httpUrl: "http://x/y", filePath: "y")])
      #expect(run.preparation?.commandLine == "prepare" && run.preparation?.waitForSuccess == true)
      #expect(run.preparation?.environment == [NameValue(name: "A", value: "job")])
    }
  }

  @Test("the end of a run is answered with its task's end, and the job's")
  func end() async throws {
    try await TestServer.run { server in
      try await server.addNode()
      try await server.addJob()
      try await server.addTasks([1])
      try await server.batch.patchJob("job1", JobPatchParameters(onAllTasksComplete: .terminateJob))
      let run = try #require(try await server.exchange(NodeReport()).start.first)
      let times = (Timestamp(secondsSince1970: 1_772_366_400), Timestamp(secondsSince1970: 1_772_366_401))
      let report = RunReport(
        runID: run.runID, state: .ended(RunEnd(outcome: .exited(code: 3), start: times.0, end: times.1)))
      let answer = try await server.exchange(NodeReport(runs: [report]))
      #expect(answer.forgetRuns == [run.runID])
      let task = try await server.batch.task(job: "job1", task: "1")
      #expect(task.executionInfo?.exitCode == 3 && task.executionInfo?.result == .failure)
      #expect(task.executionInfo?.startTime == times.0 && task.executionInfo?.endTime == times.1)
      #expect(task.nodeInfo?.nodeId == "node1")
      #expect(try await server.batch.job("job1").state == .completed)
    }
  }
}
