import RData
import SessionLanguage

/// `timing`: says how long each statement took.
struct Timing: Command {
  let signature = CommandSignature(
    name: "timing", summary: "Say how long each statement takes",
    parameters: [
      Parameter(
        name: "mode", kind: .choice(["on", "off"], many: false),
        summary: "Whether times are said (default the other of the two)")
    ])
  let effect = CommandEffect.none
  let examples = ["timing on", "timing off"]
  let usesService = false

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let word = try invocation.string("mode") ?? (context.shell.isTiming ? "off" : "on")
    guard word == "on" || word == "off" else {
      throw invocation.diagnostic("`mode` of `timing` is `on` or `off`, not `\(word)`", at: "mode")
    }
    context.shell.isTiming = word == "on"
    context.console.note(word == "on" ? "Each statement says how long it took.\n" : "Times are not shown any more.\n")
    return .nothing
  }
}
