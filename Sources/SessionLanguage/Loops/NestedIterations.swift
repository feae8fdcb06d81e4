import RData

/// Gathers the iterations of nested loops into one list.
struct NestedIterations {
  private(set) var levels: [LoopLevel]
  /// The values of the variables in the iteration that is being made.
  var current: [String: RValue] = [:]
  private var columns: [String: [RValue]] = [:]
  private var count = 0

  init(levels: [LoopLevel]) {
    self.levels = levels
  }

  /// - Parameter initial: the value of `.init` for this group, if given.
  mutating func beginGroup(of level: Int, initial: RValue?) {
    levels[level].sizes.append(0)
    if let initial { levels[level].initials.append(initial) }
  }

  /// The group that was begun last has one more result.
  mutating func addResult(to level: Int) {
    levels[level].sizes[levels[level].sizes.count - 1] += 1
  }

  /// The body runs with the current values.
  mutating func addIteration() {
    count += 1
    for (name, value) in current { columns[name, default: []].append(value) }
  }

  /// A variable for each name; one without a name when no loop names any.
  var iterations: [ForeachLoop.Iteration] {
    if current.isEmpty {
      return [ForeachLoop.Iteration(name: "", values: RValue(.integer([Int32](repeating: 1, count: count))))]
    }
    return current.keys.sorted().map { ForeachLoop.Iteration(name: $0, values: .list(columns[$0] ?? [])) }
  }
}
