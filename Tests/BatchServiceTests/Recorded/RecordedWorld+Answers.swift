import AzureWire
import BatchService
import GRDB
import Logging

/// Things made from what the real service said of them, so that what this
/// service says of the same can be held against it.
extension RecordedWorld {
  /// What is described where.
  enum Kind: String {
    case job, task, pool, node, schedule, preparation
    /// What is not made by a client.
    case account

    /// Nil for answers that are none of these.
    init?(_ template: String) {
      switch template {
      case "jobs", "jobs/*", "jobschedules/*/jobs": self = .job
      case "jobs/*/tasks", "jobs/*/tasks/*": self = .task
      case "pools", "pools/*": self = .pool
      case "pools/*/nodes", "pools/*/nodes/*": self = .node
      case "jobschedules", "jobschedules/*": self = .schedule
      case "jobs/*/jobpreparationandreleasetaskstatus": self = .preparation
      case "jobs/*/taskcounts", "jobs/*/tasks/*/subtasksinfo", "lifetimejobstats", "nodecounts", "supportedimages",
        "nodeagentskus":
        self = .account
      default: return nil
      }
    }
  }

  /// What this service says of such a thing, in the same version and with the
  /// same query; nil when it says nothing.
  func answer(_ kind: Kind, like original: JSONValue, to exchange: RecordedExchange) async throws -> JSONValue? {
    try await clear()
    let path = try await make(kind, like: original, exchange)
    let kept = exchange.query.items.filter { ["api-version", "$select", "$expand"].contains($0.name.lowercased()) }
    let answer = try await server.send("GET", "\(path)?\(QueryItems(kept).encoded)")
    guard answer.status == 200 else { throw UnreadableExchange(message: "GET \(path): \(answer.body)") }
    return answer.json
  }

  /// - Returns: where it is to be read.
  private func make(_ kind: Kind, like original: JSONValue, _ exchange: RecordedExchange) async throws -> String {
    switch kind {
    case .job:
      try await makeJob(original)
      return "/jobs/it"
    case .task:
      try await makeTask(original)
      return "/jobs/j/tasks/it"
    case .pool:
      try await makePool(original)
      return "/pools/it"
    case .node:
      let node = try await makeNode(like: original)
      return "/pools/it/nodes/\(node)"
    case .schedule:
      try await makeSchedule(original)
      return "/jobschedules/it"
    case .preparation:
      try await makePreparation()
      return "/jobs/it/jobpreparationandreleasetaskstatus"
    case .account:
      try await makePool([:])
      try await keeper.tend()
      try await add("/jobs", ["id": "j", "poolInfo": ["poolId": "it"]])
      try await add("/jobs/j/tasks", ["id": "it", "commandLine": "true"])
      let steps = exchange.template.split(separator: "/").map(String.init)
      return "/"
        + (steps[0] == "jobs" ? ["jobs", "j"] + steps.dropFirst(2).map { $0 == "*" ? "it" : $0 } : steps)
        .joined(separator: "/")
    }
  }

  private var keeper: NodeKeeper {
    NodeKeeper(
      store: server.store, provider: TestProvider(), logger: .silent, clock: { server.now },
      token: { _ in TestServer.nodeToken })
  }

  /// The description as a client would send it. What the service alone says
  /// may stay, since it is not taken from clients.
  private func description(_ original: JSONValue, pool: String = "it") -> JSONValue {
    var said = original
    said["id"] = "it"
    if said["poolInfo"]?["poolId"] != nil || said["poolInfo"]?["autoPoolSpecification"] != nil {
      said["poolInfo"] = ["poolId": .string(pool)]
    }
    return said
  }

