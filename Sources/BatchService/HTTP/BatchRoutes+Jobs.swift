import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

extension BatchRoutes {
  func listJobs(_ request: ServiceRequest) async throws -> Response {
    let page = try await store.jobs(ListQuery(request.query), endpoint: endpoint, now: clock())
    return answer(request).list(metadata: "jobs", page: page, request: request)
  }

  func addJob(_ request: ServiceRequest) async throws -> Response {
    try store.requireSpace()
    let description = try JobDescription(try await request.jsonBody(limit: Self.bodyLimit))
    let job = try await store.addJob(description, now: clock())
    await jobsChanged()
    if description.parameters.poolInfo.poolId == nil { await poolsChanged() }
    return answer(request).changed(
      .created, path: "/jobs/\(job.id)", eTag: job.eTag, lastModified: job.lastModified, isNew: true)
  }

  func getJob(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let query = try ListQuery(request.query)
    let (job, statistics) = try await store.job(id, expand: query.expandsStatistics, now: clock())
    try request.conditions().checkRead(eTag: job.eTag, lastModified: job.lastModified)
    return answer(request).json(
      metadata: "jobs/@Element",
      members: try job.json(endpoint: endpoint, select: query.select, statistics: statistics),
      headers: Self.version(job.eTag, job.lastModified))
  }

  func patchJob(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let body = try await request.jsonBody(limit: Self.bodyLimit)
    return try await change(request, id, JobChange(try RequestDecoding.decode(JobPatchParameters.self, from: body)))
  }

  func replaceJob(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let body = try await request.jsonBody(limit: Self.bodyLimit)
    return try await change(request, id, JobChange(try RequestDecoding.decode(JobReplaceParameters.self, from: body)))
  }

  private func change(_ request: ServiceRequest, _ id: String, _ change: JobChange) async throws -> Response {
    let job = try await store.changeJob(id, change, conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return changed(request, .ok, job)
  }

  func disableJob(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let body = try await request.jsonBody(limit: Self.bodyLimit)
    let tasks = try RequestDecoding.decode(JobDisableParameters.self, from: body).disableTasks
    guard [.requeue, .terminate, .wait].contains(tasks) else {
      throw WireError.invalidProperty(
        "disableTasks", value: tasks.rawValue, reason: "It is one of requeue, terminate and wait")
    }
    let job = try await store.disableJob(id, tasks: tasks, conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return changed(request, .accepted, job, action: "/disable")
  }

  func enableJob(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let job = try await store.enableJob(id, conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return changed(request, .accepted, job, action: "/enable")
  }

  func terminateJob(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let body = try await request.jsonBody(limit: Self.bodyLimit)
    let parameters =
      body.readableBytes == 0 ? nil : try RequestDecoding.decode(JobTerminateParameters.self, from: body)
    let job = try await store.terminateJob(
      id, reason: parameters?.terminateReason ?? "UserTerminate", isForced: try request.flag("force"),
      conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return changed(request, .accepted, job, action: "/terminate")
  }

  func deleteJob(_ request: ServiceRequest, _ id: String) async throws -> Response {
    try await store.deleteJob(
      id, isForced: try request.flag("force"), conditions: try request.conditions(), now: clock())
    await jobsChanged()
    return answer(request).empty(.accepted)
  }

  func taskCounts(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let job = try await store.job(id)
    // Flat until 2020-03-01.11.0, nested from 2020-09-01.12.0 on.
    let isFlat = request.apiVersion < "2020-09"
    let members =
      isFlat
      ? try JSONText.encode(job.counts)
      : try JSONText.encode(TaskCountsResult(taskCounts: job.counts, taskSlotCounts: job.slotCounts))
    return answer(request).json(metadata: "taskcountsresult/@Element", members: members)
  }

  func preparationStatus(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let page = try await store.preparationStatus(
      id, try ListQuery(request.query), isLenient: request.apiVersion < "2019", endpoint: endpoint)
    return answer(request).list(
      metadata: "jobpreparationandreleasetaskstatuslist", page: page, request: request)
  }

  /// An operation of versions before 2023-05-01.17.0.
  func lifetimeStatistics(_ request: ServiceRequest) async throws -> Response {
    guard request.apiVersion < "2023-05" else { throw WireError.resourceNotFound }
    let statistics = try await store.lifetimeStatistics(now: clock())
    return answer(request).json(
      metadata: "jobstats/@Element", members: statistics.json(url: "\(endpoint)/lifetimejobstats").text)
  }

  /// Nodes may have something to do, and times something to wait for.
  func jobsChanged() async {
    await scheduler.wake()
    scheduler.bell.ring()
  }

  /// The headers that tell the version of a resource.
  static func version(_ eTag: String, _ lastModified: Timestamp) -> HTTPFields {
    var headers: HTTPFields = [:]
    headers[.eTag] = eTag
    headers[.lastModified] = lastModified.rfc1123
    return headers
  }

  private func changed(
    _ request: ServiceRequest, _ status: HTTPResponse.Status, _ job: JobRecord, action: String = ""
  ) -> Response {
    answer(request).changed(
      status, path: "/jobs/\(job.id)\(action)", eTag: job.eTag, lastModified: job.lastModified)
  }
}
