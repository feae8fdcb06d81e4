import AzureWire
import Foundation
import Synchronization

/// Jobs and tasks in memory, added and counted by Batch's rules: an id is
/// taken once, and a second addition is refused.
final class FakeBatch: Sendable {
  struct Job: Sendable {
    var body: JSONValue
    /// Command lines by task id.
    var tasks: [String: String] = [:]
  }

  private let state = Mutex<[String: Job]>([:])

  var jobs: [String: Job] { state.withLock { $0 } }

  func answer(_ request: ReceivedRequest) -> ScriptedAnswer {
    do {
      let steps = request.path.split(separator: "/").map(String.init)
      let body = request.body.isEmpty ? nil : try JSONDecoder().decode(JSONValue.self, from: Data(request.body))
      switch (request.method, steps.count, steps.last) {
      case ("POST", 1, "jobs"): return addJob(try Self.text(body?["id"]), body ?? .null, request)
      case ("GET", 2, let id?): return try job(id, request)
      case ("GET", 4, let id?): return task(steps[1], id, request)
      case ("POST", 3, "tasks"): return addTask(steps[1], try Self.task(body), request)
      case ("POST", 3, "addtaskcollection"):
        guard case .array(let items)? = body?["value"] else { return Self.error(400, "InvalidRequestBody", request) }
        return addTasks(steps[1], try items.map(Self.task), request)
      case ("GET", 3, "taskcounts"):
        let count = jobs[steps[1]]?.tasks.count ?? 0
        return Self.answer(
          200, #"{"active":\#(count),"running":0,"completed":0,"succeeded":0,"failed":0}"#, request)
      default: return Self.error(404, "ResourceNotFound", request)
      }
    } catch {
      return Self.error(400, "InvalidRequestBody", request)
    }
  }

  private func addJob(_ id: String, _ body: JSONValue, _ request: ReceivedRequest) -> ScriptedAnswer {
    let isNew = state.withLock { jobs in
      guard jobs[id] == nil else { return false }
      jobs[id] = Job(body: body)
      return true
    }
    return isNew ? Self.answer(201, "", request) : Self.error(409, "JobExists", request)
  }

  private func job(_ id: String, _ request: ReceivedRequest) throws -> ScriptedAnswer {
    guard let job = jobs[id] else { return Self.error(404, "JobNotFound", request) }
    return Self.answer(200, String(decoding: try JSONEncoder().encode(job.body), as: UTF8.self), request)
  }

  private func task(_ job: String, _ id: String, _ request: ReceivedRequest) -> ScriptedAnswer {
    guard let command = jobs[job]?.tasks[id] else { return Self.error(404, "TaskNotFound", request) }
    return Self.answer(200, #"{"id":"\#(id)","commandLine":"\#(command)"}"#, request)
  }

  private func addTask(
    _ job: String, _ task: (id: String, command: String), _ request: ReceivedRequest
  ) -> ScriptedAnswer {
    guard jobs[job] != nil else { return Self.error(404, "JobNotFound", request) }
    return add(job, task) ? Self.answer(201, "", request) : Self.error(409, "TaskExists", request)
  }

  private func addTasks(
    _ job: String, _ tasks: [(id: String, command: String)], _ request: ReceivedRequest
  ) -> ScriptedAnswer {
    guard jobs[job] != nil else { return Self.error(404, "JobNotFound", request) }
    let results = tasks.map { task in
      add(job, task)
        ? #"{"status":"Success","taskId":"\#(task.id)"}"#
        : #"{"status":"ClientError","taskId":"\#(task.id)","error":\#(TestAccount.error("TaskExists"))}"#
    }
    return Self.answer(200, "{\"value\":[\(results.joined(separator: ","))]}", request)
  }

  private func add(_ job: String, _ task: (id: String, command: String)) -> Bool {
    state.withLock { jobs in
      guard jobs[job]?.tasks[task.id] == nil else { return false }
      jobs[job]?.tasks[task.id] = task.command
      return true
    }
  }

  private static func task(_ body: JSONValue?) throws -> (id: String, command: String) {
    (try text(body?["id"]), try text(body?["commandLine"]))
  }

  private static func text(_ value: JSONValue?) throws -> String {
    guard case .string(let text)? = value else { throw ReplayError(message: "a text is missing") }
    return text
  }

  private static func answer(_ status: Int, _ body: String, _ request: ReceivedRequest) -> ScriptedAnswer {
    .answer(status, headers: [("client-request-id", request.header("client-request-id") ?? "")], body: body)
  }

  private static func error(_ status: Int, _ code: String, _ request: ReceivedRequest) -> ScriptedAnswer {
    answer(status, TestAccount.error(code), request)
  }
}
