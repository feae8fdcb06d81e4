import RData
import Rendering
import SessionLanguage

/// `format`: how values are written from here on.
///
/// Command style only: `format(x)` is R's.
struct Format: Command {
  let signature = CommandSignature(
    name: "format", summary: "Choose how values are written, or tell how they are",
    parameters: [
      Parameter(
        name: "name", kind: .choice(FormatName.allCases.map(\.rawValue), many: false),
        summary: "The format; left out, the one in use is told (default NULL)")
    ])
  let effect = CommandEffect.none
  let examples = ["format json", "format"]
  let usesService = false

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    guard let word = try invocation.string("name") else {
      let name = context.output.format.rawValue
      if context.isForPrograms { return CommandResult(.string(name)) }
      context.console.write(name + "\n")
      return .nothing
    }
    // Matching has refused any other word.
    guard let format = FormatName(rawValue: word) else {
      throw invocation.diagnostic("`\(word)` is no format; see `help formats`", at: "name")
    }
    context.output.format = format
    return .nothing
  }
}
