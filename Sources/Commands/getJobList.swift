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
  package let examples = ["getJobList()", "getJobList(state: active,completed)"]

  package func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let states = try states(invocation)
    let jobs = try await context.withJobs { try await $0.list(states: states) }
    return CommandResult(Self.table(of: jobs))
  }

  private func states(_ invocation: CommandInvocation) throws -> [JobState] {
    var words = try invocation.strings("state")
    if let filter = invocation["filter"], !filter.isNull {
      guard case .list = filter.storage else {
        throw invocation.diagnostic(
          "`filter` of `getJobList` must be a list such as `list(state = c(\"active\", \"completed\"))`", at: "filter")
      }
      for name in filter.names ?? [] where name != "state" {
        throw invocation.diagnostic(
          "`getJobList` cannot be filtered by `\(name)`, only by `state`", at: "filter")
      }
      words += filter.element("state")?.asStrings ?? []
    }
    let known = JobState.all.map(\.rawValue)
    for word in words where !known.contains(word.lowercased()) {
      throw invocation.diagnostic(
        "`\(word)` is no state of a job; the states are \(known.joined(separator: ", "))",
        at: invocation.isGiven("state") ? "state" : "filter",
        suggestion: EditDistance.suggestion(for: word, among: known))
    }
    return words.map { JobState(rawValue: $0.lowercased()) }
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
