import AzureWire
import HTTPTypes
import Hummingbird

/// The size of pools: by number, by name of nodes, and by formula.
extension BatchRoutes {
  func resizePool(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let said = OldNames.renewed(
      pool: try RequestDecoding.object(from: try await request.jsonBody(limit: Self.bodyLimit)))
    let parameters = try RequestDecoding.decode(
      PoolResizeParameters.self, from: try JSONText.encode(JSONValue.object(said)))
    let pool = try await store.resizePool(id, parameters, try request.conditions(), now: clock())
    await poolsChanged()
    return changed(request, .accepted, pool, action: "/resize")
  }

  func stopResize(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let pool = try await store.stopResize(id, try request.conditions(), now: clock())
    await poolsChanged()
    return changed(request, .accepted, pool, action: "/stopresize")
  }

  func removeNodes(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let parameters = try await decode(NodeRemoveParameters.self, request)
    let pool = try await store.removeNodes(id, parameters, try request.conditions(), now: clock())
    await poolsChanged()
    return changed(request, .accepted, pool, action: "/removenodes")
  }

  func enableAutoscale(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let parameters = try await decode(AutoScaleParameters.self, request)
    let pool = try await store.enableAutoscale(id, parameters, try request.conditions(), now: clock())
    await poolsChanged()
    return changed(request, .ok, pool, action: "/enableautoscale")
  }

  func disableAutoscale(_ request: ServiceRequest, _ id: String) async throws -> Response {
    changed(request, .ok, try await store.disableAutoscale(id, now: clock()), action: "/disableautoscale")
  }

  func evaluateAutoscale(_ request: ServiceRequest, _ id: String) async throws -> Response {
    let parameters = try await decode(AutoScaleParameters.self, request)
    guard let formula = parameters.autoScaleFormula else { throw WireError.missingProperty("autoScaleFormula") }
    let run = try await store.evaluateAutoscale(id, formula: formula, now: clock())
    return answer(request).json(
      metadata: "Microsoft.Azure.Batch.Protocol.Entities.AutoScaleRun", members: try JSONText.encode(run),
      headers: [BatchAnswer.dataServiceID: "\(endpoint)/pools/\(id)/evaluateautoscale"])
  }

  private func decode<Body: Decodable>(_ type: Body.Type, _ request: ServiceRequest) async throws -> Body {
    try RequestDecoding.decode(type, from: try await request.jsonBody(limit: Self.bodyLimit))
  }
}
