import AsyncHTTPClient
import AzureWire
import Foundation
import Glibc
import Logging
import NodeAgent
import Synchronization
import Testing

/// A node without an agent around it, told by hand.
@Suite("A run that was taken on and has not begun", .timeLimit(.minutes(3)))
struct TakenRunTests {
  private func withNode(
    slots: Int = 1, timings: NodeTimings = TestNode.timings,
    awaitSync: @escaping @Sendable (JournalSync) async throws -> Void = { try $0.wait() },
    _ body: (Node, TestNode) async throws -> Void
  ) async throws {
    let service = try await FakeService()
    let test = try TestNode(service)
    for name in ["agent/runs", "agent/trash", "workitems"] {
      try FileManager.default.createDirectory(atPath: test.path(name), withIntermediateDirectories: true)
    }
    try await withHTTP { http in
      let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      let transport = BlobTransport(http: http, endpoint: service.endpoint, account: "local", timings: timings)
      let client = ServiceClient(http: http, endpoint: service.endpoint, nodeID: "node1", token: Secret("token-1"))
      let node = try Node(
        arguments: NodeAgentArguments(
          endpoint: service.endpoint, account: "local", poolID: "pool", nodeID: "node1", root: test.root, slots: slots),
        environment: ["PATH": "/usr/bin:/bin"], fetcher: ResourceFetcher(transport: transport),
        uploader: OutputUploader(transport: transport, writer: BlobWriter(transport: transport)),
        replier: FileReplier(service: client, timings: timings, logger: logger), timings: timings, logger: logger,
        awaitSync: awaitSync)
      do {
        try await body(node, test)
      } catch {
        await node.leave()
        throw error
      }
      await node.leave()
    }
  }

  private func start(_ runs: TaskRun..., on node: Node) async {
    await node.apply(NodeInstructions(start: runs), to: node.makeExchange(wantsAnswerNow: false))
  }

  private func end(of runID: String, on node: Node) async -> RunEnd.Outcome? {
    let exchange = await node.makeExchange(wantsAnswerNow: false)
    await node.abandon(exchange)
    guard case .ended(let end)? = exchange.report.runs.first(where: { $0.runID == runID })?.state else { return nil }
    return end.outcome
  }

  private func awaitEnd(of runID: String, on node: Node) async throws -> RunEnd.Outcome {
    while true {
      if let outcome = await end(of: runID, on: node) { return outcome }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// What the next agent would find.
  private func inherited(_ test: TestNode) throws -> [String: RunEnd.Outcome?] {
    let bytes = [UInt8](try #require(FileManager.default.contents(atPath: test.path("agent/journal"))))
    let runs = JournalState(JournalCodec.decode(bytes).records).runs
    return Dictionary(uniqueKeysWithValues: runs.map { ($0.run.runID, $0.end?.outcome) })
  }

  private func gated(_ id: String, _ test: TestNode) -> TaskRun {
    .script("until test -e \(test.path("gate")); do sleep 0.05; done", id: id)
  }

  @Test("is not begun by the next agent where the service has it back, as the disk failed or is full")
  func failedSync() async throws {
    let fails = Mutex(false)
    try await withNode { sync in
      if fails.withLock({ $0 }) { throw SystemError("sync the journal", code: EIO) }
      try sync.wait()
    } _: { node, test in
      await start(gated("a", test), .script("true", id: "waits"), on: node)
      while !FileManager.default.fileExists(atPath: test.path("agent/runs/a")) { await Task.yield() }
      fails.withLock { $0 = true }
      await start(.script("true", id: "failed"), on: node)
      #expect(try await awaitEnd(of: "failed", on: node) == .returned)
      #expect(try await awaitEnd(of: "waits", on: node) == .returned)
      let found = try inherited(test)
      #expect(found["failed"] == .some(.returned) && found["waits"] == .some(.returned) && found["a"] == .some(nil))
      #expect(FileManager.default.createFile(atPath: test.path("gate"), contents: nil))
      #expect(try await awaitEnd(of: "a", on: node) == .exited(code: 0))
    }
  }

  @Test("is left to the next agent by one that leaves while the disk is waited for")
  func leaves() async throws {
    let (gate, opener) = AsyncStream<Void>.makeStream()
    let (synced, told) = AsyncStream<Void>.makeStream()
    try await withNode { sync in
      for await _ in gate {}
      try sync.wait()
      told.finish()
    } _: { node, test in
      await start(.script("true", id: "a"), on: node)
      await node.leave()
      opener.finish()
      for await _ in synced {}
      // What would be done now, is done by the node's own thread.
      for _ in 0..<2000 {
        _ = await node.isIdle
        await Task.yield()
      }
      #expect(!FileManager.default.fileExists(atPath: test.path("agent/runs/a")))
      let found = try inherited(test)
      #expect(found["a"] == .some(nil))
    }
  }

  @Test("is handed back when a long one is in its way that nobody had thought of when it was asked for")
  func askedTooEarly() async throws {
    var timings = TestNode.timings
    timings.returnDelay = .milliseconds(100)
    try await withNode(timings: timings) { node, test in
      var asking = await node.makeExchange(wantsAnswerNow: false)
      var count = 0
      while asking.report.ahead == 0 {
        count += 1
        await start(.script("true", id: "short\(count)"), on: node)
        _ = try await awaitEnd(of: "short\(count)", on: node)
        asking = await node.makeExchange(wantsAnswerNow: false)
      }
      await start(.script("sleep 0.3", id: "long"), on: node)
      _ = try await awaitEnd(of: "long", on: node)
      let later = await node.makeExchange(wantsAnswerNow: false)
      #expect(later.report.ahead == 0)
      await node.apply(NodeInstructions(start: [gated("longer", test), .script("true", id: "ahead")]), to: asking)
      #expect(try await awaitEnd(of: "ahead", on: node) == .returned)
      #expect(FileManager.default.createFile(atPath: test.path("gate"), contents: nil))
      #expect(try await awaitEnd(of: "longer", on: node) == .exited(code: 0))
    }
  }

  @Test("is handed back by the next agent too when a long one is in its way")
  func nextAgent() async throws {
    let service = try await FakeService()
    let test = try TestNode(service)
    service.change { $0.wanted = [gated("long", test), .script("true", id: "ahead")] }
    try await test.withAgent(slots: 1) {
      #expect(await service.wait(seconds: 60) { $0.started["long"] != nil })
    }
    var timings = TestNode.timings
    timings.returnDelay = .milliseconds(100)
    try await test.withAgent(slots: 1, timings: timings) {
      #expect(await service.wait(seconds: 60) { $0.ends["ahead"]?.outcome == .returned })
      #expect(FileManager.default.createFile(atPath: test.path("gate"), contents: nil))
      #expect(await service.wait(seconds: 60) { $0.ends["long"]?.outcome == .exited(code: 0) })
    }
  }
}
