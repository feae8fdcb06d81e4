import RData
import SessionLanguage

/// `quit`: leaves the shell; jobs go on. A call of `q` is one, as in R.
struct Quit: Command {
  let signature = CommandSignature(
    name: "quit", summary: "Leave the shell; jobs keep running",
    parameters: [
      Parameter(name: "save", kind: .text, summary: "As R's `quit` has it; a session is never saved (default no)"),
      Parameter(
        name: "status", kind: .number,
        summary: "The exit status, 0 to 255 (default NULL: 3 where a job that was waited for failed, else 0)"),
      Parameter(
        name: "runLast", kind: .flag, summary: "As R's `quit` has it; nothing is run last (default TRUE)"),
    ])
  let effect = CommandEffect.none
  let examples = ["quit", "quit(status = 3)"]
  let usesService = false

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let status = try invocation.integer("status")
    if let status, !(0...255).contains(status) {
      throw invocation.diagnostic("`status` of `quit` is 0 to 255", at: "status")
    }
    context.console.quit(status: status.map { Int32(clamping: $0) })
    return .nothing
  }
}
