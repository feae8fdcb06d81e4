import RData
import Session
import SessionLanguage

/// `session`: what this session works with.
struct ShowSession: Command {
  let signature = CommandSignature(
    name: "session", summary: "Show the account, the service, the pool and the jobs of this session")
  let examples = ["session"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let summary = try await context.session.summary()
    context.console.write(
      """
      account:  \(summary.account) (key <redacted>)
      service:  \(summary.batchEndpoint)
      pool:     \(summary.pool ?? "none yet; `getCluster` or `makeCluster` registers one")
      jobs:     \(summary.jobsOfThisSession.isEmpty ? "none submitted here" : summary.jobsOfThisSession.joined(separator: " "))

      """)
    return .nothing
  }
}
