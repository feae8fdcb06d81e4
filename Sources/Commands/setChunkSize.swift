import Session
import SessionLanguage

/// `setChunkSize`: how many iterations later loops put into a task.
struct SetChunkSize: Command {
  let signature = CommandSignature(
    name: "setChunkSize", summary: "Set how many iterations later loops put into a task",
    parameters: [
      Parameter(name: "value", kind: .number, summary: "From 1 on (default 1); chunkSize in a loop's options wins")
    ])
  let usesService = false
  let effect = CommandEffect.none
  let examples = ["setChunkSize(10)", "setChunkSize(1)"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let size = try invocation.integer("value")
    if let size, size < 1 {
      throw invocation.diagnostic("`value` of `setChunkSize` must be a whole number from 1 on", at: "value")
    }
    await context.session.changeLoopSettings { $0.chunkSize = size }
    return .nothing
  }
}
