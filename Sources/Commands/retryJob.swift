import ParallelJobs
import RData
import Session
import SessionLanguage
import Wording

/// `retryJob`: runs once more what failed, and nothing else.
struct RetryJob: Command {
  let signature = CommandSignature(
    name: "retryJob", summary: "Run the failed tasks of jobs once more, and join their results anew",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: true), isRequired: true, summary: "One id or several"),
      Parameter(name: "dryRun", kind: .flag, summary: "Only say what would run (default FALSE)"),
    ])
  let examples = ["retryJob job11", "retryJob(c('job12', 'job13'))"]
  let exampleSetUp = """
    for (id in c("job11", "job12", "job13")) {
      opt <- list(job = id, wait = FALSE, maxTaskRetryCount = 0)
      j <- foreach(i = 1:2, .options.azure = opt) %dopar% stop("no")
      waitForJob(j)
    }
    """

  let effect = CommandEffect.plans

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let ids = try invocation.strings("jobId")
    let isDryRun = try context.onlyPlans(invocation)
    for id in ids {
      if isDryRun {
        let retry = try await context.withJobs { try await $0.plannedRetry(id) }
        context.console.say("\(Self.description(of: retry, job: id, isPlan: true)).\n")
        continue
      }
      let retry = try await context.withJobs { try await $0.retry(id) }
      await context.session.remember(id)
      context.console.say(
        "\(Self.description(of: retry, job: id, isPlan: false)). `waitForJob \(id)` waits for the end.\n")
    }
    if isDryRun { context.console.note("Dry run: nothing was started.\n") }
    return CommandResult(.strings(ids), isVisible: false)
  }

  /// What runs once more, or would, as a sentence without its full stop.
  private static func description(of retry: JobRetry, job: String, isPlan: Bool) -> String {
    let failed = retry.taskIDs.filter { $0 != JobLayout.mergeTaskID }
    let rest = retry.isRemade ? "; the results of the others \(isPlan ? "would stay" : "stay")" : ""
    if failed.isEmpty {
      return "The results of the job `\(job)` \(isPlan ? "would be" : "are") joined once more\(rest)"
    }
    let subject = failed.count == 1 ? "Task \(failed[0])" : Words.counted(failed.count, "task")
    let verb = isPlan ? "would run" : Words.verb(failed.count, "run")
    return "\(subject) \(verb) once more in the job `\(job)`\(rest)"
  }
}
