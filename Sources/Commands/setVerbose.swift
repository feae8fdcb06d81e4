import Session
import SessionLanguage

/// `setVerbose`: whether errors tell what only the service's operators
/// understand.
struct SetVerbose: Command {
  let signature = CommandSignature(
    name: "setVerbose", summary: "Set whether errors tell the service's code and the id of the request",
    parameters: [Parameter(name: "value", kind: .flag, summary: "Whether to tell (default FALSE)")])
  let usesService = false
  let effect = CommandEffect.none
  let examples = ["setVerbose(TRUE)", "setVerbose(FALSE)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    await context.session.setVerbose(try invocation.flag("value"))
    return .nothing
  }
}
