import AzureWire
import HTTPTypes
import Hummingbird

/// Nodes: list, read, restart, take off the schedule and back. What a node of
/// this machine cannot do is answered as Batch answers for such a node.
extension BatchRoutes {
  func listNodes(_ request: ServiceRequest, _ pool: String) async throws -> Response {
    let page = try await store.nodes(of: pool, ListQuery(request.query), endpoint: endpoint)
    return answer(request).list(metadata: "nodes", page: page, request: request)
  }

  func getNode(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    let members = try await store.nodeJSON(
      id, of: pool, endpoint: endpoint, select: ListQuery(request.query).select)
    return answer(request).json(metadata: "nodes/@Element", members: members)
  }

  func rebootNode(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    let option = try await option(request, "nodeRebootOption", NodeDeallocationOption.all)
    try await store.rebootNode(id, of: pool, option, now: clock())
    await poolsChanged()
    return answer(request).empty(.accepted, headers: dataService(pool, id, "reboot"))
  }

  func disableScheduling(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    let option = try await option(
      request, "nodeDisableSchedulingOption", NodeDeallocationOption.all.filter { $0 != .retainedData })
    try await store.disableScheduling(ofNode: id, of: pool, option, now: clock())
    await poolsChanged()
    return answer(request).empty(.ok, headers: dataService(pool, id, "disablescheduling"))
  }

  func enableScheduling(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    try await store.enableScheduling(ofNode: id, of: pool, now: clock())
    await poolsChanged()
    return answer(request).empty(.ok, headers: dataService(pool, id, "enablescheduling"))
  }

  private func dataService(_ pool: String, _ id: String, _ action: String) -> HTTPFields {
    [BatchAnswer.dataServiceID: "\(endpoint)/pools/\(pool)/nodes/\(id)/\(action)"]
  }

  /// What becomes of the tasks of a node; requeue where nothing is said.
  private func option(
    _ request: ServiceRequest, _ name: String, _ known: [NodeDeallocationOption]
  ) async throws -> NodeDeallocationOption {
    let body = try await request.body(limit: Self.bodyLimit)
    guard body.readableBytes > 0, let said = try RequestDecoding.object(from: body)[name] else { return .requeue }
    guard case .string(let word) = said, let option = NodeDeallocationOption(known: word), known.contains(option) else {
      let text = if case .string(let word) = said { word } else { "" }
      throw WireError.invalidProperty(
        name, value: text, reason: "It is one of \(known.map(\.rawValue).joined(separator: ", "))")
    }
    return option
  }

  // MARK: What a node of this machine cannot do

  func refuseImage(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    try await refuse(pool, id, .notValidOnNode("A node of this machine has no image to be made from"))
  }

  func refuseMachine(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    try await refuse(pool, id, .notValidOnNode("A node of this machine is no virtual machine"))
  }

  func refuseLogin(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    try await refuse(pool, id, .notValidOnNode("A node of this machine has no logins of its own"))
  }

  func refuseUser(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    try await refuse(pool, id, WireError(.notFound, "NodeUserNotFound", "The specified node user does not exist."))
  }

  func refuseLogs(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    try await refuse(pool, id, .notValidOnNode("The log of a node of this machine is its file agent/agent.log"))
  }

  func refuseExtension(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    try await refuse(pool, id, .resourceNotFound)
  }

  func listExtensions(_ request: ServiceRequest, _ pool: String, _ id: String) async throws -> Response {
    _ = try ListQuery(request.query)
    try await store.requireNode(id, of: pool)
    let page = ListPage(elements: [])
    return answer(request).list(metadata: "extensions", page: page, request: request)
  }

  /// A node that is not there is the first thing to tell.
  private func refuse(_ pool: String, _ id: String, _ error: WireError) async throws -> Response {
    try await store.requireNode(id, of: pool)
    throw error
  }
}
