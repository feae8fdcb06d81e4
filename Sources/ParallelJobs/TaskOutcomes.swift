import AzureClient
import AzureWire
import RData

extension ParallelJobs {
  /// The outcomes of all tasks, or some, in order: those of its result, or,
  /// of a task that was killed, those it had noted by then.
  ///
  /// - Returns: The values, errors among them, and the iterations as names.
  func taskOutcomes(
    of job: BatchJob, only wanted: Set<Int>? = nil
  ) async throws -> (values: [RValue], names: [String]) {
    async let noted = taskNumbers(below: JobLayout.records, endingWith: JobLayout.outcomesSuffix, of: job)
    let finished = try await taskNumbers(below: "results/", endingWith: "-result.rds", of: job)
    let tasks = finished.union(try await noted).filter { wanted?.contains($0) ?? true }.sorted()
    let parts = try await withThrowingTaskGroup(of: (Int, RValue?).self) { group in
      var parts = [RValue?](repeating: nil, count: tasks.count)
      for (index, task) in tasks.enumerated() {
        if index >= 8, let (done, value) = try await group.next() { parts[done] = value }
        group.addTask {
          let isFinished = finished.contains(task)
          return (index, isFinished ? try await result(of: task, job) : try await notedOutcomes(of: task, job))
        }
      }
      for try await (done, value) in group { parts[done] = value }
      return parts.compactMap(\.self)
    }
    var values: [RValue] = []
    var names: [String] = []
    for part in parts {
      guard case .list(let elements) = part.storage else { continue }
      values += elements
      names += part.names ?? []
    }
    return (values, names)
  }

  private func result(of task: Int, _ job: BatchJob) async throws -> RValue? {
    try await optionalBlob(JobLayout.result(ofTask: String(task)), of: job).map { try RDS.read($0) }
  }

  /// What `worker.R` appended while it ran: pairs of an iteration and its
  /// outcome.
  private func notedOutcomes(of task: Int, _ job: BatchJob) async throws -> RValue? {
    guard let bytes = try await optionalBlob(JobLayout.outcomes(ofTask: String(task)), of: job) else { return nil }
    let pairs = RDS.readSequence(bytes).compactMap { record -> (name: String, value: RValue)? in
      guard case .list(let parts) = record.storage, parts.count == 2, let number = parts[0].asInt else { return nil }
      return (String(number), parts[1])
    }
    return .list(pairs.map(\.value), names: pairs.map(\.name))
  }

  /// The tasks that have left a blob of a kind.
  private func taskNumbers(below prefix: String, endingWith suffix: String, of job: BatchJob) async throws -> Set<Int> {
    let names = try await blobs.blobs(container: job.container, prefix: prefix).all().map(\.name)
    return Set(
      names.compactMap { $0.hasSuffix(suffix) ? Int($0.dropFirst(prefix.count).dropLast(suffix.count)) : nil })
  }
}
