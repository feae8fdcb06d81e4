import AzureWire
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Files of tasks and nodes: the bytes lie on the node, and its agent sends
/// them.
extension BatchRoutes {
  func listFiles(_ request: ServiceRequest, _ job: String, _ id: String) async throws -> Response {
    try await list(request, of: try await taskFiles(job, id))
  }

  func getFile(_ request: ServiceRequest, _ job: String, _ id: String, _ path: String) async throws -> Response {
    try await get(request, path, of: try await taskFiles(job, id))
  }

  func deleteFile(_ request: ServiceRequest, _ job: String, _ id: String, _ path: String) async throws -> Response {
    try await delete(request, path, of: try await taskFiles(job, id))
  }

  func deleteNodeFile(_ request: ServiceRequest, _ pool: String, _ id: String, _ path: String) async throws -> Response
  {
    try await delete(request, path, of: try await nodeFiles(pool, id))
  }

  func listNodeFiles(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    try await list(request, of: try await nodeFiles(pool, id))
  }

  func getNodeFile(_ request: ServiceRequest, _ pool: String, _ id: String, _ path: String) async throws -> Response {
    try await get(request, path, of: try await nodeFiles(pool, id))
  }

  /// Whose files are asked for: those of a task, or of a node itself.
  private struct FileOwner {
    var node: String
    var job: String
    var task: String?
    /// The URL below which the files are named.
    var url: String
  }

  private func taskFiles(_ job: String, _ id: String) async throws -> FileOwner {
    let (task, _) = try await store.task(id, of: job)
    guard !task.filesRemoved else {
      throw WireError.conflict(
        "TaskFilesCleanedup", "The files of the task have been cleaned up, because its retention time has passed.")
    }
    guard let node = task.nodeID else {
      throw WireError.conflict("TaskFilesUnavailable", "The files of the task are not available: it has not run yet.")
    }
    return FileOwner(
      node: node, job: task.jobID, task: task.id, url: "\(endpoint)/jobs/\(task.jobID)/tasks/\(task.id)/files")
  }

  private func nodeFiles(_ pool: String, _ id: String) async throws -> FileOwner {
    guard let node = try await store.node(id), node.poolID.lowercased() == pool.lowercased() else {
      throw WireError.nodeNotFound(id)
    }
    return FileOwner(node: node.id, job: "", task: nil, url: "\(endpoint)/pools/\(node.poolID)/nodes/\(node.id)/files")
  }

  private func list(_ request: ServiceRequest, of owner: FileOwner) async throws -> Response {
    let query = try ListQuery(request.query)
    let filter = try NameFilter(query.filter)
    let reply = try await ask(.list(recursive: try request.flag("recursive")), of: owner)
    guard case .list(let all) = reply else { throw WireError.fileNotFound("") }
    let files = all.filter { file in filter.matches(file.name) && query.after.map { $0 < file.name } ?? true }
      .sorted { $0.name < $1.name }
    let page = files.prefix(query.limit)
    let elements = page.map { file in
      var members = JSONMembers()
      members.add("name", file.name)
      members.add("url", "\(owner.url)/\(PercentEncoding.encode(file.name, keeping: "/"))")
      members.add("isDirectory", file.isDirectory)
      if !file.isDirectory {
        var properties = JSONMembers()
        properties.add("creationTime", file.creation)
        properties.add("lastModified", file.lastModified)
        properties.add("contentLength", String(file.size))
        properties.add("contentType", Self.contentType(of: file.name))
        properties.add("fileMode", file.mode)
        members.add("properties", properties)
      }
      return members.text
    }
    let continuation = files.count > query.limit ? page.last?.name : nil
    return answer(request).list(
      metadata: "files", page: ListPage(elements: elements, continuation: continuation), request: request)
  }

  private func get(_ request: ServiceRequest, _ path: String, of owner: FileOwner) async throws -> Response {
    let path = try Self.confined(path)
    let conditions = try request.conditions()
    let range = try ByteRange(header: request.header("ocp-range") ?? request.header("range"))
    let wish: NodeFileRequest.Wish =
      request.method == .head
      ? .properties(path: path) : .read(path: path, first: range?.first, last: range?.last)
    switch try await ask(wish, of: owner) {
    case .file(let file, let body):
      // A file has no tag; its time decides.
      try conditions.checkRead(eTag: "", lastModified: file.lastModified)
      if let range, range.first >= file.size {
        throw WireError(
          .rangeNotSatisfiable, "InvalidRange", "The range specified is invalid for the current size of the resource.")
      }
      var headers: HTTPFields = [:]
      headers[.contentType] = Self.contentType(of: file.name)
      headers[.lastModified] = file.lastModified.rfc1123
      headers[fieldName("ocp-creation-time")] = file.creation.rfc1123
      headers[fieldName("ocp-batch-file-isdirectory")] = file.isDirectory ? "True" : "False"
      headers[fieldName("ocp-batch-file-mode")] = file.mode
      headers[fieldName("ocp-batch-file-url")] = PercentEncoding.encode("\(owner.url)/\(file.name)")
      var fields = answer(request).common(headers)
      guard let body, request.method != .head else {
        fields[.contentLength] = String(file.size)
        return Response(status: .ok, headers: fields, body: ResponseBody())
      }
      return Response(status: .ok, headers: fields, body: body)
    case .list, .notFound, .deleted:
      throw WireError.fileNotFound(path)
    }
  }

  private func delete(_ request: ServiceRequest, _ path: String, of owner: FileOwner) async throws -> Response {
    let path = try Self.confined(path)
    let isRecursive = try request.flag("recursive")
    guard case .deleted = try await ask(.delete(path: path, recursive: isRecursive), of: owner) else {
      throw WireError.fileNotFound(path)
    }
    return answer(request).empty(.ok)
  }

  /// The path with plain slashes: Windows clients send backslashes.
  ///
  /// - Throws: ``WireError`` `InvalidUri` for one that leads outside, or names
  ///   nothing.
  private static func confined(_ path: String) throws -> String {
    let parts = path.split(whereSeparator: { $0 == "/" || $0 == "\\" })
    guard !parts.isEmpty, !parts.contains("..") else {
      throw WireError(.badRequest, "InvalidUri", "The requested URI does not represent any resource on the server.")
    }
    return parts.joined(separator: "/")
  }

  private func ask(_ wish: NodeFileRequest.Wish, of owner: FileOwner) async throws -> FileRelay.Reply {
    try await files.ask(wish, job: owner.job, task: owner.task, node: owner.node)
  }

  /// Text for what the node side of R and Batch write as text, so that
  /// clients show it.
  private static func contentType(of name: String) -> String {
    let text = ["txt", "log", "r", "csv", "json", "xml", "out", "err", "md"]
    let suffix = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return text.contains(suffix) ? "text/plain" : "application/octet-stream"
  }
}
