import AzureWire
import HTTPTypes
import Hummingbird
import NIOCore

extension BatchRoutes {
  func listJobs(_ request: ServiceRequest) async throws -> Response {
    let page = try await store.jobs(ListQuery(request.query), endpoint: endpoint)
    return answer(request).list(metadata: "jobs", page: page, request: request)
  }

  func addJob(_ request: ServiceRequest) async throws -> Response {
    let description = try JobDescription(try await request.body(limit: Self.bodyLimit))
    let job = try await store.addJob(description, now: clock())
    await scheduler.wake()
    return answer(request).changed(
      .created, path: "/jobs/\(job.id)", eTag: job.eTag, lastModified: job.lastModified, isNew: true)
  }

  func getJob(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let job = try await store.job(id)
    var headers: HTTPFields = [:]
    headers[.eTag] = job.eTag
    headers[.lastModified] = job.lastModified.rfc1123
    return answer(request).json(
      metadata: "jobs/@Element", members: try job.json(endpoint: endpoint, select: ListQuery(request.query).select),
      headers: headers)
  }

  func patchJob(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let body = try await request.body(limit: Self.bodyLimit)
    let patch = try RequestDecoding.decode(JobPatchParameters.self, from: body)
    return changed(request, .ok, try await store.patchJob(id, patch, now: clock()))
  }

  func terminateJob(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let body = try await request.body(limit: Self.bodyLimit)
    let parameters =
      body.readableBytes == 0 ? nil : try RequestDecoding.decode(JobTerminateParameters.self, from: body)
    let job = try await store.terminateJob(id, reason: parameters?.terminateReason ?? "UserTerminate", now: clock())
    await scheduler.wake()
    return changed(request, .accepted, job)
  }

  func deleteJob(_ request: ServiceRequest, _ id: String) async throws -> Response {
    try await store.deleteJob(id, now: clock())
    await scheduler.wake()
    return answer(request).empty(.accepted)
  }

  func taskCounts(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let job = try await store.job(id)
    // Flat until 2020-03-01.11.0, nested from 2020-09-01.12.0 on.
    let isFlat = (request.query["api-version"] ?? "") < "2020-09"
    let members =
      isFlat
      ? try JSONText.encode(job.counts)
      : try JSONText.encode(TaskCountsResult(taskCounts: job.counts, taskSlotCounts: job.slotCounts))
    return answer(request).json(metadata: "taskcountsresult/@Element", members: members)
  }

  func preparationStatus(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let page = ListPage(elements: try await store.preparationStatus(id))
    return answer(request).list(
      metadata: "jobpreparationandreleasetaskstatuslist", page: page, request: request)
  }

  private func changed(_ request: ServiceRequest, _ status: HTTPResponse.Status, _ job: JobRecord) -> Response {
    answer(request).changed(status, path: "/jobs/\(job.id)", eTag: job.eTag, lastModified: job.lastModified)
  }
}
