extension LocalR {
  /// Runs a loop as `foreach(...) %do% body` does, in this machine's R.
  ///
  /// As with foreach, every iteration runs even after one has failed, and what
  /// the body assigns, the variables of the loop among it, is there in the next
  /// one and comes back with the value.
  ///
  /// - Throws: ``LocalRError``, such as `task 3 failed - "msg"`;
  ///   `CancellationError` when the task is cancelled.
  package func runLoop(_ loop: LocalLoop) async throws -> REvaluation {
    try await perform(loop.request, subject: "the loop \(Subject.quoted(loop.body))")
  }
}
