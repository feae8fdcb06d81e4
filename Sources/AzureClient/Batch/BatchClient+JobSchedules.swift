public import AzureWire

extension BatchClient {
  /// The account's job schedules; filter, selection and so on as with
  /// ``jobs(filter:select:expand:pageSize:)``.
  public func jobSchedules(
    filter: String? = nil, select: [String]? = nil, expand: String? = nil, pageSize: Int? = nil
  ) -> Pages<BatchJobSchedule> {
    pages(
      of: BatchJobSchedule.self, ["jobschedules"], .jobSchedules, query: Self.list(filter, select, expand, pageSize))
  }

  /// One schedule, or only the selected members of it.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  public func jobSchedule(
    _ id: String, select: [String]? = nil, expand: String? = nil, condition: AccessCondition = .none
  ) async throws -> BatchJobSchedule {
    let call = try call(
      "GET", ["jobschedules", id], verb: "read", .jobSchedule(id),
      query: [("$select", Self.selection(select)), ("$expand", expand)], condition: condition)
    return try await value(BatchJobSchedule.self, call)
  }

  /// Whether there is such a schedule.
  public func jobScheduleExists(_ id: String) async throws -> Bool {
    try await exists(try call("HEAD", ["jobschedules", id], verb: "look for", .jobSchedule(id)))
  }

  /// Adds a schedule.
  ///
  /// - Throws: ``AzureError`` of kind `conflict` when a schedule or a job has
  ///   the id; where an earlier try's answer was lost, the schedule that is
  ///   there counts as ours if it has our metadata, of which there must be
  ///   some, and our display name.
  public func addJobSchedule(_ schedule: JobScheduleAddParameters) async throws {
    let call = try call("POST", ["jobschedules"], verb: "add", .jobSchedule(schedule.id), body: schedule)
    do {
      _ = try await service.perform(call)
    } catch let error as AzureError where error.followsLostAnswer && error.isCode("JobScheduleExists") {
      let found = try await jobSchedule(schedule.id)
      guard let metadata = schedule.metadata, !metadata.isEmpty, found.metadata == metadata,
        found.displayName == schedule.displayName
      else { throw error }
    }
  }

  /// Changes what is not nil; jobs that were made already stay as they are.
  public func patchJobSchedule(
    _ id: String, _ changes: JobScheduleUpdateParameters, condition: AccessCondition = .none
  ) async throws {
    _ = try await service.perform(
      try call(
        "PATCH", ["jobschedules", id], verb: "change", .jobSchedule(id), condition: condition, body: changes))
  }

  /// Sets all that can be changed; what is nil gets the service's default.
  public func replaceJobSchedule(
    _ id: String, _ changes: JobScheduleUpdateParameters, condition: AccessCondition = .none
  ) async throws {
    _ = try await service.perform(
      try call("PUT", ["jobschedules", id], verb: "change", .jobSchedule(id), condition: condition, body: changes))
  }

  /// Has the schedule make no more jobs until it is enabled.
  public func disableJobSchedule(_ id: String, condition: AccessCondition = .none) async throws {
    _ = try await service.perform(
      try call("POST", ["jobschedules", id, "disable"], verb: "disable", .jobSchedule(id), condition: condition))
  }

  /// Has the schedule make jobs again.
  public func enableJobSchedule(_ id: String, condition: AccessCondition = .none) async throws {
    _ = try await service.perform(
      try call("POST", ["jobschedules", id, "enable"], verb: "enable", .jobSchedule(id), condition: condition))
  }

  /// Has the schedule ended for good, with the job it has under way.
  public func terminateJobSchedule(
    _ id: String, force: Bool = false, condition: AccessCondition = .none
  ) async throws {
    let call = try call(
      "POST", ["jobschedules", id, "terminate"], verb: "terminate", .jobSchedule(id),
      query: [("force", force ? "true" : nil)], condition: condition)
    try await perform(call, doneCodes: ["JobScheduleBeingTerminated", "JobScheduleCompleted"])
  }

  /// Has the schedule deleted with all jobs that it has made.
  public func deleteJobSchedule(
    _ id: String, force: Bool = false, condition: AccessCondition = .none
  ) async throws {
    let call = try call(
      "DELETE", ["jobschedules", id], verb: "delete", .jobSchedule(id), query: [("force", force ? "true" : nil)],
      condition: condition)
    try await perform(call, doneCodes: ["JobScheduleNotFound", "JobScheduleBeingDeleted"])
  }
}
