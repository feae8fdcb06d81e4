import ParallelJobs
import SessionLanguage

/// `enableJob`: lets a disabled job go on.
struct EnableJob: Command {
  let signature = CommandSignature(
    name: "enableJob", summary: "Let a disabled job start its tasks again",
    parameters: [Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id")])
  let effect = CommandEffect.changes
  let examples = ["enableJob monthly", "enableJob(job_id)"]
  let exampleSetUp = """
    for (id in c("monthly", "yearly")) {
      foreach(i = 1:2, .options.azure = list(job = id, wait = FALSE)) %dopar% Sys.sleep(2)
      disableJob(id)
    }
    job_id <- "yearly"
    """

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    try await context.withJobs { try await $0.enable(id) }
    context.console.tell("Your job '\(id)' is enabled.\n")
    return .nothing
  }
}
