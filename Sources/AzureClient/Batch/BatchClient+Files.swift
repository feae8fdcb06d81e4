package import AzureWire
import NIOHTTP1

extension BatchClient {
  /// The files that a task has left on its node.
  ///
  /// - Parameter recursive: those in directories too.
  package func taskFiles(job: String, task: String, recursive: Bool = false) -> Pages<BatchNodeFile> {
    pages(
      of: BatchNodeFile.self, ["jobs", job, "tasks", task, "files"], .files(job: job, task: task),
      query: [("recursive", recursive ? "true" : nil)])
  }

  /// Bytes of a task's file, such as `stdout.txt` or `wd/out.csv`.
  ///
  /// - Parameters:
  ///   - range: offsets of the first and last byte; a range that begins at or
  ///     after the end gives nothing, one that goes beyond it what there is.
  ///   - maximumBytes: a longer answer is an error of kind `tooLarge`.
  package func taskFile(
    job: String, task: String, path: String, range: ClosedRange<Int64>? = nil, maximumBytes: Int = 64 << 20
  ) async throws -> [UInt8] {
    try await bytes(
      ["jobs", job, "tasks", task, "files", path], .file(job: job, task: task, path: path), range, maximumBytes)
  }

  /// Size and times of a task's file, without its contents.
  package func taskFileProperties(job: String, task: String, path: String) async throws -> BatchFileProperties {
    try await properties(["jobs", job, "tasks", task, "files", path], .file(job: job, task: task, path: path))
  }

  /// The files of a node, below its root.
  ///
  /// - Parameter recursive: those in directories too.
  package func nodeFiles(pool: String, node: String, recursive: Bool = false) -> Pages<BatchNodeFile> {
    pages(
      of: BatchNodeFile.self, ["pools", pool, "nodes", node, "files"], .nodeFiles(pool: pool, node: node),
      query: [("recursive", recursive ? "true" : nil)])
  }

  /// Bytes of a node's file, such as `startup/stdout.txt`; as
  /// ``taskFile(job:task:path:range:maximumBytes:)``.
  package func nodeFile(
    pool: String, node: String, path: String, range: ClosedRange<Int64>? = nil, maximumBytes: Int = 64 << 20
  ) async throws -> [UInt8] {
    try await bytes(
      ["pools", pool, "nodes", node, "files", path], .nodeFile(pool: pool, node: node, path: path), range,
      maximumBytes)
  }

  /// Size and times of a node's file, without its contents.
  package func nodeFileProperties(pool: String, node: String, path: String) async throws -> BatchFileProperties {
    try await properties(
      ["pools", pool, "nodes", node, "files", path], .nodeFile(pool: pool, node: node, path: path))
  }

  private func bytes(
    _ path: [String], _ subject: Subject, _ range: ClosedRange<Int64>?, _ maximumBytes: Int
  ) async throws -> [UInt8] {
    var call = try fileCall("GET", path, subject)
    if let range { call.headers.append(("ocp-range", "bytes=\(range.lowerBound)-\(range.upperBound)")) }
    call.maximumBytes = maximumBytes
    do {
      return try await service.perform(call).bodyBytes
    } catch let error as AzureError where error.status == 416 && range != nil {
      return []
    }
  }

  private func properties(_ path: [String], _ subject: Subject) async throws -> BatchFileProperties {
    let call = try fileCall("HEAD", path, subject)
    let answer = try await service.perform(call)
    guard let properties = BatchFileProperties(answer.headers) else {
      throw service.unreadable(answer, call, because: "the size is missing")
    }
    return properties
  }

  private func fileCall(_ method: String, _ path: [String], _ subject: Subject) throws -> ServiceCall {
    var call = try call(method, path, verb: "read", subject)
    call.headers.removeAll { $0.name == "accept" }
    call.headers.append(("accept", "application/octet-stream"))
    return call
  }
}
