import AzureWire
import Foundation

/// Jobs and tasks, as tests make them and wait for them.
extension Engine {
  /// Adds a job to the wide pool, unless its members name another.
  func addJob(_ id: String, _ members: JSONValue = [:]) async throws {
    var job: JSONValue = ["id": .string(id), "poolInfo": ["poolId": .string(Self.pool)]]
    if case .object(let members) = members { for (name, value) in members { job[name] = value } }
    try await call("POST", "/jobs", job)
  }

  /// Adds a task that runs a script of the shell.
  func addTask(_ id: String, to job: String, _ script: String, _ members: JSONValue = [:]) async throws {
    try await call("POST", "/jobs/\(job)/tasks", Self.task(id, script, members))
  }

  func addTasks(_ tasks: [JSONValue], to job: String) async throws {
    let answer = try await call("POST", "/jobs/\(job)/addtaskcollection", ["value": .array(tasks)])
    for result in answer["value"]?.elements ?? [] where result["status"]?.text?.lowercased() != "success" {
      throw Failure("\(result)")
    }
  }

  static func task(_ id: String, _ script: String, _ members: JSONValue = [:]) -> JSONValue {
    var task: JSONValue = ["id": .string(id), "commandLine": .string(command(script))]
    if case .object(let members) = members { for (name, value) in members { task[name] = value } }
    return task
  }

  /// A command line that has a shell run the script, in which there is no
  /// single quote.
  static func command(_ script: String) -> String { "/bin/sh -c '\(script)'" }

  func job(_ id: String) async throws -> JSONValue { try await call("GET", "/jobs/\(id)") }

  func task(_ id: String, of job: String) async throws -> JSONValue {
    try await call("GET", "/jobs/\(job)/tasks/\(id)")
  }

  /// Waits until a task is in a state.
  @discardableResult
  func task(_ id: String, of job: String, is state: JSONValue) async throws -> JSONValue {
    try await waited("task \(id) of \(job) is \(state)") {
      try await task(id, of: job)
    } until: {
      $0["state"] == state
    }
  }

  /// Waits until a task is completed.
  @discardableResult
  func ended(_ id: String, of job: String) async throws -> JSONValue {
    try await task(id, of: job, is: "completed")
  }

  /// Waits until a job is in a state.
  @discardableResult
  func job(_ id: String, is state: JSONValue) async throws -> JSONValue {
    try await waited("job \(id) is \(state)") {
      try await job(id)
    } until: {
      $0["state"] == state
    }
  }

  /// Asks until the answer is as it should be.
  func waited(
    _ what: String, _ ask: () async throws -> JSONValue, until isSo: (JSONValue) -> Bool
  ) async throws -> JSONValue {
    var found = JSONValue.null
    do {
      try await eventually(what) {
        found = try await ask()
        return isSo(found)
      }
    } catch let failure as Failure {
      throw Failure("\(failure) It is \(found)")
    }
    return found
  }

  /// A file of a task, from its node.
  func file(_ name: String, of task: String, in job: String) async throws -> String {
    let answer = try await send("GET", "/jobs/\(job)/tasks/\(task)/files/\(name)")
    guard answer.status == 200 else { throw Failure("\(name) of \(task): \(answer.status) \(answer.text)") }
    return answer.text
  }

  /// What tasks have appended to a mark, line by line.
  func marks(_ name: String) -> [String] {
    home.text(of: name).split(separator: "\n").map(String.init)
  }
}
