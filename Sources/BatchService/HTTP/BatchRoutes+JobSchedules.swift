import AzureWire
import HTTPTypes
import Hummingbird

extension BatchRoutes {
  func listSchedules(_ request: ServiceRequest) async throws -> Response {
    let page = try await store.schedules(ListQuery(request.query), endpoint: endpoint, now: clock())
    return answer(request).list(metadata: "jobschedules", page: page, request: request)
  }

  func listJobs(_ request: ServiceRequest, ofSchedule id: String) async throws -> Response {
    let page = try await store.jobs(
      ofSchedule: id, try ListQuery(request.query), endpoint: endpoint, now: clock())
    return answer(request).list(metadata: "jobs", page: page, request: request)
  }

  func addSchedule(_ request: ServiceRequest) async throws -> Response {
    try store.requireSpace()
    let description = try ScheduleDescription(try await request.jsonBody(limit: Self.bodyLimit))
    let schedule = try await store.addSchedule(description, now: clock())
    await jobsChanged()
    return answer(request).changed(
      .created, path: "/jobschedules/\(schedule.id)", eTag: schedule.eTag, lastModified: schedule.lastModified,
      isNew: true)
  }

  /// HEAD asks whether it is there.
  func getSchedule(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let query = try ListQuery(request.query)
    let (schedule, statistics) = try await store.schedule(id, expand: query.expandsStatistics, now: clock())
    try request.conditions().checkRead(eTag: schedule.eTag, lastModified: schedule.lastModified)
    let headers = Self.version(schedule.eTag, schedule.lastModified)
    if request.method == .head { return answer(request).empty(.ok, headers: headers) }
    return answer(request).json(
      metadata: "jobschedules/@Element",
      members: try schedule.json(endpoint: endpoint, select: query.select, statistics: statistics), headers: headers)
  }

  func changeSchedule(_ request: ServiceRequest, _ id: String, isReplacement: Bool) async throws -> Response {
    let body = try await request.jsonBody(limit: Self.bodyLimit)
    let schedule = try await store.changeSchedule(
      id, body, isReplacement: isReplacement, conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return changed(request, .ok, schedule)
  }

  func setSchedule(_ request: ServiceRequest, _ id: String, isEnabled: Bool) async throws -> Response {
    let schedule = try await store.setSchedule(
      id, isEnabled: isEnabled, conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return changed(request, .noContent, schedule, action: isEnabled ? "/enable" : "/disable")
  }

  func terminateSchedule(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let schedule = try await store.terminateSchedule(
      id, isForced: try request.flag("force"), conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return changed(request, .accepted, schedule, action: "/terminate")
  }

  func deleteSchedule(_ request: ServiceRequest, _ id: String) async throws -> Response {
    try await store.deleteSchedule(
      id, isForced: try request.flag("force"), conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return answer(request).empty(.accepted)
  }

  private func changed(
    _ request: ServiceRequest, _ status: HTTPResponse.Status, _ schedule: ScheduleRecord, action: String = ""
  ) -> Response {
    answer(request).changed(
      status, path: "/jobschedules/\(schedule.id)\(action)", eTag: schedule.eTag,
      lastModified: schedule.lastModified)
  }
}
