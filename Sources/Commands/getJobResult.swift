import ParallelJobs
import SessionLanguage

/// `getJobResult`: the value of a loop that ran as a job.
struct GetJobResult: Command {
  let signature = CommandSignature(
    name: "getJobResult", summary: "Fetch the result of a completed job",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id"),
      Parameter(
        name: "partial", kind: .flag,
        summary: "Take what is there: a list of all iterations, NA where there is no value (default FALSE)"),
    ])
  let makesListing = false
  let examples = ["results <- getJobResult(job_id)", "getJobResult('job20170714215517', partial = TRUE)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let isPartial = try invocation.flag("partial")
    return CommandResult(try await context.withJobs { try await $0.result(of: id, isPartial: isPartial) })
  }
}
