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
  let effect = CommandEffect.none
  let examples = ["explainJob job20170714215517", "explainJob(job_id)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try invocation.requiredString("jobId")
    let explanation = try await context.withJobs { JobExplanation(try await $0.facts(of: id)) }
    if !context.isForPrograms { context.console.tell(explanation.text) }
    return CommandResult(Self.table(of: explanation.findings), isVisible: context.isForPrograms)
  }

  /// A row for each reason, the most important one first.
  static func table(of findings: [JobExplanation.Finding]) -> RValue {
    .dataFrame(
      [
        "Fact": .strings(findings.map { ([$0.fact] + $0.lines).joined(separator: "\n") }),
        "Next": RValue(.character(findings.map(\.next))),
      ], rowCount: findings.count)
  }
}
