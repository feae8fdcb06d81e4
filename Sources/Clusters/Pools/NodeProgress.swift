package import AzureWire

/// How far the nodes of a cluster are on their way to work.
package struct NodeProgress: Sendable, Equatable {
  /// Nodes that the cluster is to have.
  package var target: Int
  /// Nodes by state, in the order of ``shownStates``; those of other states
  /// count as `other`.
  package var counts: [NodeState: Int]
  /// Nodes of states that are not shown by themselves.
  package var others: Int
  /// Ids of the nodes that will never work.
  package var failedNodes: [String]
  /// Whether the service is still about to change the number of nodes.
  package var isResizing: Bool
  /// Whether the formula that decides about the target was not looked at yet.
  package var isUndecided: Bool

  /// The states that doAzureParallel shows.
  package static let shownStates: [NodeState] = [
    .idle, .creating, .starting, .waitingForStartTask, .startTaskFailed, .preempted, .running,
  ]

  package init(pool: BatchPool, nodes: [BatchNode]) {
    target = (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0)
    isResizing = pool.allocationState.map { $0 != .steady } ?? false
    isUndecided = pool.enableAutoScale == true && pool.autoScaleRun == nil
    counts = [:]
    others = 0
    for node in nodes {
      guard let state = node.state, Self.shownStates.contains(state) else {
        others += 1
        continue
      }
      counts[state, default: 0] += 1
    }
    failedNodes = nodes.filter { $0.state == .startTaskFailed || $0.state == .unusable }.map(\.id)
  }

  /// Nodes of a state.
  package func count(_ state: NodeState) -> Int { counts[state] ?? 0 }

  /// Nodes that will not get further: they work, or never will.
  package var settled: Int {
    count(.idle) + count(.running) + count(.preempted) + failedNodes.count
  }

  /// Nodes that take tasks.
  package var ready: Int { count(.idle) + count(.running) }

  /// The part of the way that all nodes together have behind them, 0 to 1;
  /// the weights of the states are doAzureParallel's.
  package var fraction: Double {
    guard target > 0 else { return isOver ? 1 : 0 }
    if isUndecided { return 0 }
    let done =
      Double(settled) + 0.75 * Double(count(.waitingForStartTask)) + 0.5 * Double(count(.starting))
      + 0.25 * Double(count(.creating))
    return min(1, done / Double(target))
  }

  /// Whether there is nothing left to wait for.
  package var isOver: Bool { !isUndecided && settled >= target && (target > 0 || !isResizing) }

  /// `2 idle, 1 starting`; `no nodes yet`.
  package var summary: String {
    var parts = Self.shownStates.compactMap { state in
      counts[state].map { "\($0) \(state.rawValue)" }
    }
    if others > 0 { parts.append("\(others) other") }
    return parts.isEmpty ? (isOver ? "no nodes are wanted" : "no nodes yet") : parts.joined(separator: ", ")
  }
}
