import AzureWire
import ParallelJobs
import SessionLanguage

/// `disableJob`: holds back the tasks of a job until `enableJob`.
struct DisableJob: Command {
  let signature = CommandSignature(
    name: "disableJob", summary: "Hold back a job: none of its tasks starts until enableJob",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id"),
      Parameter(
        name: "tasks", kind: .choice(["requeue", "terminate", "wait"], many: false),
        summary: "What becomes of those that run: they wait again, end, or run to their end (default wait)"),
    ])
  let effect = CommandEffect.changes
  let examples = ["disableJob nightly", "disableJob weekly requeue"]
  let exampleSetUp = """
    for (id in c("nightly", "weekly")) {
      foreach(i = 1:2, .options.azure = list(job = id, wait = FALSE)) %dopar% Sys.sleep(2)
    }
    """

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let tasks = DisableTasks(rawValue: try invocation.string("tasks") ?? "wait")
    try await context.withJobs { try await $0.disable(id, tasks) }
    context.console.tell("Your job '\(id)' is disabled; `enableJob \(id)` lets it go on.\n")
    return .nothing
  }
}
