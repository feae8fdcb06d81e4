package import AzureWire

extension BatchClient {
  /// The account's pools; filter and selection as with ``jobs(filter:select:)``.
  package func pools(filter: String? = nil, select: [String]? = nil) -> Pages<BatchPool> {
    pages(of: BatchPool.self, ["pools"], .pools, query: [("$filter", filter), ("$select", Self.selection(select))])
  }

  /// One pool.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  package func pool(_ id: String) async throws -> BatchPool {
    try await value(BatchPool.self, try call("GET", ["pools", id], verb: "read", .pool(id)))
  }

  /// Has the pool deleted with its nodes; it stays in state `deleting` until
  /// that is done.
  package func deletePool(_ id: String) async throws {
    let call = try call("DELETE", ["pools", id], verb: "delete", .pool(id))
    try await perform(call, doneCodes: ["PoolNotFound", "PoolBeingDeleted"])
  }

  /// Has the pool grow or shrink to so many nodes; running tasks end first.
  package func resizePool(_ id: String, dedicatedNodes: Int, lowPriorityNodes: Int = 0) async throws {
    let size = PoolResizeParameters(
      targetDedicatedNodes: dedicatedNodes, targetLowPriorityNodes: lowPriorityNodes,
      nodeDeallocationOption: "taskcompletion")
    let call = try call("POST", ["pools", id, "resize"], verb: "resize", .pool(id), body: size)
    try await perform(call, doneCodes: ["PoolBeingResized"])
  }

  /// The pool's nodes; filter and selection as with ``jobs(filter:select:)``.
  package func nodes(pool: String, filter: String? = nil, select: [String]? = nil) -> Pages<BatchNode> {
    pages(
      of: BatchNode.self, ["pools", pool, "nodes"], .nodes(pool: pool),
      query: [("$filter", filter), ("$select", Self.selection(select))])
  }

  /// Has the node restarted; its running tasks are put back and run again.
  package func rebootNode(pool: String, node: String) async throws {
    let call = try call("POST", ["pools", pool, "nodes", node, "reboot"], verb: "reboot", .node(pool: pool, id: node))
    try await perform(call, doneCodes: ["NodeBeingRebooted"])
  }
}
