import AzureWire
import ParallelJobs
import Rendering
import Session
import Synchronization
import Wording

/// Waits for a job and shows how far it is, for every command that waits.
struct JobWaiter: Sendable {
  let context: CommandContext

  /// - Parameter timeout: seconds; nil for no limit.
  /// - Throws: ``WaitTimeout``; ``JobError`` when the job can never start;
  ///   `CancellationError` when the user detaches, after saying so.
  func wait(for id: String, timeout: Double? = nil) async throws -> JobProgress {
    try await wait(for: id, timeout: timeout) { jobs, look in try await jobs.wait(for: id, look: look) }
  }

  typealias Look = (JobProgress) async throws -> Void

  /// The same for a wait of another kind.
  ///
  /// - Parameter waiting: waits, telling at each look how the job stands.
  func wait(
    for id: String, timeout: Double?, _ waiting: @Sendable (ParallelJobs, Look) async throws -> JobProgress
  ) async throws -> JobProgress {
    let console = context.console
    let watch = context.session.jobWatch
    // The end is told here, and not by a notice as well.
    watch.leave(id)
    let line = Mutex(ProgressLine(label: id, terminal: console.terminal))
    let wasThere = Mutex(false)
    let start = context.now()
    let alert = WaitAlert(context: context)
    do {
      let last = try await context.withJobs { jobs in
        try await waiting(jobs) { progress in
          if progress.state == .deleting { throw JobError.deletedMeanwhile(id) }
          wasThere.withLock { $0 = true }
          let now = context.now()
          let counts = ProgressLine.Counts(
            total: progress.counts.total, completed: progress.counts.completed, running: progress.counts.running,
            failed: progress.counts.failed)
          let width = console.terminal.width
          if let text = line.withLock({ $0.update(counts, now: now, width: width) }) { console.note(text) }
          if let timeout, now - start > timeout, !progress.isOver { throw timedOut(id, progress, after: timeout) }
        }
      }
      console.note(line.withLock { $0.end() })
      alert.tell(id, last)
      if last.isOver { try await tellConditions(of: id) }
      if last.isStuck {
        let reason = try await context.withJobs { try await $0.preparationFailure(of: id) }
        throw JobError(.failedTasks, reason ?? "The job `\(id)` cannot start: its preparation failed.")
      }
      // Its tasks are done, and it may go on for others.
      if !last.isOver { watch.follow(id) }
      return last
    } catch is CancellationError {
      watch.follow(id)
      console.say(
        "Detached. The job `\(id)` keeps running; `waitForJob \(id)` to return, `terminateJob \(id)` to stop it.\n")
      throw CancellationError()
    } catch {
      console.note(line.withLock { $0.end() })
      if (error as? JobError)?.kind == .notFound, wasThere.withLock({ $0 }) { throw JobError.deletedMeanwhile(id) }
      // The job goes on, though nobody waits for it any more.
      if !(error is JobError) { watch.follow(id) }
      throw error
    }
  }

  /// Says which warnings and messages the iterations gave, as R does at the
  /// end of a call.
  private func tellConditions(of id: String) async throws {
    let conditions = try await context.withJobs { try await $0.conditions(of: id) }
    for line in conditions.lines(most: 5) { context.console.say(line + "\n") }
  }

  private func timedOut(_ id: String, _ progress: JobProgress, after timeout: Double) -> WaitTimeout {
    let completed = progress.counts.completed
    return WaitTimeout(
      description: "The job `\(id)` is not done after \(DurationText.text(seconds: timeout)): "
        + "\(Words.share(completed, of: progress.counts.total, "task")) completed. It keeps running; "
        + "`waitForJob \(id)` to wait on, `explainJob \(id)` to see what it waits for.")
  }
}
