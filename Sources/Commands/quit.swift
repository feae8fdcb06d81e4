import SessionLanguage

/// `quit`: leaves the shell; jobs go on.
struct Quit: Command {
  let signature = CommandSignature(name: "quit", summary: "Leave the shell; jobs keep running")
  let examples = ["quit", "quit()"]
  let usesService = false

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    context.console.quit()
    return .nothing
  }
}
