import AzureClient
import AzureWire
import BatchService
import Foundation
import Testing

/// What doAzureParallel asks of Batch, in the order in which its functions do.
@Suite("doAzureParallel's requests to Batch")
struct RClientBatchTests {
  private func run(_ body: (TestServer, RClient) async throws -> Void) async throws {
    try await TestServer.run { try await body($0, RClient(server: $0)) }
  }

  private static let pool = """
    {"metadata":[{"name":"origin","value":"doAzureParallel"}],"vmSize":"Standard_D2_v2","id":"pool1","startTask":
    {"commandLine":"true","userIdentity":{"autoUser":{"scope":"pool","elevationLevel":"admin"}},"waitForSuccess":true,
    "environmentSettings":[]},"virtualMachineConfiguration":{"imageReference":{"publisher":"microsoft-azure-batch",
    "offer":"ubuntu-server-container","sku":"20-04-lts","version":"latest"},"nodeAgentSKUId":"batch.node.ubuntu 20.04",
    "containerConfiguration":{"type":"dockerCompatible","containerImageNames":["rocker/tidyverse:latest"]}},
    "enableAutoScale":true,"autoScaleFormula":"$TargetDedicatedNodes = 0;","autoScaleEvaluationInterval":"PT5M",
    "maxTasksPerNode":2}
    """

  private static func job(_ id: String, pool: String = "local") -> String {
    """
    {"id":"\(id)","poolInfo":{"poolId":"\(pool)"},"jobPreparationTask":{"commandLine":"/bin/bash -c true","userIdentity":
    {"autoUser":{"scope":"pool","elevationLevel":"admin"}},"waitForSuccess":true,"resourceFiles":[],"constraints":
    {"maxTaskRetryCount":2}},"usesTaskDependencies":true,"metadata":[{"name":"enableCloudCombine","value":"TRUE"},
    {"name":"chunkSize","value":"1"},{"name":"errorHandling","value":"stop"},{"name":"wait","value":"FALSE"}]}
    """
  }

  private static func task(_ id: String) -> String {
    """
    {"id":"\(id)","commandLine":"/bin/bash -c true","userIdentity":{"autoUser":{"scope":"pool","elevationLevel":"admin"}},
    "constraints":{"maxTaskRetryCount":3},"exitConditions":{"default":{"dependencyAction":"satisfy"}},
    "containerSettings":{"imageName":"rocker/tidyverse:latest","containerRunOptions":"--rm"}}
    """
  }

  @Test("1: a pool is made with an empty answer, and errors are told by code and message")
  func pools() async throws {
    try await run { server, client in
      let made = try await client.batch("POST", "/pools", body: Self.pool)
      #expect(made.status == 201 && made.body.isEmpty, "\(made)")
      let again = try await client.batch("POST", "/pools", body: Self.pool)
      #expect(again.status == 409 && again.contentType.hasPrefix("application/json"), "\(again)")
      #expect(again.json?["code"] == .string("PoolExists"))
      #expect(again.json?["odata.metadata"] != nil)
      #expect(again.json?["message"]?["lang"] != nil && again.json?["message"]?["value"] != nil)
      // A pool with a node goes by and by.
      #expect(try await client.batch("DELETE", "/pools/local").status == 202)
      let local = Self.pool.replacing("\"pool1\"", with: "\"local\"")
      let leaving = try await client.batch("POST", "/pools", body: local)
      #expect(["PoolBeingDeleted", nil].contains(leaving.json?["code"].flatMap { $0.text }), "\(leaving)")
      var stranger = client
      stranger.date = client.date.advanced(bySeconds: -3600)
      let refused = try await stranger.batch("GET", "/pools")
      #expect(refused.status == 403 && refused.json?["code"] == .string("AuthenticationFailed"), "\(refused)")
    }
  }

