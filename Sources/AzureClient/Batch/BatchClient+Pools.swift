public import AzureWire

extension BatchClient {
  /// The account's pools; filter, selection and so on as with
  /// ``jobs(filter:select:expand:pageSize:)``.
  public func pools(
    filter: String? = nil, select: [String]? = nil, expand: String? = nil, pageSize: Int? = nil
  ) -> Pages<BatchPool> {
    pages(of: BatchPool.self, ["pools"], .pools, query: Self.list(filter, select, expand, pageSize))
  }

  /// One pool, or only the selected members of it.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  public func pool(
    _ id: String, select: [String]? = nil, expand: String? = nil, condition: AccessCondition = .none
  ) async throws -> BatchPool {
    let call = try call(
      "GET", ["pools", id], verb: "read", .pool(id),
      query: [("$select", Self.selection(select)), ("$expand", expand)], condition: condition)
    return try await value(BatchPool.self, call)
  }

  /// Whether there is such a pool.
  public func poolExists(_ id: String) async throws -> Bool {
    try await exists(try call("HEAD", ["pools", id], verb: "look for", .pool(id)))
  }

  /// Adds a pool.
  ///
  /// - Throws: ``AzureError`` of kind `conflict` when there is one of the id;
  ///   where an earlier try's answer was lost, the pool that is there counts
  ///   as ours if it has our size of machine and our metadata, of which there
  ///   must be some.
  public func addPool(_ pool: PoolAddParameters) async throws {
    let call = try call("POST", ["pools"], verb: "add", .pool(pool.id), body: pool)
    do {
      _ = try await service.perform(call)
    } catch let error as AzureError where error.followsLostAnswer && error.isCode("PoolExists") {
      let found = try await self.pool(pool.id)
      guard let metadata = pool.specification.metadata, !metadata.isEmpty, found.metadata == metadata,
        found.vmSize?.lowercased() == pool.specification.vmSize.lowercased()
      else { throw error }
    }
  }

  /// Changes what is not nil.
  public func patchPool(
    _ id: String, _ changes: PoolPatchParameters, condition: AccessCondition = .none
  ) async throws {
    _ = try await service.perform(
      try call("PATCH", ["pools", id], verb: "change", .pool(id), condition: condition, body: changes))
  }

  /// Sets start task, application packages and metadata; nil takes the start
  /// task away.
  public func replacePool(_ id: String, _ changes: PoolReplaceParameters) async throws {
    _ = try await service.perform(
      try call("POST", ["pools", id, "updateproperties"], verb: "change", .pool(id), body: changes))
  }

  /// Has the pool deleted with its nodes; it stays in state `deleting` until
  /// that is done.
  public func deletePool(_ id: String, condition: AccessCondition = .none) async throws {
    let call = try call("DELETE", ["pools", id], verb: "delete", .pool(id), condition: condition)
    try await perform(call, doneCodes: ["PoolNotFound", "PoolBeingDeleted"])
  }

  /// Has the pool grow or shrink to so many nodes; running tasks end first.
  public func resizePool(_ id: String, dedicatedNodes: Int, lowPriorityNodes: Int = 0) async throws {
    try await resizePool(
      id,
      PoolResizeParameters(
        targetDedicatedNodes: dedicatedNodes, targetLowPriorityNodes: lowPriorityNodes,
        nodeDeallocationOption: .taskCompletion))
  }

  /// Has the pool grow or shrink; it is in allocation state `resizing` until
  /// that is done, or given up.
  public func resizePool(
    _ id: String, _ size: PoolResizeParameters, condition: AccessCondition = .none
  ) async throws {
    let call = try call("POST", ["pools", id, "resize"], verb: "resize", .pool(id), condition: condition, body: size)
    try await perform(call, doneCodes: ["PoolBeingResized"])
  }

  /// Has a resize broken off; the pool keeps the nodes that it has by then.
  public func stopResizingPool(_ id: String, condition: AccessCondition = .none) async throws {
    _ = try await service.perform(
      try call("POST", ["pools", id, "stopresize"], verb: "stop resizing", .pool(id), condition: condition))
  }

  /// Has nodes taken out of the pool.
  public func removeNodes(
    pool: String, _ nodes: NodeRemoveParameters, condition: AccessCondition = .none
  ) async throws {
    let call = try call(
      "POST", ["pools", pool, "removenodes"], verb: "remove nodes from", .pool(pool), condition: condition,
      body: nodes)
    try await perform(call, doneCodes: ["PoolBeingResized"])
  }

  /// The nodes of each pool by state.
  ///
  /// - Parameter pool: of this one alone.
  public func nodeCounts(pool: String? = nil) -> Pages<PoolNodeCounts> {
    let filter = pool.map { "poolId eq \(ODataFilter.quote($0))" }
    return pages(of: PoolNodeCounts.self, ["nodecounts"], .nodeCounts, query: [("$filter", filter)])
  }

  /// The images that pools may use.
  ///
  /// - Parameter filter: OData, such as `osType eq 'linux'`.
  public func supportedImages(filter: String? = nil, pageSize: Int? = nil) -> Pages<SupportedImage> {
    pages(
      of: SupportedImage.self, ["supportedimages"], .images,
      query: [("$filter", filter), ("maxresults", pageSize.map(String.init))])
  }

  /// What the pools have used, in pieces of half an hour.
  ///
  /// - Parameters:
  ///   - from: the last piece that is known unless given.
  ///   - to: likewise.
  public func poolUsage(
    from: Timestamp? = nil, to: Timestamp? = nil, filter: String? = nil
  ) -> Pages<PoolUsageMetrics> {
    pages(
      of: PoolUsageMetrics.self, ["poolusagemetrics"], .poolUsage,
      query: [("startTime", from?.iso8601), ("endtime", to?.iso8601), ("$filter", filter)])
  }
}
