import AzureWire
import FaultTesting
import Foundation

/// An account that never changes: it answers from a file, and takes every
/// change without making it. What commands print of it is always the same.
struct CannedAccount: Sendable {
  private let json: JSONValue

  static let credential = makeCredential()
  static let key = Base64.encode(Array("a key of thirty-two bytes, about".utf8))

  private static func makeCredential() -> SharedKeyCredential {
    guard let credential = SharedKeyCredential(account: "local", base64Key: Secret(key)) else {
      preconditionFailure("the key of the tests is Base64")
    }
    return credential
  }

  init(file: URL) throws {
    json = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
  }

  func answer(_ request: ReceivedRequest) -> ScriptedAnswer {
    let path = (PercentEncoding.decode(request.path) ?? request.path).split(separator: "/").map(String.init)
    if path.first == "local" { return storage(request, Array(path.dropFirst())) }
    guard ["GET", "HEAD"].contains(request.method) else {
      return .answer(request.method == "POST" && path.count == 1 ? 201 : 202)
    }
    if let text = json["files"]?[path.joined(separator: "/")]?.text {
      var headers = [("content-type", "application/octet-stream")]
      if request.method == "HEAD" { headers.append(("content-length", "\(text.utf8.count)")) }
      return .answer(200, headers: headers, body: text)
    }
    guard let found = batch(path) else {
      return .answer(404, body: ScriptedAnswer.errorBody(missing(path)))
    }
    guard let elements = found.elements else { return Self.answer(found) }
    let filter = request.query.items.first { $0.name == "$filter" }?.value
    let kept = elements.filter { element in
      filter.flatMap { try? ODataParser.parse($0) }.map { Self.holds($0, of: element) } ?? true
    }
    return Self.answer(.object(["value": .array(kept)]))
  }

  private func batch(_ path: [String]) -> JSONValue? {
    switch (path.count, path.first, path.last) {
    case (1, "supportedimages", _): json["images"]
    case (1, let kind?, _): json[kind]
    case (2, let kind?, let id?): json[kind]?.elements?.first { $0["id"]?.text == id }
    case (3, "jobs", "tasks"): json["tasks"]?[path[1]]
    case (3, "jobs", "taskcounts"): json["tasks"]?[path[1]].map(Self.counts)
    case (3, "jobs", "jobpreparationandreleasetaskstatus"): .array([])
    case (3, "pools", "nodes"): json["nodes"]?[path[1]]
    case (4, "jobs", let id?): json["tasks"]?[path[1]]?.elements?.first { $0["id"]?.text == id }
    case (4, "pools", let id?): json["nodes"]?[path[1]]?.elements?.first { $0["id"]?.text == id }
    case (5, "jobs", "files"): files(below: path)
    default: nil
    }
  }

  /// What the service says of something that is not there.
  private func missing(_ path: [String]) -> String {
    let things = ["jobs": "JobNotFound", "tasks": "TaskNotFound", "pools": "PoolNotFound", "nodes": "NodeNotFound"]
    let isThere = path.count > 2 && batch(Array(path.prefix(2))) != nil
    if path.contains("files"), isThere { return "FileNotFound" }
    return things[path[isThere ? 2 : 0]] ?? "ResourceNotFound"
  }

  private func files(below path: [String]) -> JSONValue {
    guard case .object(let files)? = json["files"] else { return .array([]) }
    let prefix = path.joined(separator: "/") + "/"
    return .array(
      files.keys.filter { $0.hasPrefix(prefix) }.sorted().map { ["name": .string(String($0.dropFirst(prefix.count)))] })
  }

  private static func counts(_ tasks: JSONValue) -> JSONValue {
    let tasks = tasks.elements ?? []
    func count(_ isCounted: (JSONValue) -> Bool) -> JSONValue { .int(Int64(tasks.filter(isCounted).count)) }
    let counts: JSONValue = [
      "active": count { $0["state"]?.text == "active" }, "running": count { $0["state"]?.text == "running" },
      "completed": count { $0["state"]?.text == "completed" },
      "succeeded": count { $0["executionInfo"]?["result"]?.text == "success" },
      "failed": count { $0["executionInfo"]?["result"]?.text == "failure" },
    ]
    return ["taskCounts": counts, "taskSlotCounts": counts]
  }

