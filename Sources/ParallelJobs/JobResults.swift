import AzureClient
import AzureWire
package import RData
import Wording

extension ParallelJobs {
  /// The result of a job: the merged list of its iterations, or what
  /// `.combine` has made of it.
  ///
  /// - Parameter isPartial: of a job that is not done, or has failed, what
  ///   there is: a list of all iterations, NA for one without a value, its
  ///   error in the attribute `errors`.
  /// - Throws: ``JobError``: `unfinished` with how far the job is, or
  ///   `failedTasks` with the iterations and R's messages.
  /// - Parameter combine: makes one value of the results of a job that was
  ///   not to be combined on its nodes, for loops that combine.
  package func result(
    of id: String, isPartial: Bool = false, combine: (UncombinedResult) async throws -> RValue
  ) async throws -> RValue {
    let job = try await job(id)
    if isPartial { return try await partialResult(of: job, tasks: nil) }
    let ownCounts = try await batch.taskCounts(job: id)
    if job.state == .active, ownCounts.running == 0, ownCounts.completed == 0,
      let reason = try await preparationFailure(of: id)
    {
      throw JobError(.failedTasks, reason)
    }
    let counts = ownCounts.including(job.keptTaskCount)
    try Self.checkFinished(job, counts: counts)
    if let reason = job.executionInfo?.terminateReason, reason != "AllTasksComplete" {
      throw JobError(
        .failedTasks,
        "The job `\(id)` was ended before it had a result (\(reason)); `getJobResult(\"\(id)\", partial = TRUE)` gives "
          + "the values there are.")
    }
    if counts.failed > 0, job.errorHandling == .stop || counts.succeeded == 0 && job.isCombinedInCloud {
      try await throwFailures(of: job)
    }
    let isCombined = job.metadata(JobMetadata.combine) == "TRUE"
    guard job.isCombinedInCloud else {
      return isCombined ? try await combine(try await uncombined(job)) : try await mergeHere(job)
    }
    let name = isCombined ? JobLayout.combinedResult : JobLayout.mergedResult
    guard let bytes = try await awaited(name, of: job) else {
      if counts.failed > 0 { try await throwFailures(of: job) }
      throw JobError(
        .failedTasks,
        "The job `\(id)` is \(job.state ?? .completed) but has left no result; `getJob \(id)` shows its tasks.")
    }
    let value = try RDS.read(bytes)
    if isCombined, value.inherits("error") {
      throw JobError(
        .failedTasks,
        "The results of job `\(id)` could not be combined: \(value.element("message")?.asString ?? "unknown error"). "
          + "`getJobResult(\"\(id)\", partial = TRUE)` gives the values as a list.")
    }
    return value
  }

  private static func checkFinished(_ job: BatchJob, counts: TaskCounts) throws {
    switch job.state {
    case .completed?: return
    case .active?:
      let progress =
        counts.total == 0
        ? "it has no tasks yet"
        : "\(Words.share(counts.completed, of: counts.total, "task")) completed"
      throw JobError(
        .unfinished,
        "The job `\(job.id)` has not finished yet: \(progress); wait with `waitForJob \(job.id)`, "
          + "or take what is there with `getJobResult(\"\(job.id)\", partial = TRUE)`.")
    case let state:
      throw JobError(.unfinished, "The job `\(job.id)` is \(state?.rawValue ?? "unknown"), no result is available.")
    }
  }

  private func throwFailures(of job: BatchJob) async throws {
    let failures = try await failures(of: job.id)
    throw JobError(.failedTasks, FailureReport(job: job.id, handling: job.errorHandling, failures: failures).sentence)
  }

  /// A result that is named completed may need a moment until it can be
  /// read; nil when it does not come.
  private func awaited(_ name: String, of job: BatchJob) async throws -> [UInt8]? {
    for pause in [0.1, 0.4, 1.5] {
      if let bytes = try await optionalBlob(name, of: job) { return bytes }
      try await Task.sleep(for: .seconds(pause))
    }
    return try await optionalBlob(name, of: job)
  }

  /// Joins the results of the tasks of a job that has no merge task.
  private func mergeHere(_ job: BatchJob) async throws -> RValue {
    let (values, names) = try await allResults(of: job)
    let kept = zip(names, values).filter { job.errorHandling != .remove || !$0.1.inherits("error") }
    return .list(kept.map(\.1), names: kept.map(\.0))
  }

