import AzureWire
import RData
import Rendering
import SessionLanguage

/// `watch`: runs a statement again and again, and shows in place what it
/// prints.
struct Watch: Command {
  private static let defaultInterval = 2.0

  let signature = CommandSignature(
    name: "watch", summary: "Run a statement again every few seconds and show in place what it prints; Ctrl-C ends it",
    parameters: [
      Parameter(name: "interval", kind: .number, summary: "Seconds between two runs, 1 at least (default 2)"),
      Parameter(name: "statement", kind: .statement, isRequired: true, summary: "What to run, as it would be typed"),
      Parameter(name: "count", kind: .number, summary: "How often to run it at the most (default: until Ctrl-C)"),
    ])
  let effect = CommandEffect.none
  let examples = ["watch count=2 1 getJobList()", "watch(1, getTaskList(job_id), count = 2)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let interval = try invocation.number("interval") ?? Self.defaultInterval
    guard interval >= 1, interval.isFinite else {
      throw invocation.diagnostic("`interval` of `watch` must be 1 second or more", at: "interval")
    }
    let count = try invocation.integer("count")
    if let count, count < 1 { throw invocation.diagnostic("`count` of `watch` must be 1 or more", at: "count") }
    guard let statement = invocation.statement, let interpreter = context.shell.interpreter else {
      throw invocation.diagnostic(
        "`watch` wants a statement as it would be typed, as in `watch 5 getJobList()`", at: "statement")
    }
    guard !context.tap.isHolding else { throw invocation.diagnostic("`watch` cannot watch `watch`; watch one thing") }
    let program = Program(statement, of: invocation.source)
    var view = WatchView(title: invocation.source.substring(statement.span), interval: interval, context: context)
    var rounds = 0
    while true {
      let (parts, error) = await context.tap.holding { try await interpreter.run(statement, of: program) }
      // What was shown last stays when the user has seen enough.
      try Task.checkCancellation()
      view.show(parts)
      if let error { throw error }
      rounds += 1
      if context.console.hasQuit || rounds == count { return .nothing }
      try await Task.sleep(for: .seconds(interval))
    }
  }
}
