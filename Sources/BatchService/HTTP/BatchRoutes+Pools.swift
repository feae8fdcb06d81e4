import AzureWire
import HTTPTypes
import Hummingbird

extension BatchRoutes {
  func listPools(_ request: ServiceRequest) async throws -> Response {
    let page = try await store.pools(ListQuery(request.query), endpoint: endpoint)
    return answer(request).list(metadata: "pools", page: page, request: request)
  }

  func getPool(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let (pool, nodeCount) = try await store.pool(id)
    var headers: HTTPFields = [:]
    headers[.eTag] = pool.eTag
    headers[.lastModified] = pool.lastModified.rfc1123
    if request.method == .head { return answer(request).empty(.ok, headers: headers) }
    return answer(request).json(
      metadata: "pools/@Element",
      members: try pool.json(endpoint: endpoint, nodeCount: nodeCount, select: ListQuery(request.query).select),
      headers: headers)
  }

  func listNodes(_ request: ServiceRequest, _ pool: String) async throws -> Response {
    let page = try await store.nodes(of: pool, ListQuery(request.query), endpoint: endpoint)
    return answer(request).list(metadata: "nodes", page: page, request: request)
  }

  func getNode(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    let members = try await store.nodeJSON(
      id, of: pool, endpoint: endpoint, select: ListQuery(request.query).select)
    return answer(request).json(metadata: "nodes/@Element", members: members)
  }
}
