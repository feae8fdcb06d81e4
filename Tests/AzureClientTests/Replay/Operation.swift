import AzureClient
import AzureWire
import Foundation

/// The client's call for a request, found by method and path.
enum Operation {
  /// Performs it.
  ///
  /// - Returns: the value that the call gave, as JSON; `.null` where it gives
  ///   none.
  typealias Run = @Sendable (BatchClient) async throws -> JSONValue

  /// Nil for requests that the client has no call for.
  static func find(_ exchange: Exchange) throws -> Run? {
    let path = exchange.path
    let id = path.count > 1 ? path[1] : ""
    switch (path.first, path.count) {
    case ("jobs", 1...): return try job(exchange, id)
    case ("jobschedules", 1...): return try schedule(exchange, id)
    case ("pools", 3...) where path[2] == "nodes": return try node(exchange, id)
    case ("pools", 1...): return try pool(exchange, id)
    case ("applications", 1): return { try value(await page($0.applications())) }
    case ("applications", 2): return { try value(await $0.application(id)) }
    case ("nodecounts", 1): return { try value(await page($0.nodeCounts())) }
    case ("supportedimages", 1): return { try value(await page($0.supportedImages())) }
    case ("poolusagemetrics", 1): return { try value(await page($0.poolUsage())) }
    default: return nil
    }
  }

  private static func job(_ exchange: Exchange, _ id: String) throws -> Run? {
    let path = exchange.path
    guard path.count < 4 || path[2] != "tasks" else { return try task(exchange, id) }
    switch (exchange.method, path.count, path.last) {
    case ("GET", 1, _): return { try value(await page($0.jobs())) }
    case ("POST", 1, _):
      let body: JobAddParameters = try parameters(exchange)
      return {
        try await $0.addJob(body); return .null
      }
    case ("GET", 2, _): return { try value(await $0.job(id)) }
    case ("DELETE", 2, _):
      return {
        try await $0.deleteJob(id); return .null
      }
    case ("PATCH", 2, _):
      let body: JobPatchParameters = try parameters(exchange)
      return {
        try await $0.patchJob(id, body); return .null
      }
    case ("PUT", 2, _):
      let body: JobReplaceParameters = try parameters(exchange)
      return {
        try await $0.replaceJob(id, body); return .null
      }
    case ("POST", 3, "disable"):
      let body: JobDisableParameters = try parameters(exchange)
      return {
        try await $0.disableJob(id, body.disableTasks); return .null
      }
    case ("POST", 3, "enable"):
      return {
        try await $0.enableJob(id); return .null
      }
    case ("POST", 3, "terminate"):
      let body: JobTerminateParameters = try parameters(exchange)
      return {
        try await $0.terminateJob(id, reason: body.terminateReason); return .null
      }
    case ("GET", 3, "taskcounts"):
      let isFlat = exchange.answer?["taskCounts"] == nil
      return { client in
        let counts = try await client.counts(job: id)
        return try isFlat ? value(counts.taskCounts) : value(counts)
      }
    case ("GET", 3, "jobpreparationandreleasetaskstatus"):
      return { try value(await $0.preparationStatus(job: id)) }
    case ("GET", 3, "tasks"): return { try value(await page($0.tasks(job: id))) }
    case ("POST", 3, "tasks"):
      let body: TaskAddParameters = try parameters(exchange)
      return {
        try await $0.addTask(job: id, body); return .null
      }
    case ("POST", 3, "addtaskcollection"):
      let body: TaskAddCollection = try parameters(exchange)
      return {
        try await $0.addTasks(job: id, body.value); return .null
      }
    default: return nil
    }
  }

  private static func task(_ exchange: Exchange, _ job: String) throws -> Run? {
    let path = exchange.path
    let task = path[3]
    let file = path.dropFirst(5).joined(separator: "/")
    switch (exchange.method, path.count, path.count > 4 ? path[4] : nil) {
    case ("GET", 4, _): return { try value(await $0.task(job: job, task: task)) }
    case ("DELETE", 4, _):
      return {
        try await $0.deleteTask(job: job, task: task); return .null
      }
    case ("PUT", 4, _):
      let body: [String: TaskConstraints] = try parameters(exchange)
      let constraints = body["constraints"] ?? TaskConstraints()
      return {
        try await $0.replaceTask(job: job, task: task, constraints: constraints); return .null
      }
    case ("POST", 5, "terminate"):
      return {
        try await $0.terminateTask(job: job, task: task); return .null
      }
    case ("POST", 5, "reactivate"):
      return {
        try await $0.reactivateTask(job: job, task: task); return .null
      }
    case ("GET", 5, "subtasksinfo"): return { try value(await $0.subtasks(job: job, task: task)) }
    case ("GET", 5, "files"): return { try value(await page($0.taskFiles(job: job, task: task))) }
    case ("GET", 6..., "files"):
      return { client in
        let bytes = try await client.taskFile(job: job, task: task, path: file)
        return .string(String(decoding: bytes, as: UTF8.self))
      }
    case ("HEAD", 6..., "files"):
      return { client in
        let found = try await client.taskFileProperties(job: job, task: task, path: file)
        return .int(found.contentLength)
      }
    case ("DELETE", 6..., "files"):
      return {
        try await $0.deleteTaskFile(job: job, task: task, path: file); return .null
      }
    default: return nil
    }
  }

