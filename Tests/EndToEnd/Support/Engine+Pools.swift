import AzureWire

/// Pools and nodes, as tests make them and wait for them.
extension Engine {
  /// Adds a pool, and waits until its nodes are what the state says.
  func addPool(
    _ id: String, nodes: Int = 1, slots: Int = 1, _ members: JSONValue = [:], until state: JSONValue? = "idle"
  ) async throws {
    var pool: JSONValue = [
      "id": .string(id), "vmSize": "standard_a1", "targetDedicatedNodes": .int(Int64(nodes)),
      "taskSlotsPerNode": .int(Int64(slots)),
      "virtualMachineConfiguration": [
        "imageReference": ["publisher": "debian", "offer": "debian-12", "sku": "12"],
        "nodeAgentSKUId": "batch.node.debian 12",
      ],
    ]
    if case .object(let members) = members { for (name, value) in members { pool[name] = value } }
    try await call("POST", "/pools", pool)
    guard let state else { return }
    var count = 0
    for case .int(let target)? in [pool["targetDedicatedNodes"], pool["targetLowPriorityNodes"]] {
      count += Int(target)
    }
    try await self.nodes(of: id, are: Array(repeating: state, count: count))
  }

  func pool(_ id: String) async throws -> JSONValue { try await call("GET", "/pools/\(id)") }

  func nodes(of pool: String) async throws -> [JSONValue] {
    try await call("GET", "/pools/\(pool)/nodes")["value"]?.elements ?? []
  }

  /// Waits until the nodes of a pool are in these states.
  @discardableResult
  func nodes(of pool: String, are states: [JSONValue]) async throws -> [JSONValue] {
    var found: [JSONValue] = []
    try await eventually("the nodes of \(pool) are \(states)") {
      found = try await nodes(of: pool)
      return found.compactMap { $0["state"]?.text }.sorted() == states.compactMap(\.text).sorted()
    }
    return found
  }

  /// Waits until a pool is steady.
  @discardableResult
  func steady(_ pool: String) async throws -> JSONValue {
    var found = JSONValue.null
    try await eventually("pool \(pool) is steady") {
      found = try await self.pool(pool)
      return found["allocationState"] == "steady"
    }
    return found
  }

  /// Lets a pool go, for the machine has few nodes.
  func removePool(_ id: String) async throws {
    try await call("DELETE", "/pools/\(id)")
    try await eventually("pool \(id) has gone") { try await send("GET", "/pools/\(id)").status == 404 }
  }
}
