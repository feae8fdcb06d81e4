import AzureWire
import HTTPTypes
import Hummingbird

/// Pools: list, add, read, change, delete.
extension BatchRoutes {
  func listPools(_ request: ServiceRequest) async throws -> Response {
    let page = try await store.pools(ListQuery(request.query), view(request))
    return answer(request).list(metadata: "pools", page: page, request: request)
  }

  func addPool(_ request: ServiceRequest) async throws -> Response {
    try store.requireSpace()
    let description = try PoolDescription(try await request.jsonBody(limit: Self.bodyLimit))
    let pool = try await store.addPool(description, now: clock())
    await poolsChanged()
    return answer(request).changed(
      .created, path: "/pools/\(pool.id)", eTag: pool.eTag, lastModified: pool.lastModified, isNew: true)
  }

  /// Also whether it exists, which is all that HEAD asks.
  func getPool(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let (pool, json) = try await store.poolJSON(id, view(request), ListQuery(request.query))
    try request.conditions().checkRead(eTag: pool.eTag, lastModified: pool.lastModified)
    let headers = Self.version(pool.eTag, pool.lastModified)
    if request.method == .head { return answer(request).empty(.ok, headers: headers) }
    return answer(request).json(metadata: "pools/@Element", members: json, headers: headers)
  }

  func patchPool(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let members = try RequestDecoding.object(from: try await request.jsonBody(limit: Self.bodyLimit))
    let pool = try await store.patchPool(id, members, try request.conditions(), now: clock())
    await poolsChanged()
    return changed(request, .ok, pool)
  }

  func replacePoolProperties(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let members = try RequestDecoding.object(from: try await request.jsonBody(limit: Self.bodyLimit))
    let pool = try await store.replacePoolProperties(id, members, now: clock())
    await poolsChanged()
    return changed(request, .noContent, pool, action: "/updateproperties")
  }

  func deletePool(_ request: ServiceRequest, _ id: String) async throws -> Response {
    try await store.deletePool(id, try request.conditions(), now: clock())
    await poolsChanged()
    return answer(request).empty(.accepted)
  }

  /// Who keeps the nodes is told, and so are the nodes.
  func poolsChanged() async {
    scheduler.nodeBell.ring()
    await scheduler.wake()
  }

  func changed(
    _ request: ServiceRequest, _ status: HTTPResponse.Status, _ pool: PoolRecord, action: String = ""
  ) -> Response {
    answer(request).changed(
      status, path: "/pools/\(pool.id)\(action)", eTag: pool.eTag, lastModified: pool.lastModified)
  }

  private func view(_ request: ServiceRequest) -> Store.PoolView {
    Store.PoolView(endpoint: endpoint, version: request.apiVersion, now: clock())
  }
}
