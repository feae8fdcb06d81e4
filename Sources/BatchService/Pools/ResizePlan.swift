package import AzureWire

/// What is to be done so that a pool gets the nodes that it should have.
///
/// Pure: the caller looks at the pool, carries the plan out, and makes the
/// next one when something has changed. A resize is over when a plan says so.
package struct ResizePlan: Sendable, Equatable {
  /// A node as the plan sees it.
  package struct Node: Sendable, Equatable {
    package var id: String
    package var isDedicated: Bool
    /// Tasks that it holds.
    package var tasks: Int
    /// Whether it takes tasks, or could soon.
    package var isUsable: Bool
    package var isLeaving: Bool
    package var allocationTime: Timestamp

    package init(
      id: String, isDedicated: Bool, tasks: Int, isUsable: Bool, isLeaving: Bool, allocationTime: Timestamp
    ) {
      self.id = id
      self.isDedicated = isDedicated
      self.tasks = tasks
      self.isUsable = isUsable
      self.isLeaving = isLeaving
      self.allocationTime = allocationTime
    }
  }

  /// Why a plan stops short of the targets.
  package enum Obstacle: Sendable, Equatable {
    case stopped
    case timedOut
  }

  /// Nodes of one kind to make.
  package var newDedicated = 0
  package var newLowPriority = 0
  /// Nodes that are to go, in this order.
  package var leaving: [String] = []
  /// Nodes that were to go, and stay.
  package var staying: [String] = []
  package var errors: [ResizeError] = []
  package var isOver = true

  /// - Parameters:
  ///   - targets: how many nodes there should be: dedicated, low-priority.
  ///   - room: how many of each kind may be added.
  package init(
    nodes: [Node], targets: (dedicated: Int, lowPriority: Int), room: (dedicated: Int, lowPriority: Int),
    obstacle: Obstacle? = nil
  ) {
    newDedicated = plan(nodes.filter(\.isDedicated), targets.dedicated, room.dedicated, obstacle, .dedicated)
    newLowPriority = plan(
      nodes.filter { !$0.isDedicated }, targets.lowPriority, room.lowPriority, obstacle, .lowPriority)
    // Whoever waits for a steady pool counts its nodes then.
    if newDedicated + newLowPriority > 0 { isOver = false }
  }

  private enum Kind {
    case dedicated, lowPriority

    var words: String { self == .dedicated ? "dedicated nodes" : "low priority nodes" }
    var quotaCode: String {
      self == .dedicated ? "AccountCoreQuotaReached" : "AccountLowPriorityCoreQuotaReached"
    }
  }

  /// - Returns: how many nodes of the kind are to be made.
  private mutating func plan(_ nodes: [Node], _ target: Int, _ room: Int, _ obstacle: Obstacle?, _ kind: Kind) -> Int {
    let here = nodes.filter { !$0.isLeaving }
    var going = nodes.filter(\.isLeaving)
    // A node whose tasks have ended is past the point of return.
    let returning = going.filter { $0.tasks > 0 }.sorted(by: Self.isWorthier)
    let missing = target - here.count
    if let obstacle {
      staying += returning.map(\.id)
      going.removeAll { $0.tasks > 0 }
      if !going.isEmpty { isOver = false }
      if here.count + returning.count != target { errors.append(Self.error(obstacle, kind)) }
      return 0
    }
    guard missing > 0 else {
      let leavers = here.sorted { Self.isWorthier($1, $0) }.prefix(-missing)
      leaving += leavers.map(\.id)
      if !going.isEmpty || !leavers.isEmpty { isOver = false }
      return 0
    }
    let back = returning.prefix(missing)
    staying += back.map(\.id)
    if going.count > back.count { isOver = false }
    let new = min(missing - back.count, max(0, room))
    if new < missing - back.count {
      errors.append(
        ResizeError(
          code: kind.quotaCode, message: "The specified account has reached core quota for \(kind.words)"))
    }
    return new
  }

  private static func error(_ obstacle: Obstacle, _ kind: Kind) -> ResizeError {
    switch obstacle {
    case .stopped:
      ResizeError(
        code: "ResizeStopped",
        message: "Desired number of \(kind.words) could not be allocated due to a stop resize operation")
    case .timedOut:
      ResizeError(
        code: "AllocationTimedout",
        message: "Desired number of \(kind.words) could not be allocated as the resize timeout was reached",
        values: nil)
    }
  }

  /// Which of two nodes a pool would rather keep: one that works, with more
  /// tasks, and then the older one.
  private static func isWorthier(_ left: Node, _ right: Node) -> Bool {
    if left.isUsable != right.isUsable { return left.isUsable }
    if left.tasks != right.tasks { return left.tasks > right.tasks }
    return (left.allocationTime, left.id) < (right.allocationTime, right.id)
  }
}
