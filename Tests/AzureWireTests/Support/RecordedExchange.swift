import AzureWire
import Foundation

/// One recorded request with its answer.
struct RecordedExchange: Decodable {
  var source: String
  var index: Int
  var method: String
  var path: String
  var query: [String: String]
  var status: Int
  var responseBody: String?

  /// `AZP_BATCH_RECORDINGS` is the file or its directory.
  static let file: String? = {
    guard let path = ProcessInfo.processInfo.environment["AZP_BATCH_RECORDINGS"], !path.isEmpty else { return nil }
    return [path, path + "/batch-exchanges.jsonl"].first { path in
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory.boolValue
    }
  }()

  static let kinds = [
    "error", "job", "jobs", "node", "nodes", "files", "pool", "pools", "preparation", "counts", "task", "tasks",
    "added",
  ]

  static func all() throws -> [RecordedExchange] {
    let text = try String(contentsOfFile: file ?? "", encoding: .utf8)
    return try text.split(separator: "\n").map { try JSONDecoder().decode(RecordedExchange.self, from: Data($0.utf8)) }
  }

  /// Which of our models the answer's body is; nil for what we have none.
  var kind: String? {
    guard status < 400 else { return "error" }
    // Our clients always select the id.
    if let selected = query["$select"], !selected.split(separator: ",").contains("id") { return nil }
    let words = path.split(separator: "/").map(String.init)
    switch (status, method, words.count, words.first, words.last) {
    case (200, "GET", 1, "jobs", _), (200, "GET", 3, "jobschedules", "jobs"): return "jobs"
    case (200, "GET", 2, "jobs", _): return "job"
    case (200, "GET", 3, "jobs", "tasks"): return "tasks"
    case (200, "GET", 3, "jobs", "taskcounts"): return "counts"
    case (200, "GET", 3, "jobs", "jobpreparationandreleasetaskstatus"): return "preparation"
    case (200, "POST", 3, "jobs", "addtaskcollection"): return "added"
    case (200, "GET", 4, "jobs", _): return "task"
    case (200, "GET", 5, _, "files"): return "files"
    case (200, "GET", 1, "pools", _): return "pools"
    case (200, "GET", 2, "pools", _): return "pool"
    case (200, "GET", 3, "pools", "nodes"): return "nodes"
    case (200, "GET", 4, "pools", _): return "node"
    default: return nil
    }
  }

  func json() throws -> JSONValue {
    guard let responseBody, !responseBody.isEmpty else { return .null }
    return try JSONDecoder().decode(JSONValue.self, from: Data(responseBody.utf8))
  }

  func decode(as kind: String) throws {
    let decoder = JSONDecoder()
    let body = Data((responseBody ?? "").utf8)
    switch kind {
    case "error": _ = try decoder.decode(BatchErrorBody.self, from: body)
    case "job": _ = try decoder.decode(BatchJob.self, from: body)
    case "jobs": _ = try decoder.decode(Page<BatchJob>.self, from: body)
    case "task": _ = try decoder.decode(BatchTask.self, from: body)
    case "tasks": _ = try decoder.decode(Page<BatchTask>.self, from: body)
    case "added": _ = try decoder.decode(TaskAddCollectionResult.self, from: body)
    case "files": _ = try decoder.decode(Page<BatchNodeFile>.self, from: body)
    case "pool": _ = try decoder.decode(BatchPool.self, from: body)
    case "pools": _ = try decoder.decode(Page<BatchPool>.self, from: body)
    case "node": _ = try decoder.decode(BatchNode.self, from: body)
    case "nodes": _ = try decoder.decode(Page<BatchNode>.self, from: body)
    case "preparation": _ = try decoder.decode(Page<JobPreparationStatus>.self, from: body)
    default:
      if (try? decoder.decode(TaskCountsResult.self, from: body)) == nil {
        _ = try decoder.decode(TaskCounts.self, from: body)
      }
    }
  }
}
