import ParallelJobs
import RData
import Rendering
import Session

/// `foreach(...) %dopar% { ... }`: a loop as a job.
struct ParallelLoop: Sendable {
  let context: CommandContext

  /// Submits the loop.
  ///
  /// - Returns: its id with `wait = FALSE`, else its value.
  func run(_ submission: LoopSubmission) async throws -> RValue {
    let console = context.console
    let repaints = console.terminal.isErrorTerminal
    let id = try await context.withJobs { jobs in
      try await jobs.submit(submission) { event in
        guard repaints, case .tasks(let acknowledged, let total) = event else { return }
        console.note("\r\u{1B}[KSubmitting tasks (\(acknowledged)/\(total))")
      }
    }
    if repaints { console.note("\r\u{1B}[K") }
    await context.session.remember(id)
    guard submission.options.waits else {
      console.note("Submitted the job `\(id)`; `getJobResult(\"\(id)\")` fetches its result when it is done.\n")
      return .string(id)
    }
    console.note("Submitted the job `\(id)`; Ctrl-C detaches.\n")
    let timeout = submission.options.timeout.map { Double($0.components.seconds) }
    _ = try await JobWaiter(context: context).wait(for: id, timeout: timeout)
    var value = try await context.withJobs { try await $0.result(of: id) }
    // foreach's own list carries no names; the layout's does.
    if submission.options.combination.isPlain { value.names = nil }
    if submission.options.autoDeleteJob { try await delete(id) }
    return value
  }

  private func delete(_ id: String) async throws {
    try await context.withJobs { jobs in
      if let plan = try await jobs.deletionPlan(for: id) { try await jobs.delete(plan) }
    }
    await context.session.forget(id)
  }
}
