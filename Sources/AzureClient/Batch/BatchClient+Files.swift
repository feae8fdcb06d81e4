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
    var call = try fileCall("GET", job: job, task: task, path: path)
    if let range { call.headers.append(("ocp-range", "bytes=\(range.lowerBound)-\(range.upperBound)")) }
    call.maximumBytes = maximumBytes
    do {
      return try await service.perform(call).bodyBytes
    } catch let error as AzureError where error.status == 416 && range != nil {
      return []
    }
  }

  /// Size and times of a task's file, without its contents.
  package func taskFileProperties(job: String, task: String, path: String) async throws -> TaskFileProperties {
    let call = try fileCall("HEAD", job: job, task: task, path: path)
    let answer = try await service.perform(call)
    guard let properties = TaskFileProperties(answer.headers) else {
      throw service.unreadable(answer, call, because: "the size is missing")
    }
    return properties
  }

  private func fileCall(_ method: String, job: String, task: String, path: String) throws -> ServiceCall {
    var call = try call(
      method, ["jobs", job, "tasks", task, "files", path], verb: "read", .file(job: job, task: task, path: path))
    call.headers.removeAll { $0.name == "accept" }
    call.headers.append(("accept", "application/octet-stream"))
    return call
  }
}
