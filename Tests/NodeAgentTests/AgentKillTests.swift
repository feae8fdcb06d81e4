import AzureWire
import Foundation
import Testing

@Suite("A node agent that is killed", .timeLimit(.minutes(3)))
struct AgentKillTests {
  @Test("is followed by one that adopts its runs and tells their ends")
  func adopts() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let gate = node.path("gate")
    let wait = "while [ ! -e \(gate) ]; do sleep 0.01; done"
    service.change { state in
      state.wanted = [.script("\(wait); exit 4"), .script("\(wait); kill -9 $$", id: "r2")]
    }
    let first = try AgentProcess(node)
    #expect(await service.wait { $0.started.count == 2 })
    first.kill()
    let second = try AgentProcess(node)
    defer { second.kill() }
    try await Task.sleep(for: .milliseconds(200))
    #expect(service.read { $0.ends.isEmpty })
    #expect(FileManager.default.createFile(atPath: gate, contents: nil))
    #expect(await service.wait { $0.ends.count == 2 })
    #expect(service.read { $0.ends["r1"]?.outcome } == .exited(code: 4))
    #expect(service.read { $0.ends["r2"]?.outcome } == .exited(code: 137))
  }

  @Test("is followed by one that tells what ended in between")
  func endedInBetween() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let gate = node.path("gate")
    let output = OutputFile(
      filePattern: "../stdout.txt", containerUrl: "https://local.blob.core.windows.net/out?sig=s", path: "o.txt",
      uploadCondition: .taskCompletion)
    service.change {
      $0.wanted = [
        .script("while [ ! -e \(gate) ]; do sleep 0.01; done; echo done; exit 5", outputFiles: [output])
      ]
    }
    let first = try AgentProcess(node)
    #expect(await service.wait { $0.started.count == 1 })
    first.kill()
    #expect(FileManager.default.createFile(atPath: gate, contents: nil))
    #expect(await eventually { node.text("workitems/job1/job-1/r1/stdout.txt") == "done\n" })
    let second = try AgentProcess(node)
    defer { second.kill() }
    #expect(await service.wait { $0.ends["r1"]?.outcome == .exited(code: 5) })
    #expect(service.read { $0.blobs["out/o.txt"] } == Array("done\n".utf8))
  }

  @Test("can still be told to end the runs of its predecessor")
  func terminatesAdopted() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    service.change { $0.wanted = [.script("exec sleep 60")] }
    let first = try AgentProcess(node)
    #expect(await service.wait { $0.started.count == 1 })
    first.kill()
    let second = try AgentProcess(node)
    defer { second.kill() }
    service.change { _ = $0.unwanted.insert("r1") }
    #expect(await service.wait { $0.ends["r1"] != nil })
    guard case .terminated(_, exitCode: 143)? = service.read({ $0.ends["r1"]?.outcome }) else {
      Issue.record("not terminated")
      return
    }
  }

  @Test("and whose supervisors are killed too has its runs reported lost, with nothing of them alive")
  func lost() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let beat = node.path("beat")
    service.change {
      $0.wanted = [.script("setsid sh -c \"while :; do date +%N >> \(beat); sleep 0.02; done\" & wait")]
    }
    let first = try AgentProcess(node)
    #expect(await service.wait { $0.started.count == 1 })
    #expect(await eventually { node.text("beat") != nil })
    let supervisors = first.children
    #expect(supervisors.count == 1)
    first.kill()
    for pid in supervisors { Foundation.kill(pid, SIGKILL) }
    let second = try AgentProcess(node)
    defer { second.kill() }
    #expect(await service.wait { $0.ends["r1"]?.outcome == .lost })
    let last = node.text("beat")
    try await Task.sleep(for: .milliseconds(100))
    #expect(node.text("beat") == last)
  }

  @Test("again and again at any instant starts each run once and loses no end")
  func manyTimes() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let log = node.path("log")
    let count = 300
    let preparation = JobPreparation.script("echo prepared >> \(log)")
    service.change { state in
      state.wanted = (1...count).map {
        .script("echo \($0) >> \(log); sleep 0.0\($0 % 10); exit \($0 % 7)", id: "r\($0)", preparation: preparation)
      }
    }
    var kills = 0
    while await !service.wait(seconds: 0.02 + Double(kills * 37 % 100) / 400, until: { $0.ends.count == count }),
      kills < 400
    {
      service.update { _ in }
      let agent = try AgentProcess(node, slots: 4)
      try await Task.sleep(for: .milliseconds(30 + kills * 53 % 150))
      agent.kill()
      kills += 1
    }
    let last = try AgentProcess(node, slots: 4)
    defer { last.kill() }
    #expect(await service.wait(seconds: 30) { $0.ends.count == count })
    let lines = node.lines("log")
    #expect(lines.compactMap { Int($0) }.sorted() == Array(1...count))
    #expect(lines.filter { $0 == "prepared" }.count == 1)
    #expect(service.read { $0.contradictions } == [])
    for number in 1...count {
      #expect(service.read { $0.ends["r\(number)"]?.outcome } == .exited(code: number % 7))
    }
    #expect(kills > 3)
  }
}

/// The helper executable, which is an agent.
final class AgentProcess {
  private let process = Process()

  init(_ node: TestNode, slots: Int = 2) throws {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.executableURL = tests.deletingLastPathComponent().appendingPathComponent("NodeAgentTestHelper")
    process.arguments = [node.service.endpoint, node.root, "\(slots)"]
    process.environment = ["AZP_NODE_TOKEN": "token-1", "PATH": "/usr/bin:/bin"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// The pids of its children.
  var children: [Int32] {
    let pid = process.processIdentifier
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
    return tasks.flatMap { task in
      let text = FileManager.default.contents(atPath: "/proc/\(pid)/task/\(task)/children") ?? Data()
      return String(decoding: text, as: UTF8.self).split(separator: " ").compactMap { Int32($0) }
    }
  }

  func kill() {
    if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }
}
