public import AzureWire

extension BatchClient {
  /// The account's jobs.
  ///
  /// - Parameters:
  ///   - filter: OData, such as `state eq 'active'`; texts in it go through `ODataFilter.quote`.
  ///   - select: names of the members to be answered; all when nil.
  ///   - expand: `stats` or nil.
  ///   - pageSize: at most so many with a request, up to 1000.
  public func jobs(
    filter: String? = nil, select: [String]? = nil, expand: String? = nil, pageSize: Int? = nil
  ) -> Pages<BatchJob> {
    pages(of: BatchJob.self, ["jobs"], .jobs, query: Self.list(filter, select, expand, pageSize))
  }

  /// What a list of very many jobs needs of each, at a fraction of the cost of
  /// whole ones.
  ///
  /// - Parameters: as with ``jobs(filter:select:expand:pageSize:)``.
  ///   - withMetadata: whether their metadata is answered, too.
  public func jobHeads(
    filter: String? = nil, pageSize: Int? = nil, withMetadata: Bool = false
  ) -> Pages<JobHead> {
    let members = ["id", "state", "creationTime"] + (withMetadata ? ["metadata"] : [])
    return pages(of: JobHead.self, ["jobs"], .jobs, query: Self.list(filter, members, nil, pageSize))
  }

  /// The jobs that a schedule has made; filter, selection and so on as with
  /// ``jobs(filter:select:expand:pageSize:)``.
  public func jobs(
    schedule: String, filter: String? = nil, select: [String]? = nil, expand: String? = nil, pageSize: Int? = nil
  ) -> Pages<BatchJob> {
    pages(
      of: BatchJob.self, ["jobschedules", schedule, "jobs"], .jobsOf(schedule: schedule),
      query: Self.list(filter, select, expand, pageSize))
  }

  /// One job, or only the selected members of it.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  public func job(
    _ id: String, select: [String]? = nil, expand: String? = nil, condition: AccessCondition = .none
  ) async throws -> BatchJob {
    let call = try call(
      "GET", ["jobs", id], verb: "read", .job(id),
      query: [("$select", Self.selection(select)), ("$expand", expand)], condition: condition)
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
  public func addJob(
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
  public func patchJob(
    _ id: String, _ changes: JobPatchParameters, condition: AccessCondition = .none
  ) async throws {
    _ = try await service.perform(
      try call("PATCH", ["jobs", id], verb: "change", .job(id), condition: condition, body: changes))
  }

  /// Sets all that can be changed of a job; what is nil gets the service's
  /// default.
  public func replaceJob(
    _ id: String, _ changes: JobReplaceParameters, condition: AccessCondition = .none
  ) async throws {
    _ = try await service.perform(
      try call("PUT", ["jobs", id], verb: "change", .job(id), condition: condition, body: changes))
  }

  /// Has the job deleted with its tasks and their files; it stays in state
  /// `deleting` until that is done.
  ///
  /// - Parameter force: deletes it even where tasks cannot be ended properly.
  public func deleteJob(_ id: String, force: Bool = false, condition: AccessCondition = .none) async throws {
    let call = try call(
      "DELETE", ["jobs", id], verb: "delete", .job(id), query: [("force", force ? "true" : nil)],
      condition: condition)
    try await perform(call, doneCodes: ["JobNotFound", "JobBeingDeleted"])
  }

  /// Has the job hold back its tasks; it is in state `disabling` until those
  /// that run are dealt with.
  public func disableJob(
    _ id: String, _ tasks: DisableTasks = .requeue, condition: AccessCondition = .none
  ) async throws {
    _ = try await service.perform(
      try call(
        "POST", ["jobs", id, "disable"], verb: "disable", .job(id), condition: condition,
        body: JobDisableParameters(disableTasks: tasks)))
  }

  /// Has the job start tasks again.
  public func enableJob(_ id: String, condition: AccessCondition = .none) async throws {
    _ = try await service.perform(
      try call("POST", ["jobs", id, "enable"], verb: "enable", .job(id), condition: condition))
  }

  /// Has the job ended: running tasks are ended, waiting ones never run.
  ///
  /// - Parameters:
  ///   - reason: `UserTerminate` unless given.
  ///   - force: ends it even where tasks cannot be ended properly.
  public func terminateJob(
    _ id: String, reason: String? = nil, force: Bool = false, condition: AccessCondition = .none
  ) async throws {
    let call = try call(
      "POST", ["jobs", id, "terminate"], verb: "terminate", .job(id), query: [("force", force ? "true" : nil)],
      condition: condition, body: JobTerminateParameters(terminateReason: reason))
    try await perform(call, doneCodes: ["JobCompleted", "JobBeingTerminated"])
  }

  /// How many of the job's tasks are in each state.
  public func taskCounts(job: String) async throws -> TaskCounts {
    try await counts(job: job).taskCounts
  }

  /// How many of the job's tasks are in each state, and how many slots they
  /// take; a service of before 2020-09 counts tasks alone, which then stand
  /// for slots too.
  public func counts(job: String) async throws -> TaskCountsResult {
    let call = try call("GET", ["jobs", job, "taskcounts"], verb: "count", .tasks(job: job))
    return try await value(AnyTaskCounts.self, call).counts
  }

  /// How the job's preparation and release stand on each node; nothing for a
  /// job without them.
  ///
  /// - Parameter filter: OData, such as `jobPreparationTaskExecutionInfo/state eq 'running'`.
  public func preparationStatus(
    job: String, filter: String? = nil, select: [String]? = nil
  ) async throws -> [JobPreparationStatus] {
    let list = pages(
      of: JobPreparationStatus.self, ["jobs", job, "jobpreparationandreleasetaskstatus"], .job(job),
      query: [("$filter", filter), ("$select", select?.joined(separator: ","))])
    do {
      return try await list.all()
    } catch let error as AzureError where error.isCode("JobPreparationTaskOrReleaseTaskNotSpecified") {
      return []
    }
  }

  /// The parameters that most lists share.
  static func list(
    _ filter: String?, _ select: [String]?, _ expand: String?, _ pageSize: Int?
  ) -> [(name: String, value: String?)] {
    [
      ("$filter", filter), ("$select", selection(select)), ("$expand", expand),
      ("maxresults", pageSize.map(String.init)),
    ]
  }
}
