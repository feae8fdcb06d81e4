import AzureWire
import Foundation
import NodeAgent
import Testing

@Suite("Start tasks on a node", .timeLimit(.minutes(1)))
struct StartTaskTests {
  private func order(_ script: String, boot: Int = 1, retries: Int = 0) -> StartTaskOrder {
    StartTaskOrder(
      boot: boot, commandLine: "/bin/sh -c '\(script)'", environment: [NameValue(name: "OWN", value: "mine")],
      resourceFiles: [], maxTaskRetryCount: retries)
  }

  @Test("run once for each start of the node, in a directory of their own that stays")
  func boots() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let log = node.path("log")
    let script = """
      echo $OWN $AZ_BATCH_POOL_ID $AZ_BATCH_NODE_IS_DEDICATED ${AZ_BATCH_JOB_ID-no} ${AZ_BATCH_TASK_ID-no} >> \(log); \
      pwd >> \(log); echo kept >> kept
      """
    service.change { $0.startTask = order(script) }
    for _ in 0..<2 {
      try await node.withAgent {
        #expect(await service.wait { $0.preparations.count == 1 && $0.startTaskBoots.contains(1) })
      }
    }
    #expect(node.lines("log") == ["mine pool true no no", node.path("startup/wd")])
    let report = try #require(service.read { $0.preparations.first })
    #expect(report.jobID.isEmpty && report.jobIncarnation == StartTaskOrder.incarnation(boot: 1))
    #expect(report.end.outcome == .exited(code: 0))
    service.change { $0.startTask = order(script, boot: 2) }
    try await node.withAgent(boot: 2, isDedicated: false) {
      #expect(await service.wait { $0.preparations.count == 2 })
    }
    #expect(node.lines("log").suffix(2) == ["mine pool false no no", node.path("startup/wd")])
    #expect(node.lines("startup/wd/kept") == ["kept", "kept"])
  }

  @Test("are tried again as often as they may be, and leave their words behind")
  func retries() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let log = node.path("log")
    service.change { $0.startTask = order("echo try >> \(log); echo broken >&2; exit 9", retries: 2) }
    try await node.withAgent {
      #expect(await service.wait { $0.preparations.count == 1 })
    }
    #expect(node.lines("log") == ["try", "try", "try"])
    #expect(node.text("startup/stderr.txt") == "broken\n")
    let report = try #require(service.read { $0.preparations.first })
    #expect(report.retryCount == 2 && report.end.outcome == .exited(code: 9))
  }

  @Test("of another start of the node are not begun")
  func otherBoot() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    service.change { state in
      state.startTask = order("true", boot: 2)
      state.wanted = [.script("true")]
    }
    try await node.withAgent {
      #expect(await service.wait { $0.ends.count == 1 })
    }
    #expect(service.read { $0.preparations.isEmpty && $0.startTaskBoots.isEmpty })
  }

  @Test("preparations of jobs run again after a restart, unless they need not")
  func preparations() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    let log = node.path("log")
    func wanted(_ id: String, _ job: String, reruns: Bool) -> TaskRun {
      var preparation = JobPreparation.script("echo \(job) >> \(log)")
      preparation.rerunsOnReboot = reruns
      return .script("true", id: id, job: job, incarnation: job, preparation: preparation)
    }
    service.change { $0.wanted = [wanted("r1", "again", reruns: true), wanted("r2", "once", reruns: false)] }
    try await node.withAgent {
      #expect(await service.wait { $0.ends.count == 2 && $0.preparations.count == 2 })
    }
    service.change { $0.wanted += [wanted("r3", "again", reruns: true), wanted("r4", "once", reruns: false)] }
    try await node.withAgent(boot: 2) {
      #expect(await service.wait { $0.ends.count == 4 })
    }
    #expect(node.lines("log").sorted() == ["again", "again", "once"])
    service.change { $0.wanted += [wanted("r5", "again", reruns: true)] }
    // An agent that takes over from one that has died is no restart.
    try await node.withAgent(boot: 2) {
      #expect(await service.wait { $0.ends.count == 5 })
    }
    #expect(node.lines("log").count == 3)
  }

  @Test("end when the node is released while they run")
  func released() async throws {
    let service = try await FakeService()
    let node = try TestNode(service)
    service.change { $0.startTask = order("touch \(node.path("begun")); sleep 1000") }
    let agent = node.agent()
    let task = Task { try await agent.run() }
    #expect(await service.wait { _ in node.text("begun") != nil })
    service.change { $0.isReleased = true }
    try await task.value
    let report = try #require(service.read { $0.preparations.first })
    guard case .terminated = report.end.outcome else {
      Issue.record("the start task ended by itself: \(report.end.outcome)")
      return
    }
  }
}
