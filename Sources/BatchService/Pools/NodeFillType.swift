/// How tasks are shared out among the nodes of a pool (Batch API,
/// TaskSchedulingPolicy).
package enum NodeFillType: String, Sendable, CaseIterable {
  /// Evenly: the next task goes where the fewest slots are taken.
  case spread
  /// One node after the other: the next task goes where the most are.
  case pack

  /// As answers write it.
  var answer: String {
    switch self {
    case .spread: "Spread"
    case .pack: "Pack"
    }
  }

  /// A node that could take a task.
  package struct Candidate: Sendable, Equatable {
    package var id: String
    package var slots: Int
    package var taken: Int

    package init(id: String, slots: Int, taken: Int) {
      self.id = id
      self.slots = slots
      self.taken = taken
    }

    var free: Int { slots - taken }
  }

  /// Whether a task that needs so many slots should rather go to another node
  /// than to the one that asks. Of nodes that are alike, the one that asks is
  /// as good as any.
  package func prefersAnother(
    to node: Candidate, among others: [Candidate], requiredSlots: Int
  ) -> Bool {
    others.contains { other in
      guard other.id != node.id, other.free >= requiredSlots else { return false }
      return switch self {
      // Shares of slots are compared without division.
      case .spread: other.taken * node.slots < node.taken * other.slots
      case .pack: other.taken * node.slots > node.taken * other.slots
      }
    }
  }
}
