import AzureWire
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Files of tasks: the bytes lie on the node, and its agent sends them.
extension BatchRoutes {
  func listFiles(_ request: ServiceRequest, _ job: String, _ id: String) async throws -> Response {
    let isRecursive = request.query["recursive"]?.lowercased() == "true"
    let reply = try await ask(.list(recursive: isRecursive), job: job, task: id)
    guard case .list(let files) = reply else { throw WireError.fileNotFound("") }
    let elements = files.map { file in
      var members = JSONMembers()
      members.add("name", file.name)
      members.add("url", "\(endpoint)/jobs/\(job)/tasks/\(id)/files/\(PercentEncoding.encode(file.name, keeping: "/"))")
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
    return answer(request).list(metadata: "files", page: ListPage(elements: elements), request: request)
  }

  func getFile(_ request: ServiceRequest, _ job: String, _ id: String, _ path: String) async throws -> Response {
    // Windows clients send backslashes.
    let path = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).joined(separator: "/")
    guard !path.split(separator: "/").contains("..") else {
      throw WireError(.badRequest, "InvalidUri", "The requested URI does not represent any resource on the server.")
    }
    let range = try ByteRange(header: request.header("ocp-range") ?? request.header("range"))
    let wish: NodeFileRequest.Wish =
      request.method == .head
      ? .properties(path: path) : .read(path: path, first: range?.first, last: range?.last)
    switch try await ask(wish, job: job, task: id) {
    case .file(let file, let body):
      var headers: HTTPFields = [:]
      headers[.contentType] = Self.contentType(of: file.name)
      headers[.lastModified] = file.lastModified.rfc1123
      headers[fieldName("ocp-creation-time")] = file.creation.rfc1123
      headers[fieldName("ocp-batch-file-isdirectory")] = file.isDirectory ? "True" : "False"
      headers[fieldName("ocp-batch-file-mode")] = file.mode
      headers[fieldName("ocp-batch-file-url")] = PercentEncoding.encode(
        "\(endpoint)/jobs/\(job)/tasks/\(id)/files/\(file.name)")
      var fields = answer(request).common(headers)
      guard let body else {
        fields[.contentLength] = String(file.size)
        return Response(status: .ok, headers: fields, body: ResponseBody())
      }
      return Response(status: .ok, headers: fields, body: body)
    case .list, .notFound:
      throw WireError.fileNotFound(path)
    }
  }

  private func ask(_ wish: NodeFileRequest.Wish, job: String, task id: String) async throws -> FileRelay.Reply {
    let (task, _) = try await store.task(id, of: job)
    guard let node = task.nodeID else {
      throw WireError.conflict("TaskFilesUnavailable", "The files of the task are not available: it has not run yet.")
    }
    return try await files.ask(wish, job: task.jobID, task: task.id, node: node)
  }

  /// Text for what the node side of R and Batch write as text, so that
  /// clients show it.
  private static func contentType(of name: String) -> String {
    let text = ["txt", "log", "r", "csv", "json", "xml", "out", "err", "md"]
    let suffix = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return text.contains(suffix) ? "text/plain" : "application/octet-stream"
  }
}
