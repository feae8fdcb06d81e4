import ParallelJobs
import SessionLanguage

/// `enableJob`: lets a disabled job go on.
struct EnableJob: Command {
  let signature = CommandSignature(
    name: "enableJob", summary: "Let a disabled job start its tasks again",
    parameters: [Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id")])
  let examples = ["enableJob job20170714215517"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    try await context.withJobs { try await $0.enable(id) }
    context.console.write("Your job '\(id)' is enabled.\n")
    return .nothing
  }
}
