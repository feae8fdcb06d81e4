import AzureClient
import AzureWire
import BatchService
import Testing

@Suite("A request without a key")
struct NodeTokenTests {
  @Test("gets no work for a node, ends no task, and answers for no file: only the node's own token does")
  func startsNothing() async throws {
    try await TestServer.run { server in
      try await server.addNode("node1")
      try await server.store.addNode(id: "node2", poolID: "local", slots: 2, tokenHash: "", now: server.now)
      try await server.addJob()
      try await server.addTasks(1...2)
      let ask = try JSONText.encode(NodeReport(wantsAnswerNow: true))
      let strangers: [(node: String, proof: TestServer.Proof)] = [
        ("node1", .none), ("node1", .token("")), ("node1", .token("a guess")), ("node1", server.proof),
        // One node's token opens no other, nor one that has none.
        ("node2", .token(TestServer.nodeToken)), ("node2", .token("")), ("node3", .token(TestServer.nodeToken)),
      ]
      for (node, proof) in strangers {
        for target in ["/node/\(node)/exchange", "/node/\(node)/replies/r"] {
          let answer = try await server.send("POST", target, body: ask, proof: proof)
          #expect(answer.status == 403 && answer.json?["start"] == nil, "\(target) \(proof): \(answer.body)")
        }
      }
      #expect(try await server.batch.taskCounts(job: "job1") == TaskCounts(active: 2))

      let run = try #require(try await server.exchange(NodeReport(wantsAnswerNow: true)).start.first)
      let end = RunEnd(outcome: .exited(code: 0), start: server.now, end: server.now)
      let lie = try JSONText.encode(
        NodeReport(runs: [RunReport(runID: run.runID, state: .ended(end))], wantsAnswerNow: true))
      for (node, proof) in strangers {
        #expect(try await server.send("POST", "/node/\(node)/exchange", body: lie, proof: proof).status == 403)
      }
      #expect(try await server.batch.taskCounts(job: "job1") == TaskCounts(running: 2))
    }
  }

  @Test("adds nothing from which a process could come")
  func addsNothing() async throws {
    try await TestServer.run { server in
      try await server.addJob()
      let commands = [
        ("/jobs", #"{"id":"j","poolInfo":{"poolId":"local"},"jobManagerTask":{"id":"m","commandLine":"true"}}"#),
        ("/jobs/job1/tasks", #"{"id":"1","commandLine":"true"}"#),
        ("/jobs/job1/addtaskcollection", #"{"value":[{"id":"1","commandLine":"true"}]}"#),
        ("/pools", #"{"id":"p","vmSize":"small","startTask":{"commandLine":"true"}}"#),
        ("/pools/local/resize", #"{"targetDedicatedNodes":3}"#),
        ("/jobschedules", #"{"id":"s","schedule":{},"jobSpecification":{"poolInfo":{"poolId":"local"}}}"#),
      ]
      for (path, body) in commands {
        let proofs: [TestServer.Proof] = [.none, .token("x"), .token(TestServer.nodeToken)]
        for proof in proofs {
          let answer = try await server.call("POST", path, body: body, proof: proof)
          #expect([401, 403].contains(answer.status), "\(path): \(answer.body)")
        }
      }
      #expect(try await server.batch.jobs().all().map(\.id) == ["job1"])
      #expect(try await server.batch.tasks(job: "job1").all().isEmpty)
    }
  }
}
