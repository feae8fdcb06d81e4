import SessionLanguage

/// `quit`: leaves the shell; jobs go on. A call of `q` is one, as in R.
struct Quit: Command {
  let signature = CommandSignature(
    name: "quit", summary: "Leave the shell; jobs keep running",
    parameters: [
      Parameter(name: "save", kind: .text, summary: "As R's `quit` has it; a session is never saved (default no)")
    ])
  let examples = ["quit", "q(\"no\")"]
  let usesService = false

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    context.console.quit()
    return .nothing
  }
}
