public import AzureWire

extension BatchClient {
  /// The pool's nodes; filter, selection and so on as with
  /// ``jobs(filter:select:expand:pageSize:)``.
  public func nodes(
    pool: String, filter: String? = nil, select: [String]? = nil, pageSize: Int? = nil
  ) -> Pages<BatchNode> {
    pages(
      of: BatchNode.self, ["pools", pool, "nodes"], .nodes(pool: pool),
      query: Self.list(filter, select, nil, pageSize))
  }

  /// One node, or only the selected members of it.
  ///
  /// - Throws: ``AzureError`` of kind `notFound` when there is none.
  public func node(pool: String, node: String, select: [String]? = nil) async throws -> BatchNode {
    let call = try call(
      "GET", ["pools", pool, "nodes", node], verb: "read", .node(pool: pool, id: node),
      query: [("$select", Self.selection(select))])
    return try await value(BatchNode.self, call)
  }

  /// Has the node restarted.
  ///
  /// - Parameter tasks: what becomes of those that run; unless given, they
  ///   are put back and run again.
  public func rebootNode(pool: String, node: String, tasks: NodeDeallocationOption? = nil) async throws {
    try await act(pool, node, "reboot", option: "nodeRebootOption", tasks, doneCodes: ["NodeBeingRebooted"])
  }

  /// Has the node's system installed anew; tasks as with
  /// ``rebootNode(pool:node:tasks:)``.
  public func reimageNode(pool: String, node: String, tasks: NodeDeallocationOption? = nil) async throws {
    try await act(pool, node, "reimage", option: "nodeReimageOption", tasks, doneCodes: ["NodeBeingReimaged"])
  }

  /// Has a node given back that still belongs to the pool, until it is
  /// started; tasks as with ``rebootNode(pool:node:tasks:)``.
  public func deallocateNode(pool: String, node: String, tasks: NodeDeallocationOption? = nil) async throws {
    try await act(pool, node, "deallocate", option: "nodeDeallocateOption", tasks, doneCodes: [])
  }

  /// Has a node started that was deallocated.
  public func startNode(pool: String, node: String) async throws {
    try await act(pool, node, "start", option: "", nil, doneCodes: ["NodeBeingStarted"])
  }

  /// Has the node take no new tasks.
  ///
  /// - Parameter tasks: `requeue`, which it is unless given, `terminate` or
  ///   `taskCompletion`.
  public func disableScheduling(pool: String, node: String, tasks: NodeDeallocationOption? = nil) async throws {
    try await act(
      pool, node, "disablescheduling", verb: "disable scheduling on", option: "nodeDisableSchedulingOption", tasks,
      doneCodes: ["NodeAlreadyInTargetSchedulingState"])
  }

  /// Has the node take tasks again.
  public func enableScheduling(pool: String, node: String) async throws {
    try await act(
      pool, node, "enablescheduling", verb: "enable scheduling on", option: "", nil,
      doneCodes: ["NodeAlreadyInTargetSchedulingState"])
  }

  /// Where the node takes remote logins.
  public func remoteLoginSettings(pool: String, node: String) async throws -> RemoteLoginSettings {
    let call = try call(
      "GET", ["pools", pool, "nodes", node, "remoteloginsettings"], verb: "read", .node(pool: pool, id: node))
    return try await value(RemoteLoginSettings.self, call)
  }

  /// Has the service's own logs of a node written into a container.
  ///
  /// - Parameters:
  ///   - container: its URL with a signature that allows writing.
  ///   - to: now unless given.
  public func uploadLogs(
    pool: String, node: String, container: Secret<String>, from: Timestamp, to: Timestamp? = nil
  ) async throws -> UploadedLogs {
    var body: [String: String] = ["containerUrl": container.reveal(), "startTime": from.iso8601]
    body["endTime"] = to?.iso8601
    let call = try call(
      "POST", ["pools", pool, "nodes", node, "uploadbatchservicelogs"], verb: "upload the logs of",
      .node(pool: pool, id: node), body: body)
    return try await value(UploadedLogs.self, call)
  }

  /// The extensions of a node's machine, as the service writes them.
  public func nodeExtensions(pool: String, node: String) -> Pages<JSONValue> {
    pages(of: JSONValue.self, ["pools", pool, "nodes", node, "extensions"], .node(pool: pool, id: node))
  }

  /// One extension of a node's machine, as the service writes it.
  public func nodeExtension(pool: String, node: String, name: String) async throws -> JSONValue {
    let call = try call(
      "GET", ["pools", pool, "nodes", node, "extensions", name], verb: "read an extension of",
      .node(pool: pool, id: node))
    return try await value(JSONValue.self, call)
  }

  private func act(
    _ pool: String, _ node: String, _ action: String, verb: String? = nil, option: String,
    _ tasks: NodeDeallocationOption?, doneCodes: [String]
  ) async throws {
    let body = tasks.map { [option: $0] }
    let call = try call(
      "POST", ["pools", pool, "nodes", node, action], verb: verb ?? action, .node(pool: pool, id: node), body: body)
    try await perform(call, doneCodes: doneCodes)
  }
}