  private static func schedule(_ exchange: Exchange, _ id: String) throws -> Run? {
    switch (exchange.method, exchange.path.count, exchange.path.last) {
    case ("GET", 1, _): return { try value(await page($0.jobSchedules())) }
    case ("POST", 1, _):
      let body: JobScheduleAddParameters = try parameters(exchange)
      return {
        try await $0.addJobSchedule(body); return .null
      }
    case ("GET", 2, _): return { try value(await $0.jobSchedule(id)) }
    case ("HEAD", 2, _): return { .bool(try await $0.jobScheduleExists(id)) }
    case ("DELETE", 2, _):
      return {
        try await $0.deleteJobSchedule(id); return .null
      }
    case ("PATCH", 2, _):
      let body: JobScheduleUpdateParameters = try parameters(exchange)
      return {
        try await $0.patchJobSchedule(id, body); return .null
      }
    case ("PUT", 2, _):
      let body: JobScheduleUpdateParameters = try parameters(exchange)
      return {
        try await $0.replaceJobSchedule(id, body); return .null
      }
    case ("POST", 3, "disable"):
      return {
        try await $0.disableJobSchedule(id); return .null
      }
    case ("POST", 3, "enable"):
      return {
        try await $0.enableJobSchedule(id); return .null
      }
    case ("POST", 3, "terminate"):
      return {
        try await $0.terminateJobSchedule(id); return .null
      }
    case ("GET", 3, "jobs"): return { try value(await page($0.jobs(schedule: id))) }
    default: return nil
    }
  }

  private static func pool(_ exchange: Exchange, _ id: String) throws -> Run? {
    switch (exchange.method, exchange.path.count, exchange.path.last) {
    case ("GET", 1, _): return { try value(await page($0.pools())) }
    case ("POST", 1, _):
      let body: PoolAddParameters = try parameters(exchange)
      return {
        try await $0.addPool(body); return .null
      }
    case ("GET", 2, _): return { try value(await $0.pool(id)) }
    case ("HEAD", 2, _): return { .bool(try await $0.poolExists(id)) }
    case ("DELETE", 2, _):
      return {
        try await $0.deletePool(id); return .null
      }
    case ("PATCH", 2, _):
      let body: PoolPatchParameters = try parameters(exchange)
      return {
        try await $0.patchPool(id, body); return .null
      }
    case ("POST", 3, "updateproperties"):
      let body: PoolReplaceParameters = try parameters(exchange)
      return {
        try await $0.replacePool(id, body); return .null
      }
    case ("POST", 3, "resize"):
      let body: PoolResizeParameters = try parameters(exchange)
      return {
        try await $0.resizePool(id, body); return .null
      }
    case ("POST", 3, "stopresize"):
      return {
        try await $0.stopResizingPool(id); return .null
      }
    case ("POST", 3, "removenodes"):
      let body: NodeRemoveParameters = try parameters(exchange)
      return {
        try await $0.removeNodes(pool: id, body); return .null
      }
    case ("POST", 3, "enableautoscale"):
      let body: AutoScaleParameters = try parameters(exchange)
      return {
        try await $0.enableAutoScale(pool: id, body); return .null
      }
    case ("POST", 3, "disableautoscale"):
      return {
        try await $0.disableAutoScale(pool: id); return .null
      }
    case ("POST", 3, "evaluateautoscale"):
      let body: AutoScaleParameters = try parameters(exchange)
      return { try value(await $0.evaluateAutoScale(pool: id, formula: body.autoScaleFormula ?? "")) }
    default: return nil
    }
  }

