import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore
import Wording

extension BatchRoutes {
  func listTasks(_ request: ServiceRequest, _ job: String) async throws -> Response {
    let page = try await store.tasks(of: job, ListQuery(request.query), endpoint: endpoint, now: clock())
    return answer(request).list(metadata: "tasks", page: page, request: request)
  }

  func addTask(_ request: ServiceRequest, _ job: String) async throws -> Response {
    try store.requireSpace()
    let body = try await request.jsonBody(limit: Self.bodyLimit)
    let description = try TaskDescription(try RequestDecoding.text(of: body))
    let results = try await store.addTasks([description], to: job, now: clock())
    await jobsChanged()
    switch results.first {
    case .added(let eTag, let lastModified)?:
      return answer(request).changed(
        .created, path: "/jobs/\(job)/tasks/\(description.parameters.id)", eTag: eTag, lastModified: lastModified,
        isNew: true)
    case .refused(let error)?: throw error
    case nil: throw WireError.resourceNotFound
    }
  }

  func addTaskCollection(_ request: ServiceRequest, _ job: String) async throws -> Response {
    try store.requireSpace()
    let body = try await request.jsonBody(limit: Self.bodyLimit)
    let members = try RequestDecoding.members(of: try RequestDecoding.text(of: body))
    guard let list = members["value"] else {
      throw WireError(
        .badRequest, "MissingRequiredProperty", "A required property was not specified in the request body.",
        values: [.init(key: "PropertyName", value: "value")])
    }
    guard let values = JSONPieces.elements(of: list) else {
      throw WireError.invalidProperty("value", value: "", reason: "It is a list of tasks")
    }
    guard values.count <= 100 else {
      throw WireError.invalidProperty(
        "value", value: String(values.count), reason: "A collection holds at most 100 tasks")
    }
    // A task that cannot be read keeps the whole collection out, as it does on Azure.
    let descriptions = try values.map { try TaskDescription($0) }
    let results = try await store.addTasks(descriptions, to: job, now: clock())
    await jobsChanged()
    let answers = zip(descriptions, results).map { description, result in
      self.json(of: result, id: description.parameters.id, job: job)
    }
    var result = JSONMembers()
    result.add("value", json: "[\(answers.joined(separator: ","))]")
    return answer(request).json(metadata: "taskaddresult", members: result.text)
  }

  private func json(of result: Store.AddedTask, id: String, job: String) -> String {
    var members = JSONMembers()
    switch result {
    case .added(let eTag, let lastModified):
      members.add("status", "Success")
      members.add("taskId", id)
      members.add("eTag", eTag)
      members.add("lastModified", lastModified)
      members.add("location", "\(endpoint)/jobs/\(job)/tasks/\(id)")
    case .refused(let error):
      members.add("status", "ClientError")
      members.add("taskId", id)
      members.add(
        "error",
        json: "{\"code\":\(JSONString.quoted(error.code)),\"message\":"
          + "{\"lang\":\"en-US\",\"value\":\(JSONString.quoted(error.message))}}")
    }
    return members.text
  }

  func getTask(_ request: ServiceRequest, _ job: String, _ id: String) async throws -> Response {
    let query = try ListQuery(request.query)
    let (task, poolID, statistics) = try await store.task(
      id, of: job, expand: query.expandsStatistics, now: clock())
    try request.conditions().checkRead(eTag: task.eTag, lastModified: task.lastModified)
    return answer(request).json(
      metadata: "tasks/@Element",
      members: try task.json(endpoint: endpoint, poolID: poolID, select: query.select, statistics: statistics),
      headers: Self.version(task.eTag, task.lastModified))
  }

  func replaceTask(_ request: ServiceRequest, _ job: String, _ id: String) async throws -> Response {
    struct Replacement: Decodable {
      var constraints: TaskConstraints?
    }
    let body = try await request.jsonBody(limit: Self.bodyLimit)
    let parameters = try RequestDecoding.decode(Replacement.self, from: body)
    let task = try await store.updateTask(
      id, of: job, parameters.constraints, conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return changed(request, .ok, task)
  }

  func terminateTask(_ request: ServiceRequest, _ job: String, _ id: String) async throws -> Response {
    let task = try await store.terminateTask(id, of: job, conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return changed(request, .noContent, task, action: "/terminate")
  }

  func reactivateTask(_ request: ServiceRequest, _ job: String, _ id: String) async throws -> Response {
    let task = try await store.reactivateTask(id, of: job, conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return changed(request, .noContent, task, action: "/reactivate")
  }

  func deleteTask(_ request: ServiceRequest, _ job: String, _ id: String) async throws -> Response {
    try await store.deleteTask(id, of: job, conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return answer(request).empty(.ok)
  }

  /// No task runs in parts here, so that none has subtasks.
  func listSubtasks(_ request: ServiceRequest, _ job: String, _ id: String) async throws -> Response {
    _ = try ListQuery(request.query)
    _ = try await store.task(id, of: job)
    return answer(request).list(metadata: "subtaskinfo", page: ListPage(elements: []), request: request)
  }

  private func changed(
    _ request: ServiceRequest, _ status: HTTPResponse.Status, _ task: TaskRecord, action: String = ""
  ) -> Response {
    answer(request).changed(
      status, path: "/jobs/\(task.jobID)/tasks/\(task.id)\(action)", eTag: task.eTag,
      lastModified: task.lastModified)
  }
}
