package import AzureWire

extension BatchClient {
  /// The job's tasks.
  ///
  /// - Parameters:
  ///   - filter: OData, such as `executionInfo/result eq 'failure'`.
  ///   - select: names of the members to be answered; all when nil.
  package func tasks(job: String, filter: String? = nil, select: [String]? = nil) -> Pages<BatchTask> {
    pages(
      of: BatchTask.self, ["jobs", job, "tasks"], .tasks(job: job),
      query: [("$filter", filter), ("$select", Self.selection(select))])
  }

  /// One task.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  package func task(job: String, task: String) async throws -> BatchTask {
    let call = try call("GET", ["jobs", job, "tasks", task], verb: "read", .task(job: job, id: task))
    return try await value(BatchTask.self, call)
  }

  /// Makes a failed task wait for a new run, its tries counted afresh.
  package func reactivateTask(job: String, task: String) async throws {
    let call = try call(
      "POST", ["jobs", job, "tasks", task, "reactivate"], verb: "reactivate", .task(job: job, id: task))
    try await perform(call, doneCodes: ["TaskNotCompleted"])
  }

  /// Ends a task; it completes as failed.
  package func terminateTask(job: String, task: String) async throws {
    let call = try call(
      "POST", ["jobs", job, "tasks", task, "terminate"], verb: "terminate", .task(job: job, id: task))
    try await perform(call, doneCodes: ["TaskCompleted"])
  }

  /// Deletes a task in any state, and its files.
  package func deleteTask(job: String, task: String) async throws {
    let call = try call("DELETE", ["jobs", job, "tasks", task], verb: "delete", .task(job: job, id: task))
    try await perform(call, doneCodes: ["TaskNotFound"])
  }

  /// Adds tasks to a job, 100 with a request and several requests at a time.
  ///
  /// A task whose id exists already counts as added, so that a submission
  /// that broke off can be repeated as a whole. All other tasks are added
  /// before a refused one is reported; a failed request, such as for a job
  /// that is missing, ends the submission at once. Cancelling ends the
  /// requests under way; tasks already acknowledged stay.
  ///
  /// - Parameters:
  ///   - requestsInFlight: at least 1.
  ///   - progress: is told how many tasks are acknowledged so far, from one
  ///     request after the other.
  /// - Throws: ``AzureError`` that names the first refused tasks.
  @discardableResult
  package func addTasks(
    job: String, _ tasks: [TaskAddParameters], requestsInFlight: Int = 4,
    progress: @Sendable (_ acknowledged: Int) -> Void = { _ in }
  ) async throws -> TaskAddReport {
    let submission = TaskSubmission(client: self, job: job)
    return try await submission.run(tasks, requestsInFlight: max(1, requestsInFlight), progress: progress)
  }
}
