import ParallelJobs
import SessionLanguage

/// `terminateJob`: ends jobs; what they have done so far stays.
struct TerminateJob: Command {
  let signature = CommandSignature(
    name: "terminateJob", summary: "End jobs: running tasks are ended, waiting ones never run",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: true), isRequired: true, summary: "One id or several")
    ])
  let examples = ["terminateJob job20170714215517"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    for id in try invocation.strings("jobId") {
      let outcome = try await context.withJobs { try await $0.terminate(id) }
      switch outcome {
      case .terminated: context.console.write("Your job '\(id)' has been terminated.\n")
      case .alreadyCompleted: context.console.write("Job '\(id)' has already completed.\n")
      }
    }
    return .nothing
  }
}
