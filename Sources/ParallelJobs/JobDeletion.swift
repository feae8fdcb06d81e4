import AzureClient
import AzureWire

/// What a deletion takes away.
package struct DeletionPlan: Sendable, Equatable {
  package var id: String
  /// Whether the job has not ended yet.
  package var isRunning: Bool
  /// Tasks that would go with it.
  package var taskCount: Int
  /// Bytes of everything in the job's container.
  package var resultSize: Int64
  /// The container that would go with it.
  package var container: String
}

extension ParallelJobs {
  /// - Returns: nil when neither a job nor a container of that id exists. A
  ///   container without its job is what a deletion that broke off has left.
  package func deletionPlan(for id: String) async throws -> DeletionPlan? {
    let job: BatchJob?
    do {
      job = try await batch.job(id)
    } catch let error as AzureError where error.kind == .notFound {
      job = nil
    }
    let container = job?.container ?? JobLayout.container(ofJob: id)
    var size: Int64 = 0
    do {
      for try await page in blobs.blobs(container: container) {
        size += page.reduce(0) { $0 + $1.properties.size }
      }
    } catch let error as AzureError where error.kind == .notFound {
      if job == nil { return nil }
    }
    let counts = if let job { try await self.counts(of: job) } else { TaskCounts() }
    return DeletionPlan(
      id: job?.id ?? id, isRunning: job?.state == .active && counts.active + counts.running > 0,
      taskCount: counts.total, resultSize: size, container: container)
  }

  /// Deletes the job and its container. Either may be gone already: a
  /// deletion that broke off is finished by the next.
  package func delete(_ plan: DeletionPlan) async throws {
    // The job first: its tasks would write into a container that is gone.
    do {
      try await batch.deleteJob(plan.id)
    } catch let error as AzureError where error.kind == .notFound {}
    do {
      try await blobs.deleteContainer(plan.container)
    } catch let error as AzureError where error.kind == .notFound {}
  }

  /// Waits until deleted jobs are gone: their nodes have to let go of them,
  /// which takes a moment here and may take minutes on Azure.
  ///
  /// - Parameter patience: How long to wait at most.
  /// - Returns: Those that are still there then.
  /// - Throws: `AzureError`; `CancellationError` at once when cancelled.
  package func remaining(
    of deleted: [String], patience: Duration, clock: any Clock<Duration> = ContinuousClock()
  ) async throws -> Set<String> {
    var remaining = Set(deleted)
    var (waited, pause) = (Duration.zero, Duration.milliseconds(10))
    while true {
      for id in remaining where try await existing(id) == nil { remaining.remove(id) }
      if remaining.isEmpty || waited >= patience { return remaining }
      try await clock.sleep(for: pause)
      waited += pause
      pause = min(pause * 2, .milliseconds(200))
    }
  }
}
