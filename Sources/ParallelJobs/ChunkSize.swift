import AzureClient
import AzureWire

/// How many iterations make a task, where the loop leaves it open.
package enum ChunkSize {
  /// What chooses the size in `.options.azure = list(chunkSize = "auto")`.
  package static let automatic = "auto"
  /// So many iterations are a task each: whoever writes a loop of some tens
  /// has long ones in mind, and wants to see, and to repeat, each of them.
  static let mostSingles = 40
  /// Of a longer loop each slot gets at least so many tasks: R's own packages
  /// give each worker one, and a second evens out what the first leaves.
  static let fewestPerSlot = 2

  /// Both the tasks and their sizes grow with the loop: a slot gets a
  /// sixteenth of the root of the number of iterations, two tasks of a loop of
  /// 1,000 and 62 of one of a million.
  ///
  /// - Parameter slots: How many tasks can run at a time.
  /// - Returns: At least 1.
  package static func automatic(iterations: Int, slots: Int) -> Int {
    guard iterations > mostSingles else { return 1 }
    let perSlot = max(Int(Double(iterations).squareRoot() / 16), fewestPerSlot)
    let (tasks, overflow) = max(slots, 1).multipliedReportingOverflow(by: perSlot)
    guard !overflow, tasks < iterations else { return 1 }
    return (iterations - 1) / tasks + 1
  }
}

extension ParallelJobs {
  /// The loop with its chunk size settled.
  ///
  /// - Throws: ``AzureError``, when the pool does not tell its size.
  func settled(_ loop: LoopSubmission) async throws -> LoopSubmission {
    guard loop.options.choosesChunkSize else { return loop }
    var loop = loop
    // Without need no question is asked.
    let isShort = loop.iterationCount <= ChunkSize.mostSingles
    loop.options.chunkSize =
      isShort
      ? 1 : ChunkSize.automatic(iterations: loop.iterationCount, slots: try await slots(ofPool: loop.options.pool))
    return loop
  }

  /// How many tasks the pool can run at a time, when it has the nodes it is
  /// meant to have.
  private func slots(ofPool id: String) async throws -> Int {
    let pool = try await batch.pool(id)
    let dedicated = max(pool.currentDedicatedNodes ?? 0, pool.targetDedicatedNodes ?? 0)
    let lowPriority = max(pool.currentLowPriorityNodes ?? 0, pool.targetLowPriorityNodes ?? 0)
    return max(dedicated + lowPriority, 1) * (pool.taskSlotsPerNode ?? 1)
  }
}
