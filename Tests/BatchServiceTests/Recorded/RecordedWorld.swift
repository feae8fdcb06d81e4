import AzureWire
import BatchService
import GRDB
import NIOCore

/// A server that is given what a recorded request was made about, each time
/// anew.
struct RecordedWorld {
  let server: TestServer

  init(server: TestServer) async throws {
    self.server = server
    // Nothing here outlives the process, and thousands of writes need not wait for the disk.
    try await server.store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
  }

  /// Makes the pools, nodes, job, task or schedule that the request needs, in
  /// a state in which it is allowed.
  func prepare(for exchange: RecordedExchange) async throws {
    try await clear()
    // What the real service did not find is not there.
    guard exchange.status != 404 else { return }
    let steps = exchange.steps
    for id in pools(of: exchange) { try await addPool(id, exchange) }
    guard steps.count > 1 else { return }
    switch steps[0] {
    case "pools" where steps.count > 3 && steps[2] == "nodes":
      try await addNode(steps[3], to: steps[1])
      if steps.last == "enablescheduling" { try await act("/pools/\(steps[1])/nodes/\(steps[3])/disablescheduling") }
    case "pools":
      for node in exchange.request?["nodeList"]?.elements ?? [] { try await addNode(node.text ?? "", to: steps[1]) }
    case "jobs":
      try await addJob(steps[1], exchange)
      if steps.count > 3, steps[2] == "tasks" { try await addTask(steps[3], to: steps[1], steps.last ?? "") }
    case "jobschedules": try await addSchedule(steps[1], isDisabled: steps.last == "enable")
    default: break
    }
  }

  /// Nothing is left of what was before.
  func clear() async throws {
    try await server.store.database.write { db in
      try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
      for table in ["releases", "removals", "leftovers", "jobNodes", "preparations", "tasks", "jobs", "jobSchedules"] {
        try db.execute(sql: "DELETE FROM \(table)")
      }
      try db.execute(sql: "DELETE FROM poolSamples; DELETE FROM nodes; DELETE FROM pools")
    }
  }

  /// The pools that a request names; a new pool's own is not there yet.
  private func pools(of exchange: RecordedExchange) -> Set<String> {
    var ids = Set((exchange.request?.all("poolId") ?? []).compactMap(\.text))
    ids.insert("local")
    if exchange.steps.first == "pools", exchange.steps.count > 1 { ids.insert(exchange.steps[1]) }
    return ids
  }

  private func addPool(_ id: String, _ exchange: RecordedExchange) async throws {
    var pool: [String: JSONValue] = [
      "vmSize": "small",
      "virtualMachineConfiguration": [
        "imageReference": ["publisher": "debian", "offer": "debian-12", "sku": "12"], "nodeAgentSKUId": "b",
      ],
    ]
    switch exchange.steps.last {
    case "disableautoscale", "evaluateautoscale":
      pool["enableAutoScale"] = true
      pool["autoScaleFormula"] = "$TargetDedicatedNodes=1;"
    default: pool["targetDedicatedNodes"] = 1
    }
    _ = try await server.store.addPool(try PoolDescription(id: id, pool), now: server.now)
    // A pool that is being resized is what a stop needs, and what nothing else takes.
    guard exchange.steps.last != "stopresize" else { return }
    try await server.store.database.write {
      try $0.execute(literal: "UPDATE pools SET allocationState = 'steady' WHERE id = \(id)")
    }
  }

  private func addNode(_ id: String, to pool: String) async throws {
    try await server.store.addNode(id: id, poolID: pool, slots: 1, tokenHash: "", now: server.now)
    try await server.store.database.write {
      try $0.execute(literal: "UPDATE nodes SET state = 'idle' WHERE id = \(id)")
    }
  }

  private func addJob(_ id: String, _ exchange: RecordedExchange) async throws {
    let said = exchange.request?["poolInfo"]
    // What changes a job's own pool is said of one that has it.
    let pool: JSONValue =
      if let said, said["autoPoolSpecification"] != nil { said } else { ["poolId": said?["poolId"] ?? "local"] }
    // Where tasks say what their ends do to the job, the job must allow it.
    let hasActions = exchange.request?.all("jobAction").isEmpty == false
    try await add(
      "/jobs",
      [
        "id": .string(id), "poolInfo": pool, "usesTaskDependencies": true,
        "onTaskFailure": hasActions ? "performexitoptionsjobaction" : "noaction",
        "jobPreparationTask": ["commandLine": "true"],
      ])
    if exchange.steps.last == "enable" { try await act("/jobs/\(id)/disable", #"{"disableTasks":"requeue"}"#) }
  }

  private func addTask(_ id: String, to job: String, _ action: String) async throws {
    try await add("/jobs/\(job)/tasks", ["id": .string(id), "commandLine": "true"])
    // Only a task that has failed is reactivated, and one that was ended has.
    if action == "reactivate" { try await act("/jobs/\(job)/tasks/\(id)/terminate") }
  }

  private func addSchedule(_ id: String, isDisabled: Bool) async throws {
    try await add(
      "/jobschedules",
      ["id": .string(id), "schedule": [:], "jobSpecification": ["poolInfo": ["poolId": "local"]]])
    if isDisabled { try await act("/jobschedules/\(id)/disable") }
  }

  /// Adds something; it must be taken.
  func add(_ path: String, _ object: JSONValue) async throws {
    try await act(path, try JSONText.encode(object))
  }

  func act(_ path: String, _ body: String? = nil) async throws {
    let answer = try await server.call("POST", path, body: body)
    guard answer.status < 300 else {
      throw UnreadableExchange(message: "POST \(path): \(answer.body) of \(body ?? "")")
    }
  }

  /// Sends the request as it was sent, but for who signs it.
  func send(_ exchange: RecordedExchange) async throws -> TestServer.Answer {
    var headers: [(String, String)] = []
    if exchange.requestBody != nil { headers.append(("content-type", "application/json; odata=minimalmetadata")) }
    if let time = exchange.unmodifiedSince { headers.append(("if-unmodified-since", time)) }
    return try await server.send(
      exchange.method, "\(exchange.path)?\(exchange.query.encoded)", headers: headers, body: exchange.requestBody)
  }
}
