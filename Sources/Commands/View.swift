import RData
import Rendering
import SessionLanguage

/// `View`: a table to scroll, search and sort in. Without a terminal it
/// prints.
struct ViewValue: Command {
  let signature = CommandSignature(
    name: "View", summary: "Show a value as a table to scroll, search and sort in",
    parameters: [
      Parameter(
        name: "x", kind: .value, isRequired: true, summary: "The value: a data frame, or a row for each element")
    ])
  let effect = CommandEffect.none
  let examples = ["View(getJobList())", "View(data.frame(n = 1:3, square = (1:3)^2))"]
  let usesService = false
  let makesListing = false

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let value = invocation["x"] ?? .null
    let isShown = context.isForPrograms ? false : await context.console.view(Table(value))
    return CommandResult(value, isVisible: !isShown)
  }
}
