import AzureWire
package import ParallelJobs
package import RData
package import SessionLanguage

/// `getJobList`: the jobs of the account with their progress.
///
/// Columns and words are doAzureParallel's; the percentage is rounded down,
/// so that 100 % means that nothing is left to do.
package struct GetJobList: Command {
  package let signature = CommandSignature(
    name: "getJobList", summary: "List jobs with their state and progress",
    parameters: [
      Parameter(
        name: "filter", kind: .value, summary: "list(state = c(...)): only jobs in these states (default NULL: all)"),
      Parameter(
        name: "state", kind: .choice(JobState.all.map(\.rawValue), many: true),
        summary: "Only jobs in these states (default NULL: all)"),
    ])
  package let effect = CommandEffect.none
  package let examples = ["getJobList()", "getJobList(state: active,completed)"]

  package func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let states = try invocation.states(known: JobState.all.map(\.rawValue), of: "a job")
      .map(JobState.init(rawValue:))
    let jobs = try await context.withJobs { try await $0.list(states: states) }
    return CommandResult(Self.table(of: jobs))
  }

  /// The table as the data frame that doAzureParallel returns.
  package static func table(of jobs: [JobSummary]) -> RValue {
    .dataFrame(
      [
        "Id": .strings(jobs.map(\.id)), "State": .strings(jobs.map(\.state.rawValue)),
        "Status": .strings(jobs.map(\.status)),
        "FailedTasks": RValue(.integer(jobs.map { Int32(clamping: $0.counts.failed) })),
        "TotalTasks": RValue(.integer(jobs.map { Int32(clamping: $0.counts.total) })),
      ], rowCount: jobs.count)
  }
}