  /// The values of some tasks of a job, whatever the others do: a list of
  /// their iterations, NA for one without a value, its error in the attribute
  /// `errors`.
  ///
  /// - Throws: ``JobError`` of kind `notFound`, and of kind `invalid` for a
  ///   task that the job cannot have.
  package func result(of id: String, tasks: [Int]) async throws -> RValue {
    let job = try await job(id)
    let count = try await counts(of: job).total - (job.isCombinedInCloud ? 1 : 0)
    for task in tasks where job.iterations(ofTask: String(task)) == nil || job.iterationCount == nil && task > count {
      throw JobError(.invalid, "The job `\(id)` has no task \(task); its tasks are 1 to \(max(count, 0)).")
    }
    return try await partialResult(of: job, tasks: tasks)
  }

  private func partialResult(of job: BatchJob, tasks: [Int]?) async throws -> RValue {
    let (values, names) = try await taskOutcomes(of: job, only: tasks.map(Set.init))
    let found = Dictionary(zip(names, values)) { first, _ in first }
    let all: [String]
    if let tasks {
      all = tasks.flatMap { task in job.iterations(ofTask: String(task)).map { $0.map(String.init) } ?? [] }
    } else {
      let count = job.iterationCount ?? names.compactMap { Int($0) }.max() ?? 0
      all = (0..<count).map { String($0 + 1) }
    }
    let missing = RValue(.logical([nil]))
    var result = RValue.list(
      all.map { name in found[name].flatMap { $0.inherits("error") ? nil : $0 } ?? missing }, names: all)
    let errors = all.compactMap { name in found[name].flatMap { $0.inherits("error") ? (name, $0.withoutOwnCall) : nil }
    }
    if !errors.isEmpty { result.attributes["errors"] = .list(errors.map(\.1), names: errors.map(\.0)) }
    return result
  }

  private func uncombined(_ job: BatchJob) async throws -> UncombinedResult {
    let (values, _) = try await allResults(of: job)
    guard let bytes = try await optionalBlob(JobLayout.environment(of: job.id), of: job),
      let result = try UncombinedResult(environment: try RDS.read(bytes), values: values)
    else {
      throw JobError(
        .failedTasks,
        "The job `\(job.id)` lacks the description of how its results combine; "
          + "`getJobResult(\"\(job.id)\", partial = TRUE)` gives them as a list.")
    }
    return result
  }

  /// The values of all tasks in order. A task that left no result stands for
  /// errors of all of its iterations: none is ever lost without a word.
  private func allResults(of job: BatchJob) async throws -> (values: [RValue], names: [String]) {
    let (values, names) = try await taskOutcomes(of: job)
    let ownCounts = try await batch.taskCounts(job: job.id)
    // A job that never came to evaluate anything has its reason, and no values.
    if values.isEmpty, ownCounts.failed > 0 { try await throwFailures(of: job) }
    let count = ownCounts.including(job.keptTaskCount).total - (job.isCombinedInCloud ? 1 : 0)
    let isReduced = job.metadata(JobMetadata.reduced) == "TRUE"
    var found = Dictionary(zip(names, values)) { first, _ in first }
    for task in 1...max(count, 1) {
      guard let iterations = job.iterations(ofTask: String(task)) else { continue }
      // A reduced chunk has one value, named by its first iteration.
      for iteration in isReduced ? iterations.prefix(1).map(\.self) : Array(iterations)
      where found[String(iteration)] == nil && (job.iterationCount != nil || job.chunkSize == 1) {
        found[String(iteration)] = .simpleError(
          "task \(task) ended without leaving a result for iteration \(iteration)")
      }
    }
    let sorted = found.sorted { (Int($0.key) ?? .max, $0.key) < (Int($1.key) ?? .max, $1.key) }
    return (sorted.map(\.value), sorted.map(\.key))
  }
}

extension RValue {
  /// A condition as R's `simpleError()` makes it.
  fileprivate static func simpleError(_ message: String) -> RValue {
    var value = RValue.list(["message": .string(message), "call": .null])
    value.attributes["class"] = .strings(["simpleError", "error", "condition"])
    return value
  }

  /// The condition without its call, where that is `worker.R`'s own: the body
  /// itself has none.
  fileprivate var withoutOwnCall: RValue {
    guard case .list(var elements) = storage, let index = names?.firstIndex(of: "call"),
      RSource.deparse(elements[index]) == ["eval(xpr, envir = envir)"]
    else { return self }
    elements[index] = .null
    var value = self
    value.storage = .list(elements)
    return value
  }
}
