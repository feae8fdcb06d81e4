import AzureClient
import AzureWire
package import RData

extension ParallelJobs {
  /// The result of a job: the merged list of its iterations, or what
  /// `.combine` has made of it.
  ///
  /// - Parameter isPartial: of a job that is not done, or has failed, what
  ///   there is: a list of all iterations, NA for one without a value, its
  ///   error in the attribute `errors`.
  /// - Throws: ``JobError``: `unfinished` with how far the job is, or
  ///   `failedTasks` with the iterations and R's messages.
  package func result(of id: String, isPartial: Bool = false) async throws -> RValue {
    let job = try await job(id)
    if isPartial { return try await partialResult(of: job) }
    let counts = try await batch.taskCounts(job: id)
    if job.state == .active, counts.running == 0, counts.completed == 0,
      let reason = try await preparationFailure(of: id)
    {
      throw JobError(.failedTasks, reason)
    }
    try Self.checkFinished(job, counts: counts)
    if let reason = job.executionInfo?.terminateReason, reason != "AllTasksComplete" {
      throw JobError(
        .failedTasks,
        "The job `\(id)` was ended before it had a result (\(reason)); `getJobResult(\"\(id)\", partial = TRUE)` gives "
          + "the values there are.")
    }
    if counts.failed > 0, job.errorHandling == .stop || counts.succeeded == 0 || !job.isCombinedInCloud {
      try await throwFailures(of: job)
    }
    guard job.isCombinedInCloud else { return try await mergeHere(job) }
    let isCombined = job.metadata(JobMetadata.combine) == "TRUE"
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
        counts.total == 0 ? "it has no tasks yet" : "\(counts.completed) of \(counts.total) tasks are completed"
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
    let (values, names) = try await taskResults(of: job)
    let kept = zip(names, values).filter { job.errorHandling != .remove || !$0.1.inherits("error") }
    return .list(kept.map(\.1), names: kept.map(\.0))
  }

  private func partialResult(of job: BatchJob) async throws -> RValue {
    let (values, names) = try await taskResults(of: job)
    let found = Dictionary(zip(names, values)) { first, _ in first }
    let count = job.iterationCount ?? names.compactMap { Int($0) }.max() ?? 0
    let all = (0..<count).map { String($0 + 1) }
    let missing = RValue(.logical([nil]))
    var result = RValue.list(
      all.map { name in found[name].flatMap { $0.inherits("error") ? nil : $0 } ?? missing }, names: all)
    let errors = all.compactMap { name in found[name].flatMap { $0.inherits("error") ? (name, $0) : nil } }
    if !errors.isEmpty { result.attributes["errors"] = .list(errors.map(\.1), names: errors.map(\.0)) }
    return result
  }

  /// The values of all tasks that have left a result, in order.
  private func taskResults(of job: BatchJob) async throws -> (values: [RValue], names: [String]) {
    let items = try await blobs.blobs(container: job.container, prefix: "results/").all()
    let tasks = items.compactMap { item in
      Int(item.name.dropFirst("results/".count).prefix { $0 != "-" })
    }.sorted()
    var values: [RValue] = []
    var names: [String] = []
    for task in tasks {
      guard let bytes = try await optionalBlob(JobLayout.result(ofTask: String(task)), of: job),
        case let result = try RDS.read(bytes), case .list(let elements) = result.storage
      else { continue }
      values += elements
      names += result.names ?? []
    }
    return (values, names)
  }
}
