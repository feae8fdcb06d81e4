import RData
import SessionLanguage

/// `View`: shows a value as a table. Without a terminal, and until the
/// scrolling viewer takes over, it prints.
struct ViewValue: Command {
  let signature = CommandSignature(
    name: "View", summary: "Show a value as a table",
    parameters: [Parameter(name: "x", kind: .value, isRequired: true, summary: "The value")])
  let examples = ["View(getJobList())"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    CommandResult(invocation["x"] ?? .null)
  }
}
