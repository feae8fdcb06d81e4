import Session
import SessionLanguage

/// `setAutoDeleteJob`: whether later loops take their jobs away.
struct SetAutoDeleteJob: Command {
  let signature = CommandSignature(
    name: "setAutoDeleteJob", summary: "Set whether later loops delete their job once its result is there",
    parameters: [
      Parameter(
        name: "value", kind: .flag,
        summary: "Whether; never after a failure, and autoDeleteJob in a loop wins (default TRUE)")
    ])
  let usesService = false
  let effect = CommandEffect.none
  let examples = ["setAutoDeleteJob(FALSE)", "setAutoDeleteJob(TRUE)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let deletes = try invocation.flag("value", default: true)
    await context.session.changeLoopSettings { $0.autoDeleteJob = deletes }
    return .nothing
  }
}