  private static func holds(_ filter: ODataFilter, of element: JSONValue) -> Bool {
    switch filter {
    case .compare(let property, let comparison, .string(let text)):
      let value = property.split(separator: "/").reduce(Optional(element)) { $0?[String($1)] }
      return (value?.text == text) == (comparison == .equal)
    case .and(let first, let second): return holds(first, of: element) && holds(second, of: element)
    case .or(let first, let second): return holds(first, of: element) || holds(second, of: element)
    case .compare, .startsWith: return true
    }
  }

  private static func answer(_ value: JSONValue) -> ScriptedAnswer {
    guard let bytes = try? JSONEncoder().encode(value) else { return .answer(500) }
    return .answer(
      200, headers: [("content-type", "application/json")], body: String(decoding: bytes, as: UTF8.self))
  }

  // MARK: Storage

  private static let modified = "Sun, 01 Mar 2026 12:00:00 GMT"

  private func storage(_ request: ReceivedRequest, _ path: [String]) -> ScriptedAnswer {
    guard ["GET", "HEAD"].contains(request.method) else { return .answer(request.method == "DELETE" ? 202 : 201) }
    guard case .object(let containers)? = json["containers"] else { return .answer(500) }
    func value(_ name: String) -> String { request.query.items.first { $0.name == name }?.value ?? "" }
    guard let name = path.first else {
      return Self.list(
        "Containers", "Container", containers.keys.filter { $0.hasPrefix(value("prefix")) }.map { ($0, "") })
    }
    guard case .object(let blobs)? = containers[name] else { return Self.notFound("ContainerNotFound") }
    if path.count == 1 {
      return Self.list(
        "Blobs", "Blob",
        blobs.filter { $0.key.hasPrefix(value("prefix")) }.map { blob in
          let size = "<Content-Length>\(blob.value.text?.utf8.count ?? 0)</Content-Length>"
          return (blob.key, size + "<Content-Type>application/octet-stream</Content-Type>")
        })
    }
    guard let text = blobs[path.dropFirst().joined(separator: "/")]?.text else { return Self.notFound("BlobNotFound") }
    var headers = [("last-modified", Self.modified), ("etag", "\"1\"")]
    if request.method == "HEAD" { headers.append(("content-length", "\(text.utf8.count)")) }
    guard let range = request.header("x-ms-range") ?? request.header("range"), request.method == "GET" else {
      return .answer(200, headers: headers, body: text)
    }
    let ends = range.drop { $0 != "=" }.dropFirst().split(separator: "-").compactMap { Int($0) }
    let last = min(ends.count > 1 ? ends[1] : .max, text.utf8.count - 1)
    headers.append(("content-range", "bytes \(ends[0])-\(last)/\(text.utf8.count)"))
    return .answer(206, headers: headers, body: String(text.dropFirst(ends[0]).prefix(last - ends[0] + 1)))
  }

  private static func notFound(_ code: String) -> ScriptedAnswer {
    .answer(
      404, headers: [("x-ms-error-code", code)], body: "<Error><Code>\(code)</Code><Message>None.</Message></Error>")
  }

  private static func list(
    _ group: String, _ item: String, _ entries: [(name: String, properties: String)]
  ) -> ScriptedAnswer {
    let items = entries.sorted { $0.name < $1.name }.map { entry in
      """
      <\(item)><Name>\(entry.name)</Name><Properties><Last-Modified>\(modified)</Last-Modified>\
      <LeaseState>available</LeaseState>\(entry.properties)</Properties></\(item)>
      """
    }
    return .answer(
      200, headers: [("content-type", "application/xml")],
      body: "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><\(group)>\(items.joined())</\(group)>"
        + "<NextMarker/></EnumerationResults>")
  }
}

extension JSONValue {
  fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
  fileprivate var elements: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
}
