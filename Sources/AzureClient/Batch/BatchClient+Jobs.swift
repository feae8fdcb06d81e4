package import AzureWire

extension BatchClient {
  /// The account's jobs.
  ///
  /// - Parameters:
  ///   - filter: OData, such as `state eq 'active'`; texts in it go through `ODataFilter.quote`.
  ///   - select: names of the members to be answered; all when nil.
  package func jobs(filter: String? = nil, select: [String]? = nil) -> Pages<BatchJob> {
    pages(
      of: BatchJob.self, ["jobs"], .jobs, query: [("$filter", filter), ("$select", Self.selection(select))])
  }

  /// One job, or only the selected members of it.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  package func job(_ id: String, select: [String]? = nil) async throws -> BatchJob {
    let call = try call(
      "GET", ["jobs", id], verb: "read", .job(id), query: [("$select", Self.selection(select))])
    return try await value(BatchJob.self, call)
  }

  /// Adds a job.
  ///
  /// When the answer to a try is lost and the next one finds that the job
  /// exists, `isOurs` decides whether that is the job just added.
  ///
  /// - Parameter isOurs: by default a job with the same display name, pool
  ///   and metadata, of which there must be some, is ours.
  /// - Throws: ``AzureError`` of kind `conflict` when somebody else's job has
  ///   the id.
  package func addJob(
    _ job: JobAddParameters, isOurs: (@Sendable (BatchJob) -> Bool)? = nil
  ) async throws {
    let call = try call("POST", ["jobs"], verb: "add", .job(job.id), body: job)
    do {
      _ = try await service.perform(call)
    } catch let error as AzureError where error.followsLostAnswer && error.isCode("JobExists") {
      let found = try await self.job(job.id)
      guard isOurs?(found) ?? Self.matches(found, job) else { throw error }
    }
  }

  private static func matches(_ found: BatchJob, _ sent: JobAddParameters) -> Bool {
    guard let metadata = sent.metadata, !metadata.isEmpty else { return false }
    return found.metadata == metadata && found.displayName == sent.displayName
      && found.poolInfo?.poolId == sent.poolInfo.poolId
  }

  /// Changes what is not nil.
  package func patchJob(_ id: String, _ changes: JobPatchParameters) async throws {
    try await perform(try call("PATCH", ["jobs", id], verb: "change", .job(id), body: changes), doneCodes: [])
  }

  /// Has the job deleted with its tasks and their files; it stays in state
  /// `deleting` until that is done.
  package func deleteJob(_ id: String) async throws {
    let call = try call("DELETE", ["jobs", id], verb: "delete", .job(id))
    try await perform(call, doneCodes: ["JobNotFound", "JobBeingDeleted"])
  }

  /// Has the job ended: running tasks are ended, waiting ones never run.
  package func terminateJob(_ id: String, reason: String? = nil) async throws {
    let call = try call(
      "POST", ["jobs", id, "terminate"], verb: "terminate", .job(id),
      body: JobTerminateParameters(terminateReason: reason))
    try await perform(call, doneCodes: ["JobCompleted", "JobBeingTerminated"])
  }

  /// How many of the job's tasks are in each state.
  package func taskCounts(job: String) async throws -> TaskCounts {
    let call = try call("GET", ["jobs", job, "taskcounts"], verb: "count", .tasks(job: job))
    return try await value(AnyTaskCounts.self, call).counts
  }

  /// How the job's preparation stands on each node; nothing for a job
  /// without preparation.
  package func preparationStatus(job: String) async throws -> [JobPreparationStatus] {
    let list = pages(
      of: JobPreparationStatus.self, ["jobs", job, "jobpreparationandreleasetaskstatus"], .job(job))
    do {
      return try await list.all()
    } catch let error as AzureError where error.isCode("JobPreparationTaskOrReleaseTaskNotSpecified") {
      return []
    }
  }
}
