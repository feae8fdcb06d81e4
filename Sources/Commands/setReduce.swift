import RData
import Session
import SessionLanguage

/// `setReduce`: how later loops join the values of a chunk.
struct SetReduce: Command {
  let signature = CommandSignature(
    name: "setReduce", summary: "Set the function with which later loops join the values of a chunk",
    parameters: [
      Parameter(
        name: "fun", kind: .value,
        summary: "Of two values, as R's Reduce takes it (default NULL: every value is kept)")
    ])
  let usesService = false
  let effect = CommandEffect.none
  let examples = ["setReduce(function(a, b) a + b)", "setReduce()"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    guard let value = invocation["fun"], !value.isNull else {
      await context.session.changeLoopSettings { $0.reduce = nil }
      return .nothing
    }
    guard value.isFunction else {
      throw invocation.diagnostic("`fun` of `setReduce` must be a function or NULL", at: "fun")
    }
    await context.session.changeLoopSettings { $0.reduce = value }
    return .nothing
  }
}
