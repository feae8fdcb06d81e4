import AzureWire
import ParallelJobs
import RData
import Rendering
import SessionLanguage
import Wording

/// `waitForJob`: waits for the end of a job, be it success or failure.
struct WaitForJob: Command {
  let signature = CommandSignature(
    name: "waitForJob", summary: "Wait until a job is over; Ctrl-C detaches and leaves the job running",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id"),
      Parameter(name: "timeout", kind: .number, summary: "Seconds to wait at the most (default: no limit)"),
    ])
  let effect = CommandEffect.none
  let examples = ["waitForJob job20170714215517", "waitForJob(job_id, timeout = 60)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let timeout = try invocation.number("timeout")
    if let timeout, !(timeout > 0) {
      throw invocation.diagnostic("`timeout` of `waitForJob` must be more than 0 seconds", at: "timeout")
    }
    let progress = try await JobWaiter(context: context).wait(for: id, timeout: timeout)
    context.console.noteEnd(ofJob: id, isSuccess: progress.isSuccess)
    if !progress.isSuccess {
      let what =
        progress.counts.failed > 0
        ? "ended with \(Words.counted(progress.counts.failed, "failed task"))"
        : "is \(progress.state) without a result"
      context.console.say("The job `\(id)` \(what); `getJob \(id)` says why.\n")
    }
    return CommandResult(.flag(progress.isSuccess), isVisible: false)
  }
}
