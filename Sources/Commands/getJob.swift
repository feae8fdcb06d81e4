import AzureWire
package import ParallelJobs
import RData
package import SessionLanguage

/// `getJob`: metadata, counts and state of one job, and why its tasks failed.
package struct GetJob: Command {
  package let signature = CommandSignature(
    name: "getJob", summary: "Show a job: metadata, task counts, state, and the causes of failures",
    parameters: [
      Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id"),
      Parameter(name: "verbose", kind: .flag, summary: "Print the job; FALSE only returns it (default TRUE)"),
    ])
  package let effect = CommandEffect.none
  package let examples = ["getJob job20170714215517 verbose", "getJob(jobId = 'job20170714215517', verbose = TRUE)"]

  package func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let (job, failures) = try await context.withJobs { jobs in
      let job = try await jobs.inspect(id)
      return (job, job.counts.failed > 0 ? try await jobs.failures(of: id, limit: 5) : [])
    }
    if try invocation.flag("verbose", default: true), !context.isForPrograms {
      context.console.tell(Self.text(of: job, failures: failures))
    }
    return CommandResult(Self.value(of: job), isVisible: context.isForPrograms)
  }

  /// The block that doAzureParallel prints, and below it what failed.
  package static func text(of job: JobInspection, failures: [TaskFailure]) -> String {
    var text = "Job Id: \(job.id)\n\njob metadata:\n"
    for item in job.metadata {
      text += "\t\(item.name): \(item.value.split(separator: ";").joined(separator: "; "))\n"
    }
    let counts = job.counts
    text += """

      tasks:
      \tactive: \(counts.active)
      \trunning: \(counts.running)
      \tcompleted: \(counts.completed)
      \t\tsucceeded: \(counts.succeeded)
      \t\tfailed: \(counts.failed)
      \ttotal: \(counts.total)

      job state: \(job.state)

      """
    if let reason = job.terminateReason { text += "terminate reason: \(reason)\n" }
    if let conditions = job.conditions.countsText {
      text += "signalled by the loop's body: \(conditions); `explainJob \(job.id)` shows them\n"
    }
    if let remark = job.remark { text += "\n\(remark)\n" }
    guard !failures.isEmpty else { return text }
    text += "\nfailures:\n"
    for failure in failures.prefix(5) { text += lines(of: failure) }
    if failures.count > 5 { text += "\t... and \(failures.count - 5) more; `getTaskList \(job.id)` shows them all\n" }
    return text
  }

  private static func lines(of failure: TaskFailure) -> String {
    if !failure.iterations.isEmpty {
      return failure.iterations.map { "\titeration \($0.number): \($0.message)\n" }.joined()
    }
    var text = "\ttask \(failure.taskID): \(failure.message ?? "failed")"
    if let code = failure.exitCode { text += " (exit code \(code))" }
    text += "\n"
    return text + failure.errorLines.map { "\t\t\($0)\n" }.joined()
  }

  /// What doAzureParallel returns, and how many warnings and messages there were.
  static func value(of job: JobInspection) -> RValue {
    let counts = job.counts
    func number(_ count: Int) -> RValue { .int(Int32(clamping: count)) }
    return .list([
      "jobId": .string(job.id),
      "metadata": .list(job.metadata.map { .string($0.value) }, names: job.metadata.map(\.name)),
      "tasks": .list([
        "active": number(counts.active), "running": number(counts.running), "completed": number(counts.completed),
        "succeeded": number(counts.succeeded), "failed": number(counts.failed),
      ]), "jobState": .string(job.state.rawValue),
      "warnings": number(job.conditions.count(.warning)), "messages": number(job.conditions.count(.message)),
    ])
  }
}
