public import AzureWire
import NIOHTTP1

extension BatchClient {
  /// The files that a task has left on its node.
  ///
  /// - Parameters:
  ///   - recursive: those in directories too.
  ///   - filter: OData, such as `startswith(name, 'wd/')`.
  public func taskFiles(
    job: String, task: String, recursive: Bool = false, filter: String? = nil
  ) -> Pages<BatchNodeFile> {
    pages(
      of: BatchNodeFile.self, ["jobs", job, "tasks", task, "files"], .files(job: job, task: task),
      query: [("recursive", recursive ? "true" : nil), ("$filter", filter)])
  }

  /// Bytes of a task's file, such as `stdout.txt` or `wd/out.csv`.
  ///
  /// - Parameters:
  ///   - range: offsets of the first and last byte; a range that begins at or
  ///     after the end gives nothing, one that goes beyond it what there is.
  ///   - maximumBytes: a longer answer is an error of kind `tooLarge`.
  public func taskFile(
    job: String, task: String, path: String, range: ClosedRange<Int64>? = nil, maximumBytes: Int = 64 << 20
  ) async throws -> [UInt8] {
    try await bytes(
      ["jobs", job, "tasks", task, "files", path], .file(job: job, task: task, path: path), range, maximumBytes)
  }

  /// Size and times of a task's file, without its contents.
  public func taskFileProperties(job: String, task: String, path: String) async throws -> BatchFileProperties {
    try await properties(["jobs", job, "tasks", task, "files", path], .file(job: job, task: task, path: path))
  }

  /// The files of a node, below its root.
  ///
  /// - Parameters:
  ///   - recursive: those in directories too.
  ///   - filter: OData, such as `startswith(name, 'startup/')`.
  public func nodeFiles(
    pool: String, node: String, recursive: Bool = false, filter: String? = nil
  ) -> Pages<BatchNodeFile> {
    pages(
      of: BatchNodeFile.self, ["pools", pool, "nodes", node, "files"], .nodeFiles(pool: pool, node: node),
      query: [("recursive", recursive ? "true" : nil), ("$filter", filter)])
  }

  /// Deletes a file that a task has left on its node.
  ///
  /// - Parameter recursive: a directory with all that is in it.
  public func deleteTaskFile(job: String, task: String, path: String, recursive: Bool = false) async throws {
    let call = try call(
      "DELETE", ["jobs", job, "tasks", task, "files", path], verb: "delete",
      .file(job: job, task: task, path: path), query: [("recursive", recursive ? "true" : nil)])
    try await perform(call, doneCodes: ["FileNotFound"])
  }

  /// Deletes a file of a node; as ``deleteTaskFile(job:task:path:recursive:)``.
  public func deleteNodeFile(pool: String, node: String, path: String, recursive: Bool = false) async throws {
    let call = try call(
      "DELETE", ["pools", pool, "nodes", node, "files", path], verb: "delete",
      .nodeFile(pool: pool, node: node, path: path), query: [("recursive", recursive ? "true" : nil)])
    try await perform(call, doneCodes: ["FileNotFound"])
  }

  /// Bytes of a node's file, such as `startup/stdout.txt`; as
  /// ``taskFile(job:task:path:range:maximumBytes:)``.
  public func nodeFile(
    pool: String, node: String, path: String, range: ClosedRange<Int64>? = nil, maximumBytes: Int = 64 << 20
  ) async throws -> [UInt8] {
    try await bytes(
      ["pools", pool, "nodes", node, "files", path], .nodeFile(pool: pool, node: node, path: path), range,
      maximumBytes)
  }

  /// Size and times of a node's file, without its contents.
  public func nodeFileProperties(pool: String, node: String, path: String) async throws -> BatchFileProperties {
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