  private static func node(_ exchange: Exchange, _ pool: String) throws -> Run? {
    let path = exchange.path
    let node = path.count > 3 ? path[3] : ""
    let file = path.dropFirst(5).joined(separator: "/")
    switch (exchange.method, path.count, path.count > 4 ? path[4] : nil) {
    case ("GET", 3, _): return { try value(await page($0.nodes(pool: pool))) }
    case ("GET", 4, _): return { try value(await $0.node(pool: pool, node: node)) }
    case ("POST", 5, "reboot"):
      let tasks = option(exchange, "nodeRebootOption")
      return {
        try await $0.rebootNode(pool: pool, node: node, tasks: tasks); return .null
      }
    case ("POST", 5, "reimage"):
      let tasks = option(exchange, "nodeReimageOption")
      return {
        try await $0.reimageNode(pool: pool, node: node, tasks: tasks); return .null
      }
    case ("POST", 5, "deallocate"):
      let tasks = option(exchange, "nodeDeallocateOption")
      return {
        try await $0.deallocateNode(pool: pool, node: node, tasks: tasks); return .null
      }
    case ("POST", 5, "start"):
      return {
        try await $0.startNode(pool: pool, node: node); return .null
      }
    case ("POST", 5, "disablescheduling"):
      let tasks = option(exchange, "nodeDisableSchedulingOption")
      return {
        try await $0.disableScheduling(pool: pool, node: node, tasks: tasks); return .null
      }
    case ("POST", 5, "enablescheduling"):
      return {
        try await $0.enableScheduling(pool: pool, node: node); return .null
      }
    case ("GET", 5, "remoteloginsettings"):
      return { try value(await $0.remoteLoginSettings(pool: pool, node: node)) }
    case ("POST", 5, "uploadbatchservicelogs"):
      let body = exchange.requestBody?.members ?? [:]
      guard case .string(let url)? = body["containerUrl"], case .string(let start)? = body["startTime"],
        let from = Timestamp(start)
      else { throw ReplayError(message: "the body is no request for logs") }
      var to: Timestamp?
      if case .string(let end)? = body["endTime"] { to = Timestamp(end) }
      return { [to] in
        try value(await $0.uploadLogs(pool: pool, node: node, container: Secret(url), from: from, to: to))
      }
    case ("GET", 5, "extensions"): return { try value(await page($0.nodeExtensions(pool: pool, node: node))) }
    case ("GET", 6, "extensions"):
      return { try await $0.nodeExtension(pool: pool, node: node, name: file) }
    case ("POST", 5, "users"), ("PUT", 6, "users"):
      let user = try user(exchange, name: file)
      let isNew = exchange.method == "POST"
      return { client in
        try await isNew
          ? client.addNodeUser(pool: pool, node: node, user) : client.replaceNodeUser(pool: pool, node: node, user)
        return .null
      }
    case ("DELETE", 6, "users"):
      return {
        try await $0.deleteNodeUser(pool: pool, node: node, name: file); return .null
      }
    case ("GET", 5, "files"): return { try value(await page($0.nodeFiles(pool: pool, node: node))) }
    case ("GET", 6..., "files"):
      return { client in
        let bytes = try await client.nodeFile(pool: pool, node: node, path: file)
        return .string(String(decoding: bytes, as: UTF8.self))
      }
    case ("HEAD", 6..., "files"):
      return { .int(try await $0.nodeFileProperties(pool: pool, node: node, path: file).contentLength) }
    case ("DELETE", 6..., "files"):
      return {
        try await $0.deleteNodeFile(pool: pool, node: node, path: file); return .null
      }
    default: return nil
    }
  }

  private static func option(_ exchange: Exchange, _ name: String) -> NodeDeallocationOption? {
    guard case .string(let word)? = exchange.requestBody?[name] else { return nil }
    return NodeDeallocationOption(rawValue: word)
  }

  private static func user(_ exchange: Exchange, name: String) throws -> NodeUser {
    struct Body: Decodable {
      var name: String?
      var isAdmin: Bool?
      var expiryTime: Timestamp?
      var password: String?
      var sshPublicKey: String?
    }
    let body: Body = try parameters(exchange)
    var user = NodeUser(name: body.name ?? name, isAdmin: body.isAdmin ?? false)
    user.expiryTime = body.expiryTime
    user.password = body.password.map { Secret($0) }
    user.sshPublicKey = body.sshPublicKey
    return user
  }

  /// The request's body as our type for it.
  private static func parameters<Value: Decodable>(_ exchange: Exchange) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(exchange.requestBody ?? .object([:])))
  }

  /// The first page of a list.
  private static func page<Item>(_ pages: Pages<Item>) async throws -> [Item] {
    var iterator = pages.makeAsyncIterator()
    return try await iterator.next() ?? []
  }

  private static func value(_ value: some Encodable) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
  }
}
