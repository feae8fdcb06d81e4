/// What a node does beside its turns: waits, syncs, deletions, answers.
extension Node {
  /// Begins a piece of work that ends by itself, or is cancelled when the
  /// node leaves.
  func beginErrand(priority: TaskPriority? = nil, _ body: @escaping @Sendable (isolated Node) async -> Void) {
    guard !hasLeft else { return }
    lastErrand += 1
    let number = lastErrand
    errands[number] = Task(priority: priority) {
      await body(self)
      errands[number] = nil
    }
  }

  func cancelErrands() {
    let unfinished = errands.values
    errands = [:]
    for errand in unfinished { errand.cancel() }
  }
}
