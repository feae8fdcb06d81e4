import RData
import Session
import SessionLanguage
import Wording

/// `refresh`: reads anew what completion offers.
struct Refresh: Command {
  let signature = CommandSignature(
    name: "refresh", summary: "Read the ids of jobs and pools anew, for completion")
  let effect = CommandEffect.none
  let examples = ["refresh", "refresh()"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    try await context.session.refreshKnownJobs()
    try await context.session.refreshKnownClusters()
    try await context.session.refresh(.pools)
    let count = context.session.knownJobs.matching(prefix: "", limit: 0).count
    context.console.note("Completion knows \(Words.counted(count, "job")).\n")
    return .nothing
  }
}
