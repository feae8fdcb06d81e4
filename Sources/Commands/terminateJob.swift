import AzureWire
import ParallelJobs
import SessionLanguage
import Wording

/// `terminateJob`: ends jobs; what they have done so far stays.
struct TerminateJob: Command {
  let signature = CommandSignature(
    name: "terminateJob", summary: "End jobs: running tasks are ended, waiting ones never run",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: true), isRequired: true, summary: "One id or several"),
      Parameter(name: "dryRun", kind: .flag, summary: "Only say what would end (default FALSE)"),
    ])
  let examples = ["terminateJob job20170714215517", "terminateJob(job_id, dryRun = TRUE)"]
  let effect = CommandEffect.plans

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let isDryRun = try context.onlyPlans(invocation)
    for id in try invocation.strings("jobId") {
      if isDryRun {
        let job = try await context.withJobs { try await $0.inspect(id) }
        let open = job.counts.total - job.counts.completed
        context.console.say(
          "The job `\(id)` would end with \(open) of its \(Words.counted(job.counts.total, "task")) not completed.\n")
        continue
      }
      let outcome = try await context.withJobs { try await $0.terminate(id) }
      switch outcome {
      case .terminated: context.console.tell("Your job '\(id)' has been terminated.\n")
      case .alreadyCompleted: context.console.tell("Job '\(id)' has already completed.\n")
      }
    }
    if isDryRun { context.console.note("Dry run: nothing was terminated.\n") }
    return .nothing
  }
}
