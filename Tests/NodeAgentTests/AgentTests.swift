import AzureWire
import Foundation
import NIOHTTP1
import NodeAgent
import Testing

@Suite("A node agent and its service", .timeLimit(.minutes(2)))
struct AgentTests {
  @Test("runs a task and tells its exit code, its output in the task's directory")
  func runsATask() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    service.change { $0.wanted = [.script("echo out; echo err >&2; pwd; exit 3")] }
    try await node.withAgent {
      #expect(await service.wait { $0.ends["r1"] != nil })
    }
    #expect(service.read { $0.ends["r1"]?.outcome } == .exited(code: 3))
    let directory = "workitems/job1/job-1/r1"
    #expect(node.lines(directory + "/stdout.txt") == ["out", node.path(directory + "/wd")])
    #expect(node.text(directory + "/stderr.txt") == "err\n")
  }

  @Test("gives tasks Batch's variables and their settings, and keeps its token from them")
  func environment() async throws {
    setenv(NodeProtocol.tokenVariable, "token-1", 1)
    setenv("SOME_SECRET", "hush", 1)
    let service = try await FakeService()
    let node = try TestNode(service)
    let run = TaskRun.script(
      "env", environment: [NameValue(name: "A", value: "$HOME b"), NameValue(name: "A", value: "last")],
      preparation: .script("true"))
    service.change { $0.wanted = [run] }
    try await node.withAgent {
      #expect(await service.wait { $0.ends["r1"] != nil })
    }
    let lines = Set(node.lines("workitems/job1/job-1/r1/stdout.txt"))
    let job = node.path("workitems/job1/job-1")
    for line in [
      "A=last", "AZ_BATCH_JOB_ID=job1", "AZ_BATCH_TASK_ID=r1", "AZ_BATCH_NODE_ID=node1", "AZ_BATCH_POOL_ID=pool",
      "AZ_BATCH_ACCOUNT_NAME=local", "AZ_BATCH_ACCOUNT_URL=\(service.endpoint)", "AZ_BATCH_NODE_ROOT_DIR=\(node.root)",
      "AZ_BATCH_TASK_WORKING_DIR=\(job)/r1/wd", "AZ_BATCH_JOB_PREP_WORKING_DIR=\(job)/jobpreparation/wd",
      "AZ_BATCH_NODE_SHARED_DIR=\(node.root)/shared",
    ] { #expect(lines.contains(line), "\(line)") }
    #expect(!lines.contains { $0.contains("token-1") || $0.contains("hush") })
  }

  @Test("never runs more at a time than it has slots, in the order told")
  func slots() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let log = node.path("log")
    service.change {
      $0.wanted = (1...8).map { .script("echo + >> \(log); sleep 0.05; echo - >> \(log)", id: "r\($0)") }
    }
    try await node.withAgent(slots: 2) {
      #expect(await service.wait { $0.ends.count == 8 })
    }
    var running = 0
    for line in node.lines("log") {
      running += line == "+" ? 1 : -1
      #expect(running <= 2)
    }
    #expect(node.lines("log").count == 16)
  }

  @Test("starts a run once although the answers of the service get lost")
  func lostAnswers() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let log = node.path("log")
    service.change {
      $0.wanted = (1...20).map { .script("echo \($0) >> \(log)", id: "r\($0)") }
      $0.answersToLose = 15
    }
    try await node.withAgent {
      #expect(await service.wait { $0.ends.count == 20 && $0.answersToLose == 0 })
    }
    #expect(node.lines("log").compactMap { Int($0) }.sorted() == Array(1...20))
    #expect(service.read { $0.contradictions } == [])
  }

  @Test("tells an end that came while the service was down")
  func serviceDown() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let gate = node.path("gate")
    service.change { $0.wanted = [.script("while [ ! -e \(gate) ]; do sleep 0.01; done; echo done")] }
    try await node.withAgent {
      #expect(await service.wait { $0.started["r1"] != nil })
      try await service.stop()
      #expect(FileManager.default.createFile(atPath: gate, contents: nil))
      #expect(await eventually { node.text("workitems/job1/job-1/r1/stdout.txt") == "done\n" })
      try await Task.sleep(for: .milliseconds(200))
      #expect(service.read { $0.ends["r1"] } == nil)
      try await service.start()
      #expect(await service.wait { $0.ends["r1"]?.outcome == .exited(code: 0) })
    }
  }

  @Test("ends a task that the service no longer wants, with all its processes")
  func terminates() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let beat = node.path("beat")
    service.change {
      $0.wanted = [.script("trap \"\" TERM; setsid sh -c \"while :; do date +%N >> \(beat); sleep 0.02; done\" & wait")]
    }
    try await node.withAgent {
      #expect(await service.wait { $0.started["r1"] != nil })
      #expect(await eventually { node.text("beat") != nil })
      service.change { _ = $0.unwanted.insert("r1") }
      #expect(await service.wait { $0.ends["r1"] != nil })
    }
    guard case .terminated(let info, let code)? = service.read({ $0.ends["r1"]?.outcome }) else {
      Issue.record("not terminated")
      return
    }
    #expect(info.code == "TaskEnded")
    #expect(code == 137)
    let last = node.text("beat")
    try await Task.sleep(for: .milliseconds(100))
    #expect(node.text("beat") == last)
  }

  @Test("ends a task whose wall clock runs out")
  func wallClock() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    service.change { $0.wanted = [.script("exec sleep 60", wallClock: 0.2)] }
    try await node.withAgent {
      #expect(await service.wait { $0.ends["r1"] != nil })
    }
    guard case .terminated(let info, let code)? = service.read({ $0.ends["r1"]?.outcome }) else {
      Issue.record("not terminated")
      return
    }
    #expect(info.code == "TaskEnded")
    #expect(info.message.contains("maxWallClockTime"))
    #expect(code == 143)
  }

  @Test("says which program was not found, without an exit code")
  func programNotFound() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    var run = TaskRun.script("")
    run.commandLine = "no-such-program --x"
    service.change { $0.wanted = [run] }
    try await node.withAgent {
      #expect(await service.wait { $0.ends["r1"] != nil })
    }
    guard case .failed(let info, nil)? = service.read({ $0.ends["r1"]?.outcome }) else {
      Issue.record("not failed")
      return
    }
    #expect(info.code == "CommandProgramNotFound")
    #expect(info.details?.map(\.name) == ["CommandLine", "Message"])
    #expect(info.details?.first?.value == "no-such-program --x")
  }

  @Test("begins a retry of a task in an empty directory, after the earlier run")
  func retry() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let log = node.path("log")
    let script = "echo start >> \(log); ls; touch left; sleep 0.1; echo end >> \(log); exit 1"
    service.change {
      $0.wanted = [.script(script, id: "r1", task: "t"), .script(script, id: "r2", task: "t")]
    }
    try await node.withAgent(slots: 2) {
      #expect(await service.wait { $0.ends.count == 2 })
    }
    #expect(node.lines("log") == ["start", "end", "start", "end"])
    #expect(node.text("workitems/job1/job-1/t/stdout.txt") == "")
  }

  @Test("goes when it is released, ending what runs and telling it")
  func shutdown() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    service.change { $0.wanted = [.script("exec sleep 60"), .script("exec sleep 60", id: "r2")] }
    let agent = node.agent()
    async let ended: Void = agent.run()
    #expect(await service.wait { $0.started.count == 2 })
    service.change { $0.isReleased = true }
    try await ended
    #expect(service.read { $0.ends.count } == 2)
  }

  @Test("leaves its tasks running when it is asked to end, and the next agent tells their end")
  func handOver() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let gate = node.path("gate")
    service.change { $0.wanted = [.script("while [ ! -e \(gate) ]; do sleep 0.01; done; exit 7")] }
    try await node.withAgent {
      #expect(await service.wait { $0.started["r1"] != nil })
    }
    try await node.withAgent {
      #expect(service.read { $0.ends["r1"] } == nil)
      #expect(FileManager.default.createFile(atPath: gate, contents: nil))
      #expect(await service.wait { $0.ends["r1"]?.outcome == .exited(code: 7) })
    }
  }

  @Test("lets no second agent onto its root")
  func secondAgent() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    try await node.withAgent {
      #expect(await service.wait { $0.exchanges > 0 })
      var timings = TestNode.timings
      timings.lockPatience = .milliseconds(50)
      let second = node.agent(timings: timings)
      await #expect(throws: NodeError.rootInUse(root: node.root, pid: "\(getpid())")) { try await second.run() }
    }
  }

  @Test("that cannot use its root tells the service why, and ends")
  func unusableRoot() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let blocked = try TestNode(service, root: node.path("file/root"))
    try "in the way".write(toFile: node.path("file"), atomically: true, encoding: .utf8)
    await #expect(throws: SystemError.self) { try await blocked.agent().run() }
    let trouble = try #require(service.read { $0.trouble })
    #expect(trouble.code == "AllocationFailed" && trouble.message.contains(node.path("file/root")))
  }

  @Test("gives up when the service has refused it for too long and nothing runs")
  func refused() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    service.change { $0.refusal = .notFound }
    var timings = TestNode.timings
    timings.refusedRetry = .milliseconds(10)
    timings.refusalLimit = .milliseconds(100)
    let agent = node.agent(timings: timings)
    await #expect(throws: NodeError.refused(nodeID: "node1")) { try await agent.run() }
  }
}

/// Whether a condition comes true within ten seconds.
func eventually(_ condition: () -> Bool) async -> Bool {
  let deadline = ContinuousClock.now + .seconds(10)
  while ContinuousClock.now < deadline {
    if condition() { return true }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return condition()
}
