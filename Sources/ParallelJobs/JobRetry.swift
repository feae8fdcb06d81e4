import AzureClient
import AzureWire

/// What a retry has set going.
package struct JobRetry: Sendable, Equatable {
  /// The tasks that run once more, the merge included.
  package var taskIDs: [String]
  /// Whether the job was over and was made anew: Batch gives tasks of a job
  /// that is over no second run.
  package var isRemade: Bool
}

extension ParallelJobs {
  /// Runs the failed tasks of a job once more, those that never ran, and the
  /// merge; what has succeeded stays.
  ///
  /// A job that is over is made anew under its id with these tasks alone,
  /// beside the results it has in its container. What is to be made is kept
  /// there until it is: a retry that broke off is finished by the next.
  ///
  /// - Throws: ``JobError``: `notFound`; `invalid` when nothing has failed.
  package func retry(_ id: String) async throws -> JobRetry {
    let course = try await course(of: id)
    switch course {
    case .finish(let plan): try await carryOut(plan)
    case .remake(let plan):
      try await blobs.put(
        container: plan.container, blob: RetryPlan.blob(ofJob: id), bytes: try plan.encoded,
        contentType: "application/json")
      try await carryOut(plan)
    case .reactivate(let failed):
      try await forEach(failed) { try await batch.reactivateTask(job: id, task: $0) }
    }
    return course.retry
  }

  /// What ``retry(_:)`` would set going; nothing is changed.
  ///
  /// - Throws: as ``retry(_:)``.
  package func plannedRetry(_ id: String) async throws -> JobRetry { try await course(of: id).retry }

  /// How a job is retried.
  private enum Course {
    /// An earlier retry broke off before or after the job was made anew.
    case finish(RetryPlan)
    /// The job is over, and is made anew.
    case remake(RetryPlan)
    /// The tasks of a job that goes on wait for a new run; the merge waits for them.
    case reactivate([String])

    var retry: JobRetry {
      switch self {
      case .finish(let plan), .remake(let plan):
        JobRetry(taskIDs: ParallelJobs.sorted(plan.tasks.map(\.id)), isRemade: true)
      case .reactivate(let failed): JobRetry(taskIDs: ParallelJobs.sorted(failed), isRemade: false)
      }
    }
  }

  private func course(of id: String) async throws -> Course {
    let job: BatchJob
    do {
      job = try await self.job(id)
    } catch let error as JobError where error.kind == .notFound {
      guard let plan = try await storedPlan(container: JobLayout.container(ofJob: id), job: id) else { throw error }
      return .finish(plan)
    }
    if let plan = try await storedPlan(container: job.container, job: id) {
      // One that is done is left over, and the next takes its place.
      let isDone = job.metadata(JobMetadata.retry) == plan.mark && job.onAllTasksComplete == .terminateJob
      if !isDone { return .finish(plan) }
    }
    switch job.state {
    case .completed?: return .remake(try await plan(for: job))
    case .deleting?, .terminating?:
      throw JobError(.conflict, "The job `\(id)` is \(job.state ?? .deleting); wait until it is over.")
    default:
      let failed = try await batch.tasks(
        job: id, filter: "executionInfo/result eq 'failure'", select: ["id"]
      ).all().map(\.id)
      guard !failed.isEmpty else { throw Self.nothingFailed(job) }
      return .reactivate(failed)
    }
  }

  private func plan(for job: BatchJob) async throws -> RetryPlan {
    let tasks = try await batch.tasks(job: job.id).all()
    let again = tasks.filter { $0.executionInfo?.result != .success && $0.id != JobLayout.mergeTaskID }
    let merge = tasks.first { $0.id == JobLayout.mergeTaskID }
    let isMergeFailed = merge.map { $0.executionInfo?.result != .success } ?? false
    guard !again.isEmpty || isMergeFailed else { throw Self.nothingFailed(job) }
    let succeeded = tasks.filter { $0.executionInfo?.result == .success && $0.id != JobLayout.mergeTaskID }
    let signing = Resigning(container: job.container, blobs: blobs)
    return RetryPlan(
      job: job, tasks: again, merge: merge, kept: try await keptTasks(of: job) + succeeded, signing: signing)
  }

  private func storedPlan(container: String, job: String) async throws -> RetryPlan? {
    do {
      return try RetryPlan(
        encoded: try await blobs.download(container: container, blob: RetryPlan.blob(ofJob: job)))
    } catch let error as AzureError where error.kind == .notFound {
      return nil
    }
  }

  private func carryOut(_ plan: RetryPlan) async throws {
    let id = plan.job.id
    // An earlier try may have come as far as the new job.
    let found = try await existing(id)
    if found?.metadata(JobMetadata.retry) != plan.mark {
      if let kept = plan.kept {
        try await blobs.put(
          container: plan.container, blob: JobLayout.keptTasks(of: id), bytes: try kept.encoded,
          contentType: "application/json")
      }
      try await remove(id)
      try await forEach(plan.outdatedBlobs) { blob in
        do {
          try await blobs.delete(container: plan.container, blob: blob)
        } catch let error as AzureError where error.kind == .notFound {}
      }
      try await batch.addJob(plan.job)
    }
    try await batch.addTasks(job: id, plan.tasks)
    try await batch.patchJob(id, JobPatchParameters(onAllTasksComplete: .terminateJob))
    try await blobs.delete(container: plan.container, blob: RetryPlan.blob(ofJob: id))
  }

  /// Deletes a job and waits until its id is free; its container stays.
  private func remove(_ id: String) async throws {
    do {
      try await batch.deleteJob(id)
    } catch let error as AzureError where error.kind == .notFound {
      return
    }
    while try await existing(id) != nil { try await Task.sleep(for: .milliseconds(100)) }
  }

  private func forEach(_ names: [String], _ work: @escaping @Sendable (String) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, name) in names.enumerated() {
        if index >= 16 { try await group.next() }
        group.addTask { try await work(name) }
      }
      try await group.waitForAll()
    }
  }

  private static func nothingFailed(_ job: BatchJob) -> JobError {
    JobError(.invalid, "The job `\(job.id)` has no failed tasks, so there is nothing to run once more.")
  }

  private static func sorted(_ ids: [String]) -> [String] {
    ids.sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }
  }
}
