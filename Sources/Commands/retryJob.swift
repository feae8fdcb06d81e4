import ParallelJobs
import RData
import Session
import SessionLanguage

/// `retryJob`: runs once more what failed, and nothing else.
struct RetryJob: Command {
  let signature = CommandSignature(
    name: "retryJob", summary: "Run the failed tasks of jobs once more, and join their results anew",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: true), isRequired: true, summary: "One id or several")
    ])
  let examples = ["retryJob job11", "retryJob(c('job12', 'job13'))"]
  let exampleSetUp = """
    for (id in c("job11", "job12", "job13")) {
      opt <- list(job = id, wait = FALSE, maxTaskRetryCount = 0)
      j <- foreach(i = 1:2, .options.azure = opt) %dopar% stop("no")
      waitForJob(j)
    }
    """

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let ids = try invocation.strings("jobId")
    for id in ids {
      let retry = try await context.withJobs { try await $0.retry(id) }
      await context.session.remember(id)
      let failed = retry.taskIDs.filter { $0 != JobLayout.mergeTaskID }
      let what =
        failed.isEmpty
        ? "Its results are joined once more"
        : "\(failed.count == 1 ? "Task \(failed[0]) runs" : "\(failed.count) tasks run") once more"
      let rest = retry.isRemade ? "; the results of the others stay" : ""
      context.console.say("\(what) in the job `\(id)`\(rest). `waitForJob \(id)` waits for the end.\n")
    }
    return CommandResult(.strings(ids), isVisible: false)
  }
}
