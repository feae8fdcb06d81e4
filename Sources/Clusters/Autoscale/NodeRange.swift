/// Bounds of the number of nodes of one kind, both included.
package struct NodeRange: Sendable, Equatable {
  /// The least.
  package var min: Int
  /// The most; not below the least.
  package var max: Int

  package init(min: Int, max: Int) {
    self.min = min
    self.max = max
  }

  /// `3`, or `1 to 3`.
  package var text: String { min == max ? "\(min)" : "\(min) to \(max)" }

  /// No nodes at all.
  package static let none = NodeRange(min: 0, max: 0)

  /// Whether so many nodes are within it.
  package func contains(_ count: Int) -> Bool { min <= count && count <= max }
}
