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
    var endings: [JobEnding] = []
    for start in stride(from: 0, to: ids.count, by: Self.jobsPerRequest) {
      let asked = ids[start..<min(start + Self.jobsPerRequest, ids.count)]
      let found = try await listed(asked, select: ["id", "state", "executionInfo", "metadata"])
      for id in asked {
        if let job = found.first(where: { $0.id.lowercased() == id.lowercased() }) {
          if job.state == .completed { endings.append(try await ending(of: job, as: id)) }
        } else if try await isGone(id) {
          endings.append(JobEnding(id: id, progress: nil))
        }
      }
    }
    return endings
  }

  /// Those of the jobs that are active, in their order.
  ///
  /// - Throws: `AzureError`.
  package func active(among ids: [String]) async throws -> [String] {
    var active: Set<String> = []
    for start in stride(from: 0, to: ids.count, by: Self.jobsPerRequest) {
      let asked = ids[start..<min(start + Self.jobsPerRequest, ids.count)]
      for job in try await listed(asked, select: ["id", "state"]) where job.state == .active {
        active.insert(job.id.lowercased())
      }
    }
    return ids.filter { active.contains($0.lowercased()) }
  }

  private func listed(_ ids: ArraySlice<String>, select: [String]) async throws -> [BatchJob] {
    let filter = ids.map { "id eq \(ODataFilter.quote($0))" }.joined(separator: " or ")
    return try await batch.jobs(filter: filter, select: select).all()
  }

  private func ending(of job: BatchJob, as id: String) async throws -> JobEnding {
    let counts = try await batch.taskCounts(job: job.id)
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
