import AzureWire
import BatchService
import Testing

@Suite("Requests for nodes")
struct NodeRequestTests {
  @Test("a node tells its state, its tasks and what it is, and lists are filtered by them")
  func reads() async throws {
    try await TestServer.run { server in
      try await server.addNode("node1")
      try await server.addNode("node2")
      func ids(_ filter: String) async throws -> [JSONValue] {
        let target = "/pools/local/nodes?$filter=" + filter.replacing(" ", with: "%20").replacing("'", with: "%27")
        let answer = try await server.call("GET", target)
        guard case .array(let nodes)? = answer.json?["value"] else { return [.string(answer.body)] }
        return nodes.compactMap { $0["id"] }
      }
      #expect(try await ids("state eq 'creating'") == ["node1", "node2"])
      _ = try await server.exchange(NodeReport(wantsAnswerNow: true))
      try await server.addJob()
      try await server.addTasks([1])
      _ = try await server.exchange(NodeReport())
      #expect(try await ids("state eq 'running'") == ["node1"])
      #expect(try await ids("state ne 'running'") == ["node2"])
      #expect(try await ids("lastBootTime gt 2020-01-01 and allocationTime gt 2020-01-01") == ["node1", "node2"])
      #expect(try await ids("startTaskInfo/state eq 'completed'") == [])
      #expect(try await ids("startTaskInfo/exitCode ne 0") == [])
      let node = try #require(try await server.call("GET", "/pools/local/nodes/node1").json)
      #expect(node["state"] == "running" && node["schedulingState"] == "enabled" && node["isDedicated"] == true)
      #expect(node["affinityId"] == "TVM:node1" && node["runningTasksCount"] == 1)
      #expect(node["recentTasks"]?.first?["taskId"] == "1" && node["startTaskInfo"] == nil)
      #expect(try await server.call("GET", "/pools/local/nodes/none").error?.code == "NodeNotFound")
      #expect(try await server.call("GET", "/pools/none/nodes/node1").error?.code == "PoolNotFound")
    }
  }

  @Test("nodes are counted by state, pool by pool")
  func counts() async throws {
    try await TestServer.run { server in
      try await server.addNode("node1")
      try await server.store.addNode(
        id: "node2", poolID: "local", slots: 1, isDedicated: false, tokenHash: "", now: server.now)
      _ = try await server.exchange(NodeReport(wantsAnswerNow: true))
      let counts = try #require(try await server.call("GET", "/nodecounts?$filter=poolId%20eq%20%27local%27").json)
      let first = try #require(counts["value"]?.first)
      #expect(first["poolId"] == "local")
      #expect(first["dedicated"]?["idle"] == 1 && first["dedicated"]?["total"] == 1)
      #expect(first["lowPriority"]?["creating"] == 1 && first["lowPriority"]?["startTaskFailed"] == 0)
      #expect(try await server.call("GET", "/nodecounts?$filter=poolId%20eq%20%27x%27").json?["value"] == [])
      #expect(try await server.call("GET", "/nodecounts?maxresults=0").status == 400)
    }
  }

