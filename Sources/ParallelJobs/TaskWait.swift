import AzureWire

extension ParallelJobs {
  /// Waits until the tasks of a job are completed, the merge left out.
  ///
  /// - Parameters:
  ///   - handling: what a failed task means: `stop` ends the job at once, as
  ///     no result can come of it any more. Nil for what the loop said.
  ///   - look: is told how the job stands, at each look.
  /// - Returns: the last look.
  /// - Throws: ``JobError`` of kind `failedTasks` with the cause, after the
  ///   job was ended; `CancellationError` when the task is cancelled, and the
  ///   job goes on.
  package func waitForTasks(
    of id: String, handling: ErrorHandling? = nil, clock: any Clock<Duration> = ContinuousClock(),
    look: (JobProgress) async throws -> Void
  ) async throws -> JobProgress {
    let job = try await job(id)
    let stops = (handling ?? job.errorHandling) == .stop
    var policy = WaitPolicy()
    while true {
      let progress = try await progress(of: id)
      try await look(progress)
      if stops, progress.counts.failed > 0 { try await stop(job, progress) }
      // All but the merge, which waits or runs; while tasks are being added, those there are are not all.
      let merge = job.isCombinedInCloud ? 1 : 0
      let isWhole = job.onAllTasksComplete != .noAction || job.iterationCount == nil
      let isDone = progress.counts.total > 0 && progress.counts.completed >= progress.counts.total - merge
      if progress.isOver || isDone && isWhole { return progress }
      policy.looked(progress)
      try await clock.sleep(for: policy.pause)
    }
  }

  private func stop(_ job: BatchJob, _ progress: JobProgress) async throws {
    let wasOver = try await terminate(job.id) == .alreadyCompleted
    let failures = try await failures(of: job.id, limit: 5)
    let report = FailureReport(job: job.id, handling: .stop, failures: failures).sentence
    throw JobError(
      .failedTasks, wasOver ? report : "\(report)\nThe job was ended, because errors stop it; what it has done stays.")
  }
}
