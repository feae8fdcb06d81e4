import AzureClient
import AzureWire

extension ParallelJobs {
  /// Hands out a file of a task as it grows, until the task has ended and all
  /// of it was read.
  ///
  /// A task that runs again starts its file anew; it is read from the
  /// beginning then. Cancelling ends the reading.
  ///
  /// - Parameters:
  ///   - start: how many bytes of it are known already.
  ///   - take: gets what is new, and where in the file it ends.
  /// - Throws: ``AzureError`` when there is no such task, or, after its end,
  ///   no such file.
  package func follow(
    _ path: String, ofTask task: String, of id: String, from start: Int64 = 0,
    clock: any Clock<Duration> = ContinuousClock(), take: ([UInt8], _ end: Int64) async throws -> Void
  ) async throws {
    var offset = start
    var pause = Duration.milliseconds(100)
    while true {
      // Asked before the file is: what was written before the end is read below.
      let state: TaskState?
      do {
        state = try await batch.task(job: id, task: task, select: ["id", "state"]).state
      } catch let error as AzureError where error.isCode("JobNotFound") {
        throw JobError.notFound(id)
      }
      let isOver = state == .completed
      let (news, isAnew) = try await news(of: path, task: task, of: id, from: offset, isOver: isOver)
      if isAnew { offset = 0 }
      if !news.isEmpty {
        offset += Int64(news.count)
        try await take(news, offset)
        pause = .milliseconds(100)
      } else if isOver {
        return
      } else if !isAnew {
        pause = min(pause * 3 / 2, .seconds(2))
        try await clock.sleep(for: pause)
      }
    }
  }

  private static let followedAtOnce: Int64 = 1 << 20

  /// - Returns: what there is behind the offset, and whether the file is
  ///   shorter than that, so that it must have begun anew.
  private func news(
    of path: String, task: String, of id: String, from offset: Int64, isOver: Bool
  ) async throws -> (bytes: [UInt8], isAnew: Bool) {
    do {
      let size = try await batch.taskFileProperties(job: id, task: task, path: path).contentLength
      if size < offset { return ([], true) }
      if size == offset { return ([], false) }
      let range = offset...min(size, offset + Self.followedAtOnce) - 1
      return (try await batch.taskFile(job: id, task: task, path: path, range: range), false)
    } catch let error as AzureError where Self.isFileMissing(error) {
      guard isOver else { return ([], false) }
      // The node has it no more: what was kept of it with the results.
      let kept = try await file(path, ofTask: task, of: id)
      return (Array(kept.dropFirst(Int(offset))), false)
    }
  }

  static func isFileMissing(_ error: AzureError) -> Bool {
    // Asked for its size alone, the service tells no more than the kind: a
    // conflict where the task has not run yet, or its node is silent.
    ["filenotfound", "taskfilesunavailable"].contains(error.code.lowercased())
      || error.kind == .notFound || error.kind == .conflict
  }
}
