import AzureClient
package import AzureWire
import Wording

/// What `getJob` shows of a job.
package struct JobInspection: Sendable {
  package var id: String
  /// How far the job is.
  package var state: JobState
  /// Metadata that a person set, in the order of doAzureParallel.
  package var metadata: [NameValue]
  /// Its tasks by state.
  package var counts: TaskCounts
  /// Why the job ended, when that was not the end of its tasks.
  package var terminateReason: String?
  /// Something that a person has to know: why the job cannot start, or that
  /// its submission broke off.
  package var remark: String?
  /// The warnings and messages of its iterations.
  package var conditions = JobConditions()

  package init(
    id: String, state: JobState, metadata: [NameValue], counts: TaskCounts, terminateReason: String? = nil,
    remark: String? = nil
  ) {
    self.id = id
    self.state = state
    self.metadata = metadata
    self.counts = counts
    self.terminateReason = terminateReason
    self.remark = remark
  }
}

extension ParallelJobs {
  /// - Throws: ``JobError`` of kind `notFound`.
  package func inspect(_ id: String) async throws -> JobInspection {
    async let taskCounts = batch.taskCounts(job: id)
    let job = try await job(id)
    let known = [
      JobMetadata.chunkSize, JobMetadata.enableCloudCombine, JobMetadata.packages, JobMetadata.errorHandling,
      JobMetadata.wait,
    ]
    let metadata = known.compactMap { name in job.metadata(name).map { NameValue(name: name, value: $0) } }
    let ownCounts = try await taskCounts
    let counts = ownCounts.including(job.keptTaskCount)
    let reason = job.executionInfo?.terminateReason
    var inspection = JobInspection(
      id: job.id, state: job.state ?? .active, metadata: metadata, counts: counts,
      terminateReason: reason == "AllTasksComplete" ? nil : reason)
    if job.state == .active, ownCounts.running == 0, ownCounts.completed == 0 {
      inspection.remark = try await preparationFailure(of: id)
    }
    inspection.conditions = try await conditions(of: job)
    if inspection.remark == nil { inspection.remark = Self.incompleteSubmission(job, counts: counts) }
    return inspection
  }

  /// Says so when the job still lacks the last step of its submission.
  private static func incompleteSubmission(_ job: BatchJob, counts: TaskCounts) -> String? {
    guard job.state == .active, job.onAllTasksComplete == .noAction, let iterations = job.iterationCount else {
      return nil
    }
    let tasks = (iterations + job.chunkSize - 1) / job.chunkSize + (job.isCombinedInCloud ? 1 : 0)
    return
      "\(Words.share(counts.total, of: tasks, "task")) submitted; if nobody is submitting them now, "
      + "submit the same loop with `.options.azure = list(job = \"\(job.id)\")` to complete it, or `deleteJob \(job.id)`."
  }
}
