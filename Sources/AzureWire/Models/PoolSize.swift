/// The body of a resize (Batch API, Pool - Resize); one of the targets must
/// be given.
public struct PoolResizeParameters: Codable, Sendable {
  /// Nodes of the pool's own, as many as are wanted.
  public var targetDedicatedNodes: Int?
  /// Nodes that cost less and may be taken away, as many as are wanted.
  public var targetLowPriorityNodes: Int?
  /// At least 5 minutes; 15 unless given.
  public var resizeTimeout: WireDuration?
  /// What becomes of the tasks that run on the nodes that go.
  public var nodeDeallocationOption: NodeDeallocationOption?

  public init(
    targetDedicatedNodes: Int? = nil, targetLowPriorityNodes: Int? = nil, resizeTimeout: WireDuration? = nil,
    nodeDeallocationOption: NodeDeallocationOption? = nil
  ) {
    self.targetDedicatedNodes = targetDedicatedNodes
    self.targetLowPriorityNodes = targetLowPriorityNodes
    self.resizeTimeout = resizeTimeout
    self.nodeDeallocationOption = nodeDeallocationOption
  }
}

/// The body of a removal of nodes; 1 to 100 of them.
public struct NodeRemoveParameters: Codable, Sendable {
  /// The ids of the nodes.
  public var nodeList: [String]
  /// At least 5 minutes; 15 unless given.
  public var resizeTimeout: WireDuration?
  /// What becomes of the tasks that run on the nodes that go.
  public var nodeDeallocationOption: NodeDeallocationOption?

  public init(
    nodeList: [String], resizeTimeout: WireDuration? = nil, nodeDeallocationOption: NodeDeallocationOption? = nil
  ) {
    self.nodeList = nodeList
    self.resizeTimeout = resizeTimeout
    self.nodeDeallocationOption = nodeDeallocationOption
  }
}

/// The body that switches autoscale on, or changes it.
public struct AutoScaleParameters: Codable, Sendable {
  /// At most 8,192 characters; needed where the pool has none yet.
  public var autoScaleFormula: String?
  /// From 5 minutes to 168 hours; 15 minutes unless given.
  public var autoScaleEvaluationInterval: WireDuration?

  public init(autoScaleFormula: String? = nil, autoScaleEvaluationInterval: WireDuration? = nil) {
    self.autoScaleFormula = autoScaleFormula
    self.autoScaleEvaluationInterval = autoScaleEvaluationInterval
  }
}
