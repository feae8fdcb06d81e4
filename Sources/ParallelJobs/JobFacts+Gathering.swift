import AzureClient
import AzureWire

extension ParallelJobs {
  /// Asks the service for all that bears on why a job is not done.
  ///
  /// - Throws: ``JobError`` of kind `notFound`.
  package func facts(of id: String) async throws -> JobFacts {
    async let taskCounts = batch.taskCounts(job: id)
    let job = try await job(id)
    var facts = JobFacts(job: job, counts: try await taskCounts.including(job.keptTaskCount))
    facts.conditions = try await conditions(of: job)
    if facts.counts.failed > 0 {
      facts.failures = try await failures(of: id, limit: 3)
      facts.failed = try await batch.tasks(
        job: id, filter: "executionInfo/result eq 'failure'", select: ["id", "executionInfo", "exitConditions"]
      ).all(upTo: Self.looksAt)
    }
    // A job that is over waits for nothing.
    guard job.state != .completed, job.state != .deleting else { return facts }
    async let preparations = batch.preparationStatus(job: id)
    facts.waiting = try await batch.tasks(
      job: id, filter: "state eq 'active'",
      select: ["id", "state", "dependsOn", "requiredSlots", "executionInfo", "constraints"]
    ).all(upTo: Self.looksAt)
    facts.missingDependencies = try await missingDependencies(of: facts)
    facts.preparations = try await preparations
    facts.preparationErrors = try await preparationErrors(facts.preparations, job: id)
    facts.pool = try await optional { try await batch.pool(facts.poolID) }
    if facts.pool != nil {
      facts.nodes = try await optional { try await batch.nodes(pool: facts.poolID).all() } ?? []
    }
    for node in facts.nodes.filter({ $0.state == .startTaskFailed }).prefix(3) {
      facts.startTaskOutput[node.id] = try await batch.startTaskOutput(pool: facts.poolID, node: node.id, lines: 5)
    }
    return facts
  }

  /// So many tasks are looked at; jobs with more are explained by these.
  private static let looksAt = 2000

  /// The last lines of what a job's preparation wrote to its error stream;
  /// empty when it wrote nothing, or the file cannot be had any more.
  func preparationErrorLines(_ status: JobPreparationStatus, job: String) async throws -> [String] {
    guard let pool = status.poolId, let node = status.nodeId else { return [] }
    let path = "workitems/\(job)/job-1/jobpreparation/stderr.txt"
    return try await batch.lastLines(path, on: node, of: pool, count: 5) ?? []
  }

  private func preparationErrors(_ all: [JobPreparationStatus], job: String) async throws -> [String] {
    guard let failed = all.first(where: { $0.jobPreparationTaskExecutionInfo?.result == .failure }) else { return [] }
    return try await preparationErrorLines(failed, job: job)
  }

  private func missingDependencies(of facts: JobFacts) async throws -> [String] {
    let wanted = facts.waiting.compactMap(\.dependsOn)
    guard !wanted.isEmpty, facts.counts.total <= 10_000 else { return [] }
    let present = Set(try await batch.tasks(job: facts.job.id, select: ["id"]).all().map(\.id))
    let numbers = Set(present.compactMap { Int($0) })
    var missing: [String] = []
    for dependencies in wanted {
      missing += (dependencies.taskIds ?? []).filter { !present.contains($0) }
      for range in dependencies.taskIdRanges ?? [] where range.end - range.start < 1_000_000 {
        missing += (range.start...max(range.start, range.end)).filter { !numbers.contains($0) }.map(String.init)
      }
    }
    var seen: Set<String> = []
    return missing.filter { seen.insert($0).inserted }
  }

  /// What a request gives, or nil where there is no such thing.
  private func optional<Result>(_ request: () async throws -> Result) async throws -> Result? {
    do {
      return try await request()
    } catch let error as AzureError where error.kind == .notFound {
      return nil
    }
  }
}