  private func makeJob(_ original: JSONValue) async throws {
    try await makePool([:])
    var said = description(original)
    said["poolInfo"] = ["poolId": "it"]
    // A job that ends with its tasks and has none would end at once.
    if original["state"] == "active" { said["onAllTasksComplete"] = "noaction" }
    try await add("/jobs", said)
    switch original["state"]?.text {
    case "completed": try await act("/jobs/it/terminate")
    case "active" where original["previousState"] == "disabled":
      try await act("/jobs/it/disable", #"{"disableTasks":"requeue"}"#)
      try await act("/jobs/it/enable")
    default: break
    }
  }

  private func makeTask(_ original: JSONValue) async throws {
    let node = try await makeNode(like: ["state": "creating"])
    try await add(
      "/jobs",
      [
        "id": "j", "poolInfo": ["poolId": "it"], "usesTaskDependencies": true,
        "onTaskFailure": original.all("jobAction").isEmpty ? "noaction" : "performexitoptionsjobaction",
      ])
    var said = description(original)
    said["commandLine"] = said["commandLine"] ?? "true"
    try await add("/jobs/j/tasks", said)
    var agent = RecordedAgent(server: server, nodeID: node)
    switch (original["state"]?.text, original["previousState"]?.text) {
    case ("completed", "running"):
      if case .int(let code)? = original["executionInfo"]?["exitCode"] {
        agent.outcome = .exited(code: Int(code))
      } else {
        let failure = try JSONText.encode(original["executionInfo"]?["failureInfo"] ?? .object([:]))
        agent.outcome = .failed(try JSONText.decode(TaskFailureInformation.self, failure), exitCode: nil)
      }
      try await agent.work()
    case ("running", _):
      agent.isBusy = true
      try await agent.work()
    case ("completed", _): try await act("/jobs/j/tasks/it/terminate")
    case ("active", "completed"):
      try await act("/jobs/j/tasks/it/terminate")
      try await act("/jobs/j/tasks/it/reactivate")
    default: break
    }
  }

  private func makePool(_ original: JSONValue) async throws {
    var said = description(original)
    said["vmSize"] = said["vmSize"] ?? "small"
    if said["virtualMachineConfiguration"] == nil, said["cloudServiceConfiguration"] == nil {
      said["virtualMachineConfiguration"] = [
        "imageReference": ["publisher": "debian", "offer": "debian-12", "sku": "12"], "nodeAgentSKUId": "b",
      ]
    }
    if said["enableAutoScale"] == true {
      // What a formula decides is answered, but not said.
      for name in ["targetDedicatedNodes", "targetDedicated", "targetLowPriorityNodes", "resizeTimeout"] {
        said[name] = nil
      }
      said["autoScaleFormula"] = said["autoScaleFormula"] ?? "$TargetDedicatedNodes=0;"
    }
    // There are no applications.
    said["applicationPackageReferences"] = nil
    try await add("/pools", said)
    if original["enableAutoScale"] == true { try await keeper.tend() }
  }

  /// - Returns: its id.
  private func makeNode(like original: JSONValue) async throws -> String {
    var pool: JSONValue = ["targetDedicatedNodes": 1]
    pool["startTask"] = original["startTask"]
    try await makePool(pool)
    try await keeper.tend()
    let node = try await server.store.database.read { try NodeRecord.fetchAll($0, poolID: "it").first?.id }
    guard let node else { throw UnreadableExchange(message: "the pool has no node") }
    let isStarting = original["state"] == "starting"
    guard original["state"] != "creating", !isStarting || original["lastBootTime"] != nil else { return node }
    var agent = RecordedAgent(server: server, nodeID: node)
    try await agent.work()
    if isStarting {
      try await act("/pools/it/nodes/\(node)/reboot")
      // This keeper's provider knows of no agent that lives.
      try await keeper.tend()
    }
    if original["recentTasks"] != nil {
      try await add("/jobs", ["id": "j", "poolInfo": ["poolId": "it"]])
      try await add("/jobs/j/tasks", ["id": "1", "commandLine": "true"])
      try await agent.work()
    }
    return node
  }

  private func makeSchedule(_ original: JSONValue) async throws {
    try await makePool([:])
    var said = description(original)
    said["jobSpecification"]?["poolInfo"] = ["poolId": "it"]
    said["schedule"] = said["schedule"] ?? [:]
    try await add("/jobschedules", said)
    switch (original["state"]?.text, original["previousState"]?.text) {
    case ("completed", _): try await act("/jobschedules/it/terminate")
    case ("active", "disabled"):
      try await act("/jobschedules/it/disable")
      try await act("/jobschedules/it/enable")
    default: break
    }
  }

  private func makePreparation() async throws {
    let node = try await makeNode(like: ["state": "idle"])
    try await add(
      "/jobs",
      [
        "id": "it", "poolInfo": ["poolId": "it"], "jobPreparationTask": ["commandLine": "true"],
        "jobReleaseTask": ["commandLine": "true"],
      ])
    try await add("/jobs/it/tasks", ["id": "1", "commandLine": "true"])
    var agent = RecordedAgent(server: server, nodeID: node)
    try await agent.work()
    try await act("/jobs/it/terminate")
    try await agent.work()
  }
}
