import AzureClient
import AzureWire
import FaultTesting
import Testing

@Suite("Pools and nodes")
struct PoolTests {
  @Test("requests about pools and nodes go where they should")
  func requests() async throws {
    let script: ScriptedServer.Script = { request in
      request.method == "GET" ? .answer(200, body: #"{"value":[]}"#) : .answer(202)
    }
    try await TestAccount.withBatch(script: script) { client, server in
      _ = try await client.nodes(pool: "p", filter: "state eq 'idle'", select: ["state"]).all()
      _ = try await client.nodeFiles(pool: "p", node: "n", recursive: true).all()
      try await client.resizePool("p", dedicatedNodes: 3)
      try await client.rebootNode(pool: "p", node: "n")
      try await client.deletePool("p")
      let version = "api-version=2025-06-01"
      #expect(
        server.requests.map { "\($0.method) \($0.uri)" } == [
          "GET /pools/p/nodes?\(version)&$filter=state%20eq%20%27idle%27&$select=id%2Cstate",
          "GET /pools/p/nodes/n/files?\(version)&recursive=true", "POST /pools/p/resize?\(version)",
          "POST /pools/p/nodes/n/reboot?\(version)", "DELETE /pools/p?\(version)",
        ])
      #expect(server.requests[2].text.contains(#""targetDedicatedNodes":3"#))
    }
  }

  @Test(
    "a missing node or node file is named with its pool",
    arguments: [
      ("NodeNotFound", #"Pool "p" has no node "n"; list its nodes to see which there are."#),
      ("PoolNotFound", #"There is no pool "p"; list the pools to see which there are."#),
      ("FileNotFound", #"Node "n" of pool "p" has no file "a.txt"; list its files to see which there are."#),
    ])
  func missing(code: String, sentence: String) async throws {
    try await TestAccount.withBatch(script: { _ in .answer(404, body: TestAccount.error(code)) }) { client, _ in
      let error = try await azureError { try await client.nodeFile(pool: "p", node: "n", path: "a.txt") }
      #expect(error?.description == sentence)
    }
  }

  @Test("a hundred requests at a time are all answered")
  func parallel() async throws {
    let script: ScriptedServer.Script = { request in
      .answer(200, body: "{\"id\":\"\(request.path.dropFirst("/pools/".count))\"}")
    }
    try await TestAccount.withBatch(script: script) { client, _ in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<100 { group.addTask { try await client.pool("p\(number)").id == "p\(number)" } }
        for try await isRight in group { #expect(isRight) }
      }
    }
  }
}
