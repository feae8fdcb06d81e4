import AzureClient
import AzureWire

/// How a job ended that somebody follows from afar.
package struct JobEnding: Sendable, Equatable {
  package var id: String
  /// How it stood at its end; nil when the job is gone.
  package var progress: JobProgress?
  /// From its start to its end, in seconds.
  package var seconds: Double?
  /// Whether somebody ended it before its time.
  package var isTerminated: Bool

  package init(id: String, progress: JobProgress?, seconds: Double? = nil, isTerminated: Bool = false) {
    self.id = id
    self.progress = progress
    self.seconds = seconds
    self.isTerminated = isTerminated
  }
}

extension ParallelJobs {
  /// Jobs asked for in one request: Batch takes filters of a limited length.
  private static let jobsPerRequest = 20

  /// Those of the jobs that are over or gone; one request for twenty of them,
  /// and one more for each that is over.
  package func endings(among ids: [String]) async throws -> [JobEnding] {
    let found = try await listed(ids, select: ["id", "state", "executionInfo", "metadata"])
    var endings: [JobEnding] = []
    for id in ids {
      if let job = found[id.lowercased()] {
        if job.state == .completed { endings.append(try await ending(of: job, as: id)) }
      } else if try await isGone(id) {
        endings.append(JobEnding(id: id, progress: nil))
      }
    }
    return endings
  }

  /// Those of the jobs that are active, in their order.
  ///
  /// - Throws: `AzureError`.
  package func active(among ids: [String]) async throws -> [String] {
    let found = try await listed(ids, select: ["id", "state"])
    return ids.filter { found[$0.lowercased()]?.state == .active }
  }

  /// Those of the jobs that a list shows, by their ids in small letters.
  private func listed(_ ids: [String], select: [String]) async throws -> [String: BatchJob] {
    var found: [String: BatchJob] = [:]
    for start in stride(from: 0, to: ids.count, by: Self.jobsPerRequest) {
      let asked = ids[start..<min(start + Self.jobsPerRequest, ids.count)]
      let filter = asked.map { "id eq \(ODataFilter.quote($0))" }.joined(separator: " or ")
      for job in try await batch.jobs(filter: filter, select: select).all() { found[job.id.lowercased()] = job }
    }
    return found
  }

  private func ending(of job: BatchJob, as id: String) async throws -> JobEnding {
    let counts = try await self.counts(of: job)
    var seconds: Double?
    if let start = job.executionInfo?.startTime, let end = job.executionInfo?.endTime {
      seconds = end.secondsSince1970 - start.secondsSince1970
    }
    return JobEnding(
      id: id, progress: JobProgress(state: .completed, counts: counts, errorHandling: job.errorHandling),
      seconds: seconds, isTerminated: counts.active + counts.running > 0 || job.wasTerminated)
  }

  /// A list may lag behind; only the job itself says that it is gone.
  private func isGone(_ id: String) async throws -> Bool {
    do {
      _ = try await batch.job(id, select: ["id"])
      return false
    } catch let error as AzureError where error.kind == .notFound {
      return true
    }
  }
}

extension BatchJob {
  /// Whether a user ended the job (Batch API, `UserTerminate`).
  fileprivate var wasTerminated: Bool { executionInfo?.terminateReason?.lowercased() == "userterminate" }
}
