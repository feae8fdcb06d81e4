public import AzureWire

extension BatchClient {
  /// The job's tasks.
  ///
  /// - Parameters:
  ///   - filter: OData, such as `executionInfo/result eq 'failure'`.
  ///   - select: names of the members to be answered; all when nil.
  ///   - expand: `stats` or nil.
  ///   - pageSize: at most so many with a request, up to 1000.
  public func tasks(
    job: String, filter: String? = nil, select: [String]? = nil, expand: String? = nil, pageSize: Int? = nil
  ) -> Pages<BatchTask> {
    pages(
      of: BatchTask.self, ["jobs", job, "tasks"], .tasks(job: job),
      query: Self.list(filter, select, expand, pageSize))
  }

  /// One task, or only the selected members of it.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  public func task(
    job: String, task: String, select: [String]? = nil, expand: String? = nil, condition: AccessCondition = .none
  ) async throws -> BatchTask {
    let call = try call(
      "GET", ["jobs", job, "tasks", task], verb: "read", .task(job: job, id: task),
      query: [("$select", Self.selection(select)), ("$expand", expand)], condition: condition)
    return try await value(BatchTask.self, call)
  }

  /// Adds one task; many go faster by
  /// ``addTasks(job:_:requestsInFlight:progress:)``.
  ///
  /// Where an earlier try's answer was lost, a task of the id with the same
  /// command counts as ours.
  ///
  /// - Throws: ``AzureError`` of kind `conflict` when there is such a task.
  public func addTask(job: String, _ task: TaskAddParameters) async throws {
    let subject = Subject.task(job: job, id: task.id)
    do {
      _ = try await service.perform(try call("POST", ["jobs", job, "tasks"], verb: "add", subject, body: task))
    } catch let error as AzureError where error.followsLostAnswer && error.isCode("TaskExists") {
      let found = try await self.task(job: job, task: task.id, select: ["id", "commandLine"])
      guard found.commandLine == task.commandLine else { throw error }
    }
  }

  /// Sets the limits of a task; what is nil gets the service's default.
  public func replaceTask(
    job: String, task: String, constraints: TaskConstraints, condition: AccessCondition = .none
  ) async throws {
    _ = try await service.perform(
      try call(
        "PUT", ["jobs", job, "tasks", task], verb: "change", .task(job: job, id: task), condition: condition,
        body: ["constraints": constraints]))
  }

  /// Makes a failed task wait for a new run, its tries counted afresh.
  public func reactivateTask(job: String, task: String, condition: AccessCondition = .none) async throws {
    let call = try call(
      "POST", ["jobs", job, "tasks", task, "reactivate"], verb: "reactivate", .task(job: job, id: task),
      condition: condition)
    try await perform(call, doneCodes: ["TaskNotCompleted"])
  }

  /// Ends a task; it completes as failed.
  public func terminateTask(job: String, task: String, condition: AccessCondition = .none) async throws {
    let call = try call(
      "POST", ["jobs", job, "tasks", task, "terminate"], verb: "terminate", .task(job: job, id: task),
      condition: condition)
    try await perform(call, doneCodes: ["TaskCompleted"])
  }

  /// Deletes a task in any state, and its files.
  public func deleteTask(job: String, task: String, condition: AccessCondition = .none) async throws {
    let call = try call(
      "DELETE", ["jobs", job, "tasks", task], verb: "delete", .task(job: job, id: task), condition: condition)
    try await perform(call, doneCodes: ["TaskNotFound"])
  }

  /// The parts of a multi-instance task; none for any other.
  public func subtasks(job: String, task: String) async throws -> [BatchSubtask] {
    try await pages(
      of: BatchSubtask.self, ["jobs", job, "tasks", task, "subtasksinfo"], .task(job: job, id: task)
    ).all()
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
  public func addTasks(
    job: String, _ tasks: [TaskAddParameters], requestsInFlight: Int = 4,
    progress: @Sendable (_ acknowledged: Int) -> Void = { _ in }
  ) async throws -> TaskAddReport {
    let submission = TaskSubmission(client: self, job: job)
    return try await submission.run(tasks, requestsInFlight: max(1, requestsInFlight), progress: progress)
  }
}
