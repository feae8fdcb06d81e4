import AzureWire
import RData
import Rendering
import Session
import SessionLanguage

/// `session`: what this session works with, and the way back to the defaults.
struct ShowSession: Command {
  let signature = CommandSignature(
    name: "session", summary: "Show the account, the cluster, the jobs and the cost of this session, or reset it",
    parameters: [
      Parameter(
        name: "action", kind: .choice(["reset"], many: false),
        summary: "reset: go back to the service of this machine and the settings of a new session (default: show it)"),
      Parameter(
        name: "yes", kind: .flag, summary: "Do not ask before an account or a cluster is let go (default FALSE)"),
    ])
  let effect = CommandEffect.none
  let examples = ["session", "session reset"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    if try invocation.string("action") != nil { return try await reset(invocation, context) }
    let summary = try await context.session.summary()
    if context.isForPrograms { return CommandResult(Self.value(of: summary)) }
    let watched = summary.followedJobs.isEmpty ? "none" : summary.followedJobs.joined(separator: " ")
    context.console.write(
      """
      account:  \(summary.account)\(summary.isLocal ? ", on this machine" : "") (\(Self.text(of: summary.credential)))
      service:  \(summary.batchEndpoint)
      pool:     \(summary.pool ?? "none yet; `getCluster` or `makeCluster` registers one")
      jobs:     \(summary.jobsOfThisSession.isEmpty ? "none submitted here" : summary.jobsOfThisSession.joined(separator: " "))
      watched:  \(watched)
      known:    \(Self.text(ofKnown: summary))
      requests: \(summary.requests.all) in the last minute, \(summary.requests.unasked) of them for notices and completion

      """)
    return .nothing
  }

  private static func text(of credential: Session.Summary.Credential) -> String {
    switch credential {
    case .key: "key <redacted>"
    case .token(nil): "service principal, no token yet"
    case .token(let end?): "service principal, token valid until \(end.iso8601Seconds)"
    }
  }

  private static func text(ofKnown summary: Session.Summary) -> String {
    guard let age = summary.knownJobsAge else { return "no ids of jobs yet" }
    return
      "\(summary.knownJobCount) ids of jobs, read \(DurationText.text(seconds: age)) ago; `refresh` reads them anew"
  }

  private static func value(of summary: Session.Summary) -> RValue {
    var kind = "key"
    var end: RValue = .null
    if case .token(let validUntil) = summary.credential {
      kind = "token"
      end = validUntil.map { .string($0.iso8601Seconds) } ?? .null
    }
    func number(_ count: Int) -> RValue { .int(Int32(clamping: count)) }
    return .list([
      "account": .string(summary.account), "local": .flag(summary.isLocal), "credentials": .string(kind),
      "validUntil": end, "service": .string(summary.batchEndpoint),
      "pool": summary.pool.map { .string($0) } ?? .null,
      "jobs": .list(summary.jobsOfThisSession.map { .string($0) }),
      "watched": .list(summary.followedJobs.map { .string($0) }), "knownJobs": number(summary.knownJobCount),
      "knownJobsAge": summary.knownJobsAge.map { .number($0.rounded()) } ?? .null,
      "requestsPerMinute": number(summary.requests.all), "unaskedPerMinute": number(summary.requests.unasked),
    ])
  }

  private func reset(_ invocation: CommandInvocation, _ context: CommandContext) async throws -> CommandResult {
    let dropped = await context.session.isFarFromDefault
    let things = (dropped.account ? ["the account"] : []) + (dropped.cluster.map { ["the cluster `\($0)`"] } ?? [])
    if !things.isEmpty, try !invocation.flag("yes") {
      let question = "Let \(things.joined(separator: " and ")) go? What runs there goes on. [y/N] "
      guard let answer = await context.console.confirm(question, typing: nil) else {
        throw invocation.diagnostic(
          "`session reset` asks before it lets \(things.joined(separator: " and ")) go, and there is nobody to ask "
            + "here; add `yes` to go on without asking")
      }
      guard answer else {
        context.console.note("Nothing was reset.\n")
        return .nothing
      }
    }
    await context.session.reset()
    context.output.reset()
    context.shell.isTiming = false
    context.console.say("The session works as a new one does: on this machine, with its default settings.\n")
    return .nothing
  }
}
