import AzureWire
import Logging

/// Sees to what comes to pass by time alone: schedules make jobs, jobs end
/// when their time is up, directories go that need not be kept.
///
/// All that it knows lies in the store, so that a restart forgets nothing.
struct Timekeeper: Sendable {
  let store: Store
  let scheduler: Scheduler
  let files: FileRelay
  /// Rung when times may have changed.
  let bell: Bell
  let logger: Logger
  let clock: @Sendable () -> Timestamp

  /// A machine that sleeps wakes up at another time than its timers think.
  private static let longestWait = Duration.seconds(60)
  private static let removalsAtOnce = 16

  /// Runs until cancelled.
  func run() async throws {
    while true {
      try Task.checkCancellation()
      var next: Timestamp?
      do {
        let kept = try await store.keepTime(now: clock())
        if kept.didSomething { await scheduler.wake() }
        next = kept.next
        try await removeDirectories()
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        // A disk that is full for a while is no reason to end the service.
        logger.error("what is due cannot be done", metadata: ["error": "\(error)"])
      }
      await bell.wait(until: .now.advanced(by: patience(until: next)))
    }
  }

  private func patience(until next: Timestamp?) -> Duration {
    guard let next else { return Self.longestWait }
    let seconds = max(next.secondsSince1970 - clock().secondsSince1970, 0.01)
    return min(.seconds(seconds), Self.longestWait)
  }

  /// Asks nodes to delete directories of tasks, and forgets those that are
  /// gone. A node that does not answer is asked again next time.
  private func removeDirectories() async throws {
    while true {
      let removals = try await store.removals(Self.removalsAtOnce)
      guard !removals.isEmpty else { return }
      let done = await withTaskGroup(of: Store.Removal?.self) { group in
        for removal in removals {
          group.addTask { await remove(removal) ? removal : nil }
        }
        var done: [Store.Removal] = []
        for await removal in group { if let removal { done.append(removal) } }
        return done
      }
      for removal in done { try await store.forget(removal) }
      guard done.count == removals.count else { return }
    }
  }

  private func remove(_ removal: Store.Removal) async -> Bool {
    do {
      _ = try await files.ask(
        .delete(path: "", recursive: true), job: removal.job, task: removal.task, node: removal.node)
      return true
    } catch {
      logger.debug("the directory of task \(removal.task) of job \(removal.job) is still there: \(error)")
      return false
    }
  }
}
