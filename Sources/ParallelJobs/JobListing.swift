package import AzureClient
package import AzureWire

/// One line of the list of jobs.
package struct JobSummary: Sendable, Equatable {
  package var id: String
  /// How far the job is.
  package var state: JobState
  /// Its tasks by state.
  package var counts: TaskCounts
  /// When it was submitted.
  package var creationTime: Timestamp?

  package init(id: String, state: JobState, counts: TaskCounts, creationTime: Timestamp? = nil) {
    self.id = id
    self.state = state
    self.counts = counts
    self.creationTime = creationTime
  }

  /// `84 %`, rounded down: 100 % is said when nothing is left to do; or that
  /// there are no tasks.
  package var status: String {
    counts.total == 0 ? "No tasks in the job" : "\(counts.completed * 100 / counts.total) %"
  }
}

extension ParallelJobs {
  /// The jobs of the account with the counts of their tasks, in the order of
  /// the service.
  ///
  /// Counts are asked for concurrently, since the service has no call for
  /// those of several jobs; a job that is gone by then is left out.
  ///
  /// - Parameter states: only jobs in one of them; when empty all but those
  ///   that are being deleted, which are gone for whoever deleted them.
  package func list(states: [JobState] = []) async throws -> [JobSummary] {
    let jobs = try await jobHeads(states: states, withMetadata: true)
    return try await withThrowingTaskGroup(of: (Int, JobSummary?).self) { group in
      var summaries = [JobSummary?](repeating: nil, count: jobs.count)
      let width = 16
      func ask(_ index: Int) {
        let job = jobs[index]
        group.addTask {
          do {
            let counts = try await batch.taskCounts(job: job.id).including(BatchJob.keptTaskCount(job.metadata))
            let summary = JobSummary(
              id: job.id, state: job.state ?? .active, counts: counts, creationTime: job.creationTime)
            return (index, summary)
          } catch let error as AzureError where error.kind == .notFound {
            return (index, nil)
          }
        }
      }
      for index in 0..<min(width, jobs.count) { ask(index) }
      var next = min(width, jobs.count)
      while let (index, summary) = try await group.next() {
        summaries[index] = summary
        if next < jobs.count { ask(next) }
        next += 1
      }
      return summaries.compactMap { $0 }
    }
  }

  /// The jobs of the account without counts: cheap enough for completion.
  ///
  /// - Parameters:
  ///   - states: As with ``list(states:)``.
  ///   - withMetadata: Whether their metadata is asked for, too.
  package func jobHeads(states: [JobState] = [], withMetadata: Bool = false) async throws -> [JobHead] {
    try await jobHeadPages(states: states, withMetadata: withMetadata).all().filter {
      !states.isEmpty || $0.state != .deleting
    }
  }

  /// The same page by page, for whoever need not hold them all.
  ///
  /// - Parameter states: only jobs in one of them; when empty all, those that
  ///   are being deleted among them.
  package func jobHeadPages(states: [JobState] = [], withMetadata: Bool = false) -> Pages<JobHead> {
    let filter = states.map { "state eq '\($0.rawValue)'" }.joined(separator: " or ")
    return batch.jobHeads(filter: filter.isEmpty ? nil : filter, withMetadata: withMetadata)
  }
}
