import ParallelJobs
import RData
import Rendering
import SessionLanguage

/// `waitForTasksToComplete`: waits for the tasks of a job; the merge may
/// still run then.
struct WaitForTasksToComplete: Command {
  let signature = CommandSignature(
    name: "waitForTasksToComplete", summary: "Wait until all tasks of a job are completed, the merge left out",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id"),
      Parameter(name: "timeout", kind: .number, summary: "Seconds to wait at the most (default 86400)"),
      Parameter(
        name: "errorHandling", kind: .choice(ErrorHandling.allCases.map(\.rawValue), many: false),
        summary: "stop ends the job at the first failed task (default: what the loop said)"),
    ])
  let effect = CommandEffect.none
  let examples = ["waitForTasksToComplete job20170714215517", "waitForTasksToComplete(job_id, timeout = 3600)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let timeout = try invocation.number("timeout") ?? 86_400
    guard timeout > 0 else {
      throw invocation.diagnostic(
        "`timeout` of `waitForTasksToComplete` must be more than 0 seconds", at: "timeout")
    }
    let handling = try invocation.string("errorHandling").flatMap(ErrorHandling.init(rawValue:))
    _ = try await JobWaiter(context: context).wait(for: id, timeout: timeout) { jobs, look in
      try await jobs.waitForTasks(of: id, handling: handling, look: look)
    }
    return CommandResult(.flag(true), isVisible: false)
  }
}