  @Test("2: a pool tells its numbers as integers, by the names of the version, and no empty list of errors")
  func poolShape() async throws {
    try await run { server, client in
      #expect(try await client.batch("POST", "/pools", body: Self.pool).status == 201)
      let pool = try #require(try await client.batch("GET", "/pools/pool1").json)
      for name in [
        "targetDedicatedNodes", "targetLowPriorityNodes", "currentDedicatedNodes", "currentLowPriorityNodes",
      ] {
        #expect(pool[name] == .int(0), "\(name)")
      }
      #expect(pool["maxTasksPerNode"] == .int(2) && pool["taskSlotsPerNode"] == nil)
      #expect(pool["resizeErrors"] == nil)
      for name in ["state", "allocationState", "vmSize", "id"] { #expect(pool[name]?.text != nil, "\(name)") }
    }
  }

  @Test("3: pools and nodes are listed with a blank filter, states in small letters")
  func lists() async throws {
    try await run { server, client in
      try await server.addNode()
      let select =
        "id,state,allocationState,vmSize,currentDedicatedNodes,targetDedicatedNodes,currentLowPriorityNodes,"
        + "targetLowPriorityNodes"
      let pools = try await client.batch("GET", "/pools", [("$filter", ""), ("$select", select)])
      let first = try #require(pools.json?["value"]?.elements.first)
      for name in select.split(separator: ",") { #expect(first[String(name)] != nil, "\(name)") }
      let filtered = try await client.batch("GET", "/pools", [("$filter", "state eq 'active' or state eq 'deleting' ")])
      #expect(filtered.json?["value"]?.elements.count == 1, "\(filtered)")
      let nodes = try await client.batch("GET", "/pools/local/nodes")
      let node = try #require(nodes.json?["value"]?.elements.first)
      let state = try #require(node["state"]?.text)
      #expect(node["id"] == .string("node1") && state == state.lowercased() && node["ipAddress"] != nil)
    }
  }

  @Test("4: a formula is changed with 200, a pool goes with 202")
  func autoscale() async throws {
    try await run { server, client in
      let formula = #"{"autoScaleFormula":"$TargetDedicatedNodes = 1;","autoScaleEvaluationInterval":"PT5M"}"#
      #expect(try await client.batch("POST", "/pools", body: Self.pool).status == 201)
      // Once it has its node, its size may be changed.
      try await server.addNode()
      _ = try await server.store.advanceResizes(quota: NodeQuota(dedicated: 1, lowPriority: 1), now: server.now)
      let changed = try await client.batch("POST", "/pools/local/enableautoscale", body: formula)
      #expect(changed.status == 200, "\(changed)")
      #expect(try await client.batch("DELETE", "/pools/pool1").status == 202)
    }
  }

  @Test("5: a job is made, read, listed, changed, ended and deleted by these codes")
  func jobs() async throws {
    try await run { server, client in
      #expect(try await client.batch("POST", "/jobs", body: Self.job("job1")).status == 201)
      let plain = #"{"id":"plain","poolInfo":{"poolId":"local"}}"#
      #expect(try await client.batch("POST", "/jobs", body: plain).status == 201)
      let job = try #require(try await client.batch("GET", "/jobs/job1").json)
      #expect(job["metadata"]?.elements.count == 4 && job["state"] == .string("active"))
      #expect(try await client.batch("GET", "/jobs/plain").json?["metadata"] == nil)
      let filter = "state eq 'active' or state eq 'completed' "
      let list = try await client.batch("GET", "/jobs", [("$filter", filter), ("$select", "id,state")])
      #expect(list.json?["value"]?.elements.count == 2, "\(list)")
      let blank = try await client.batch("GET", "/jobs", [("$filter", ""), ("$select", "id,state")])
      #expect(blank.json?["value"]?.elements.count == 2, "\(blank)")
      let patched = try await client.batch("PATCH", "/jobs/job1", body: #"{"onAllTasksComplete":"terminatejob"}"#)
      #expect(patched.status == 200, "\(patched)")
      #expect(try await client.batch("POST", "/jobs/plain/terminate").status == 202)
      #expect(try await client.batch("POST", "/jobs/plain/terminate").status == 409)
      #expect(try await client.batch("POST", "/jobs/nobody/terminate").status == 404)
      #expect(try await client.batch("DELETE", "/jobs/plain").status == 202)
    }
  }

  @Test("6: tasks are counted in one flat object")
  func counts() async throws {
    try await run { server, client in
      try await server.addJob()
      try await server.addTasks(1...3)
      let counts = try #require(try await client.batch("GET", "/jobs/job1/taskcounts").json)
      #expect(counts["active"] == .int(3) && counts["completed"] == .int(0) && counts["failed"] == .int(0))
      #expect(counts["taskCounts"] == nil)
    }
  }

  @Test("7: a task is added one at a time, also with two bytes too many declared and no image named")
  func tasks() async throws {
    try await run { server, client in
      #expect(try await client.batch("POST", "/jobs", body: Self.job("job1")).status == 201)
      #expect(try await client.batch("POST", "/jobs/job1/tasks", body: Self.task("1")).status == 201)
      // As it is sent after getCluster(): counted on another text than is sent.
      let odd = Self.task("2").replacing("\"imageName\":\"rocker/tidyverse:latest\"", with: "\"imageName\":{}")
      let accepted = try await client.batch("POST", "/jobs/job1/tasks", body: odd, surplus: 2, patience: 30)
      #expect(accepted.status == 201, "\(accepted)")
      let task = try await server.batch.task(job: "job1", task: "2")
      #expect(task.containerSettings == nil && task.constraints?.maxTaskRetryCount == 3)
      let merge = Self.task("merge").replacing(
        "\"constraints\"", with: #""dependsOn":{"taskIdRanges":[{"start":1,"end":2}]},"constraints""#)
      #expect(try await client.batch("POST", "/jobs/job1/tasks", body: merge).status == 201)
      let read = try #require(try await client.batch("GET", "/jobs/job1/tasks/merge").json)
      #expect(read["executionInfo"]?["result"] == nil, "\(read)")
    }
  }

  @Test("7: failed tasks are found by a filter with a tab, and the result is told in any case")
  func failedTasks() async throws {
    try await run { server, client in
      try await server.addNode()
      try await server.addJob()
      try await server.addTasks([1])
      let run = try #require(try await server.exchange(NodeReport()).start.first)
      let now = server.now
      let end = RunEnd(outcome: .exited(code: 1), start: now, end: now)
      _ = try await server.exchange(NodeReport(runs: [RunReport(runID: run.runID, state: .ended(end))]))
      let failed = try await client.batch(
        "GET", "/jobs/job1/tasks",
        [("$filter", "executionInfo/result\teq 'failure'"), ("$select", "id, executionInfo")])
      let task = try #require(failed.json?["value"]?.elements.first, "\(failed)")
      #expect(task["id"] == .string("1") && task["executionInfo"]?["result"]?.text?.lowercased() == "failure")
      #expect(task["state"] == nil)
    }
  }

  @Test("7: the link to the next page ends with its token, which comes back by itself")
  func pages() async throws {
    try await run { server, client in
      try await server.addJob()
      try await server.addTasks(1...1001)
      let first = try #require(try await client.batch("GET", "/jobs/job1/tasks", [("$filter", "")]).json)
      let link = try #require(first["odata.nextLink"]?.text)
      // The client splits at `&`, takes the second piece and cuts 11 characters.
      let piece = link.split(separator: "&")
      #expect(piece.count == 2 && piece[1].hasPrefix("$skiptoken="), "\(link)")
      let token = try #require(PercentEncoding.decode(piece[1].dropFirst(11)))
      let second = try await client.batch("GET", "/jobs/job1/tasks", [("$skiptoken", token)])
      #expect(second.json?["value"]?.elements.count == 1, "\(second.status)")
    }
  }

  @Test("8: the state of the preparation is asked with the client's filter")
  func preparation() async throws {
    try await run { server, client in
      #expect(try await client.batch("POST", "/jobs", body: Self.job("job1")).status == 201)
      let filter = "poolId eq 'local' and jobPreparationTaskExecutionInfo/state eq 'completed'"
      let answer = try await client.batch(
        "GET", "/jobs/job1/jobpreparationandreleasetaskstatus",
        [("$filter", filter), ("$select", "jobPreparationTaskExecutionInfo")])
      #expect(answer.status == 200 && answer.json?["value"]?.elements.isEmpty == true, "\(answer)")
    }
  }

  @Test("a body that was cut at a character of several bytes is refused with a clear message")
  func cutBody() async throws {
    try await run { server, client in
      let body = Self.pool.replacing("\"commandLine\":\"true\"", with: "\"commandLine\":\"echo héllo\"")
      let answer = try await client.batch("POST", "/pools", body: String(body.dropLast(5)), patience: 30)
      #expect(answer.status == 400 && answer.json?["message"]?["value"]?.text?.isEmpty == false, "\(answer)")
    }
  }
}