  @Test("scheduling is switched off and on, and a node restarts; words that do not exist are refused")
  func operations() async throws {
    try await TestServer.run { server in
      try await server.addNode()
      func post(_ action: String, _ body: String? = nil) async throws -> TestServer.Answer {
        try await server.call("POST", "/pools/local/nodes/node1/\(action)", body: body)
      }
      #expect(try await post("reboot").error?.code == "NodeBeingCreated")
      _ = try await server.exchange(NodeReport(wantsAnswerNow: true))
      #expect(try await post("disablescheduling", #"{"nodeDisableSchedulingOption":"retaineddata"}"#).status == 400)
      let off = try await post("disablescheduling", #"{"nodeDisableSchedulingOption":"TaskCompletion"}"#)
      #expect(off.status == 200 && off.header("ETag") == nil)
      #expect(off.header("DataServiceId") == "\(server.endpoint)/pools/local/nodes/node1/disablescheduling")
      #expect(try await post("disablescheduling").error?.code == "NodeAlreadyInTargetSchedulingState")
      #expect(try await server.call("GET", "/pools/local/nodes/node1").json?["state"] == "offline")
      #expect(try await post("enablescheduling").status == 200)
      #expect(try await post("enablescheduling").status == 409)
      #expect(try await post("reboot", #"{"nodeRebootOption":"kick"}"#).status == 400)
      #expect(try await post("reboot", #"{"nodeRebootOption":"terminate"}"#).status == 202)
      #expect(try await post("reboot").error?.code == "NodeBeingRebooted")
      #expect(try await server.exchange(NodeReport(wantsAnswerNow: true)).shutdown)
      #expect(try await server.call("POST", "/pools/local/nodes/none/reboot").error?.code == "NodeNotFound")
    }
  }

  @Test(
    "what a node of this machine cannot do is answered as the protocol says",
    arguments: [
      ("POST", "reimage", 409, "OperationNotValidOnNode"), ("POST", "start", 409, "OperationNotValidOnNode"),
      ("POST", "deallocate", 409, "OperationNotValidOnNode"),
      ("GET", "remoteloginsettings", 409, "OperationNotValidOnNode"), ("POST", "users", 409, "OperationNotValidOnNode"),
      ("PUT", "users/me", 404, "NodeUserNotFound"), ("DELETE", "users/me", 404, "NodeUserNotFound"),
      ("POST", "uploadbatchservicelogs", 409, "OperationNotValidOnNode"),
      ("GET", "extensions/some", 404, "ResourceNotFound"), ("PATCH", "reboot", 405, "UnsupportedHttpVerb"),
    ])
  func refusals(method: String, action: String, status: Int, code: String) async throws {
    try await TestServer.run { server in
      try await server.addNode()
      let body = method == "GET" || method == "DELETE" ? nil : "{}"
      let answer = try await server.call(method, "/pools/local/nodes/node1/\(action)", body: body)
      #expect(answer.status == status && answer.error?.code == code, "\(answer.body)")
      guard status != 405 else { return }
      let missing = try await server.call(method, "/pools/local/nodes/none/\(action)", body: body)
      #expect(missing.error?.code == "NodeNotFound")
    }
  }

  @Test("an account has one image, no applications, no usage and no extensions")
  func account() async throws {
    try await TestServer.run { server in
      try await server.addNode()
      let image = try #require(try await server.call("GET", "/supportedimages").json?["value"]?.first)
      #expect(image["osType"] == "linux" && image["imageReference"]?["version"] == "latest")
      func images(_ filter: String) async throws -> JSONValue? {
        try await server.call("GET", "/supportedimages?$filter=\(filter)").json?["value"]
      }
      #expect(try await images("osType%20eq%20%27windows%27") == [])
      #expect(try await images("osType%20eq%20%27Linux%27%20and%20verificationType%20eq%20%27verified%27") != [])
      for path in ["/applications", "/poolusagemetrics", "/pools/local/nodes/node1/extensions"] {
        let answer = try await server.call("GET", path)
        #expect(answer.status == 200 && answer.json?["value"] == [], "\(path)")
      }
      #expect(try await server.call("GET", "/applications/a").error?.code == "ApplicationNotFound")
      #expect(try await server.call("GET", "/poolusagemetrics?starttime=never").status == 400)
    }
  }

  /// Nodes of two slots whose exchanges are both held.
  private func hold(
    _ server: TestServer, _ body: (inout ThrowingTaskGroup<(String, [String]), any Error>) async throws -> Void
  ) async throws {
    for node in ["node1", "node2"] { try await server.addNode(node) }
    try await server.addJob()
    try await withThrowingTaskGroup(of: (String, [String]).self) { group in
      for node in ["node1", "node2"] {
        group.addTask { (node, try await server.exchange(NodeReport(), node: node).start.map(\.taskID)) }
      }
      // A node is idle once its exchange has begun.
      for node in ["node1", "node2"] {
        while try await server.store.node(node)?.state != .idle { await Task.yield() }
      }
      try await body(&group)
    }
  }

  @Test("spread gives two tasks to two nodes")
  func spread() async throws {
    try await TestServer.run { server in
      try await hold(server) { group in
        try await server.addTasks([1, 2])
        let first = try #require(try await group.next())
        let second = try #require(try await group.next())
        #expect(first.1.count == 1 && second.1.count == 1)
        #expect(Set(first.1 + second.1) == ["1", "2"])
      }
    }
  }

  @Test("pack fills one node before the other")
  func pack() async throws {
    try await TestServer.run { server in
      let change = #"{"taskSchedulingPolicy":{"nodeFillType":"pack"}}"#
      #expect(try await server.call("PATCH", "/pools/local", body: change).status == 200)
      try await hold(server) { group in
        try await server.addTasks([1])
        let first = try #require(try await group.next())
        #expect(first.1 == ["1"])
        try await server.addTasks([2])
        let next = try await server.exchange(NodeReport(), node: first.0).start.map(\.taskID)
        #expect(next.contains("2"))
        try await server.addTasks([3])
        let second = try #require(try await group.next())
        #expect(second.1 == ["3"])
      }
    }
  }
}

extension JSONValue {
  /// The first element of an array.
  var first: JSONValue? { if case .array(let elements) = self { elements.first } else { nil } }
}
