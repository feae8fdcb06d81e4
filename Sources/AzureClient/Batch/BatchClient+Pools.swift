package import AzureWire

extension BatchClient {
  package func pools(filter: String? = nil, select: [String]? = nil) -> Pages<BatchPool> {
    pages(of: BatchPool.self, ["pools"], .pools, query: [("$filter", filter), ("$select", Self.selection(select))])
  }

  package func pool(_ id: String) async throws -> BatchPool {
    try await value(BatchPool.self, try call("GET", ["pools", id], verb: "read", .pool(id)))
  }

  package func nodes(pool: String, filter: String? = nil, select: [String]? = nil) -> Pages<BatchNode> {
    pages(
      of: BatchNode.self, ["pools", pool, "nodes"], .nodes(pool: pool),
      query: [("$filter", filter), ("$select", Self.selection(select))])
  }
}
