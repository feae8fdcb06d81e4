import AzureClient
import AzureWire
import RData

/// Why a task of a job failed, as far as its traces tell.
package struct TaskFailure: Sendable, Equatable {
  /// An iteration that failed, and R's message.
  package struct Iteration: Sendable, Equatable {
    /// From 1, over the whole loop.
    package var number: Int
    /// What R said.
    package var message: String

    package init(number: Int, message: String) {
      self.number = number
      self.message = message
    }
  }

  /// The task, a number or `merge`.
  package var taskID: String
  /// Known when the task left a result; else empty.
  package var iterations: [Iteration]
  /// The iterations that the task was to run.
  package var range: ClosedRange<Int>?
  /// What its process ended with; nil when there was none.
  package var exitCode: Int?
  /// The service's word, such as `FailureExitCode`.
  package var code: String?
  package var message: String?
  /// The last lines of the task's error stream.
  package var errorLines: [String]

  package init(
    taskID: String, iterations: [Iteration] = [], range: ClosedRange<Int>? = nil, exitCode: Int? = nil,
    code: String? = nil, message: String? = nil, errorLines: [String] = []
  ) {
    self.taskID = taskID
    self.iterations = iterations
    self.range = range
    self.exitCode = exitCode
    self.code = code
    self.message = message
    self.errorLines = errorLines
  }
}

extension ParallelJobs {
  /// The failed tasks of a job with their causes, by number; the merge last.
  ///
  /// - Parameter limit: so many are looked into; the others carry no lines.
  package func failures(of id: String, limit: Int = 20) async throws -> [TaskFailure] {
    let job = try await job(id)
    let tasks = try await batch.tasks(
      job: id, filter: "executionInfo/result eq 'failure'", select: ["id", "executionInfo"]
    ).all()
    let sorted = tasks.sorted { (Int($0.id) ?? .max, $0.id) < (Int($1.id) ?? .max, $1.id) }
    return try await withThrowingTaskGroup(of: (Int, TaskFailure).self) { group in
      for (index, task) in sorted.enumerated() {
        group.addTask { (index, try await failure(of: task, in: job, looksInside: index < limit)) }
      }
      var failures = [TaskFailure?](repeating: nil, count: sorted.count)
      for try await (index, failure) in group { failures[index] = failure }
      return failures.compactMap { $0 }
    }
  }

  private func failure(of task: BatchTask, in job: BatchJob, looksInside: Bool) async throws -> TaskFailure {
    let info = task.executionInfo
    var failure = TaskFailure(
      taskID: task.id, iterations: [], range: job.iterations(ofTask: task.id), exitCode: info?.exitCode,
      code: info?.failureInfo?.code, message: info?.failureInfo?.message, errorLines: [])
    guard looksInside else { return failure }
    if let bytes = try await optionalBlob(JobLayout.result(ofTask: task.id), of: job), task.id != JobLayout.mergeTaskID
    {
      failure.iterations = Self.failedIterations(in: try RDS.read(bytes))
    }
    if let bytes = try await optionalBlob(JobLayout.standardError(ofTask: task.id), of: job) {
      failure.errorLines = LastLines.of(bytes, count: 5)
    }
    return failure
  }

  /// The iterations of a task's result that are errors.
  static func failedIterations(in result: RValue) -> [TaskFailure.Iteration] {
    guard case .list(let values) = result.storage, let names = result.names else { return [] }
    return zip(names, values).compactMap { name, value in
      guard value.inherits("error"), let number = Int(name) else { return nil }
      return TaskFailure.Iteration(number: number, message: value.element("message")?.asString ?? "")
    }
  }

  /// A blob of the job, or nil when it was never written.
  func optionalBlob(_ name: String, of job: BatchJob) async throws -> [UInt8]? {
    do {
      return try await blobs.download(container: job.container, blob: name)
    } catch let error as AzureError where error.kind == .notFound {
      return nil
    }
  }
}
