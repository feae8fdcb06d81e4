import AzureClient
package import AzureWire

extension ParallelJobs {
  /// The tasks of a job, by number; the merge last.
  ///
  /// - Throws: ``JobError`` of kind `notFound`.
  ///
  /// - Parameter states: only tasks in one of them; all when empty.
  package func tasks(
    of id: String, states: [TaskState] = [], failedOnly: Bool = false
  ) async throws -> [BatchTask] {
    do {
      let inStates = states.map { "state eq '\($0.rawValue)'" }.joined(separator: " or ")
      let filters = [inStates.isEmpty ? nil : "(\(inStates))", failedOnly ? "executionInfo/result eq 'failure'" : nil]
      let filter = filters.compactMap(\.self).joined(separator: " and ")
      async let own = batch.tasks(
        job: id, filter: filter.isEmpty ? nil : filter, select: ["id", "state", "executionInfo", "nodeInfo"]
      ).all()
      let showsSucceeded = !failedOnly && (states.isEmpty || states.contains(.completed))
      let kept = showsSucceeded ? try await keptTasks(of: try await job(id)) : []
      let tasks = try await own + kept
      return tasks.sorted { (Int($0.id) ?? .max, $0.id) < (Int($1.id) ?? .max, $1.id) }
    } catch let error as AzureError where error.isCode("JobNotFound") {
      throw JobError.notFound(id)
    }
  }

  /// A file of a task: from the node, or, once the node has it no more, what
  /// was kept of the task's output with the results.
  package func file(_ path: String, ofTask task: String, of id: String) async throws -> [UInt8] {
    do {
      return try await batch.taskFile(job: id, task: task, path: path)
    } catch let error as AzureError where error.isCode("JobNotFound") {
      throw JobError.notFound(id)
    } catch let error as AzureError where ["filenotfound", "taskfilesunavailable"].contains(error.code.lowercased()) {
      if let blob = Self.kept(path, ofTask: task), let bytes = try await optionalBlob(blob, of: try await job(id)) {
        return bytes
      }
      guard error.isCode("FileNotFound") else { throw error }
      throw try await missing(path, task, id) ?? error
    }
  }

  /// The blob that keeps a file of a task, once the task has ended.
  private static func kept(_ path: String, ofTask task: String) -> String? {
    switch path {
    case standardOutput: JobLayout.standardOutput(ofTask: task)
    case standardError: JobLayout.standardError(ofTask: task)
    case JobLayout.output(ofTask: task): JobLayout.log(ofTask: task)
    default: nil
    }
  }

  private static let standardOutput = "stdout.txt"
  private static let standardError = "stderr.txt"

  /// Where a task's output is when it is not where one looks first: the
  /// command of a loop's task has R write into a file of its own.
  ///
  /// - Parameter path: of the output or the error stream.
  /// - Returns: that file; nil when the one looked at is not empty, or not
  ///   there, or there is nothing in the other either.
  package func output(insteadOf path: String, ofTask task: String, of id: String) async throws -> String? {
    let output = JobLayout.output(ofTask: task)
    guard [Self.standardOutput, Self.standardError].contains(path),
      try await size(of: path, ofTask: task, of: id) == 0, try await size(of: output, ofTask: task, of: id) ?? 0 > 0
    else { return nil }
    return output
  }

  /// - Returns: nil when there is no such file, or not yet.
  private func size(of path: String, ofTask task: String, of id: String) async throws -> Int64? {
    do {
      return try await batch.taskFileProperties(job: id, task: task, path: path).contentLength
    } catch let error as AzureError where Self.isFileMissing(error) {
      guard let blob = Self.kept(path, ofTask: task) else { return nil }
      return try await size(ofBlob: blob, of: try await job(id))
    }
  }

  /// - Returns: nil when there is none, or the job has no container, being
  ///   another program's.
  private func size(ofBlob name: String, of job: BatchJob) async throws -> Int64? {
    do {
      return try await blobs.properties(container: job.container, blob: name).size
    } catch let error as AzureError where error.kind == .notFound {
      return nil
    }
  }

  /// Says which files a task has instead; nil when it has none.
  private func missing(_ path: String, _ task: String, _ id: String) async throws -> JobError? {
    let shown = 10
    for try await page in batch.taskFiles(job: id, task: task, recursive: true) {
      var names = page.filter { !($0.isDirectory ?? false) }.map { "`\($0.name)`" }.sorted()
      guard !names.isEmpty else { return nil }
      if names.count > shown { names = names.prefix(shown) + ["..."] }
      return JobError(
        .notFound, "Task \(task) of the job `\(id)` has no file `\(path)`; it has \(names.joined(separator: ", ")).")
    }
    return nil
  }

  /// Whether there was anything to end.
  package enum Termination: Sendable {
    case terminated
    case alreadyCompleted
  }

  /// Ends a job; its container stays.
  ///
  /// - Throws: ``JobError`` of kind `notFound`.
  package func terminate(_ id: String) async throws -> Termination {
    do {
      try await batch.terminateJob(id)
      return .terminated
    } catch let error as AzureError where error.kind == .notFound {
      throw JobError.notFound(id)
    } catch let error as AzureError where error.isCode("JobCompleted") || error.isCode("JobBeingTerminated") {
      return .alreadyCompleted
    }
  }

  /// Holds back the tasks of a job.
  ///
  /// - Parameter tasks: what becomes of those that run.
  /// - Throws: ``JobError`` of kind `notFound`, or `conflict` for a job that
  ///   is over.
  package func disable(_ id: String, _ tasks: DisableTasks) async throws {
    try await control(id) { try await batch.disableJob(id, tasks) }
  }

  /// Lets a disabled job go on.
  ///
  /// - Throws: as ``disable(_:_:)``.
  package func enable(_ id: String) async throws {
    try await control(id) { try await batch.enableJob(id) }
  }

  private func control(_ id: String, _ request: () async throws -> Void) async throws {
    do {
      try await request()
    } catch let error as AzureError where error.kind == .notFound {
      throw JobError.notFound(id)
    } catch let error as AzureError where error.isCode("JobCompleted") || error.isCode("JobBeingTerminated") {
      throw JobError(.conflict, "The job `\(id)` is over, so there is nothing to hold back or to let go on.")
    }
  }
}
