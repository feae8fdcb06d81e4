import Session
import SessionLanguage

/// `setHttpTraffic`: whether each request to the services is told.
///
/// A line goes to standard error: method, URL, status, time and the request's
/// id. Keys, tokens and signatures are not in it.
struct SetHttpTraffic: Command {
  let signature = CommandSignature(
    name: "setHttpTraffic", summary: "Set whether each request to the services is told on standard error",
    parameters: [Parameter(name: "value", kind: .flag, summary: "Whether to log (default FALSE)")])
  let usesService = false
  let effect = CommandEffect.none
  let examples = ["setHttpTraffic(TRUE)", "setHttpTraffic(FALSE)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let console = context.console
    guard try invocation.flag("value") else {
      context.session.traffic.listen(nil)
      return .nothing
    }
    context.session.traffic.listen { console.note($0) }
    return .nothing
  }
}
