import AzureWire
import HTTPTypes
import Hummingbird

/// What an account tells of all its pools, and of what they could be.
extension BatchRoutes {
  func nodeCounts(_ request: ServiceRequest) async throws -> Response {
    // Ten is both what is answered unless asked for less, and the most.
    let page = try await store.nodeCounts(ListQuery(request.query, maximum: 10))
    return answer(request).list(metadata: "poolnodecounts", page: page, request: request)
  }

  func supportedImages(_ request: ServiceRequest) async throws -> Response {
    let page = try await store.supportedImages(.thisMachine, ListQuery(request.query))
    return answer(request).list(metadata: "supportedimages", page: page, request: request)
  }

  /// What ``supportedImages(_:)`` was called before 2018-12.
  func nodeAgentSKUs(_ request: ServiceRequest) async throws -> Response {
    let page = try await store.nodeAgents(.thisMachine, ListQuery(request.query))
    return answer(request).list(metadata: "accountlistnodeagentskus", page: page, request: request)
  }

  /// Usage is aggregated by Azure's accounting; one machine has none.
  func poolUsage(_ request: ServiceRequest) async throws -> Response {
    let filter = try ListQuery(request.query).filter
    _ = try FilterSQL(columns: [
      "poolid": .text("poolId"), "starttime": .time("startTime"), "endtime": .time("endTime"),
    ]).condition(filter)
    for name in ["starttime", "endtime"] {
      guard let text = request.query[name], Timestamp(text) == nil else { continue }
      throw WireError.invalidQuery(name, value: text, reason: "It is no ISO 8601 time")
    }
    return answer(request).list(metadata: "poolusagemetrics", page: ListPage(elements: []), request: request)
  }

  func listApplications(_ request: ServiceRequest) async throws -> Response {
    _ = try ListQuery(request.query)
    return answer(request).list(
      metadata: "listapplicationsummariesresponses", page: ListPage(elements: []), request: request)
  }

  func getApplication(_ request: ServiceRequest, _ id: String) throws -> Response {
    throw WireError(.notFound, "ApplicationNotFound", "The specified application does not exist: \(id).")
  }
}
