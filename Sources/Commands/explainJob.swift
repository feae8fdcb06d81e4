import ParallelJobs
import RData
import Rendering
import SessionLanguage

/// `explainJob`: why a job is not done, in sentences that name the cause and
/// the next command.
struct ExplainJob: Command {
  let signature = CommandSignature(
    name: "explainJob", summary: "Say why a job is not done, or why it failed, and what to do about it",
    parameters: [Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true, summary: "The job's id")])
  let examples = ["explainJob job20170714215517", "explainJob(job_id)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let explanation = try await context.withJobs { JobExplanation(try await $0.facts(of: id)) }
    context.console.write(WordWrap.wrap(explanation.text, width: context.console.terminal.tableWidth))
    return CommandResult(.strings(explanation.findings.map(\.fact)), isVisible: false)
  }
}
