import SessionLanguage

/// `waitForNodesToComplete`: waits until the nodes of a cluster take tasks.
struct WaitForNodesToComplete: Command {
  let signature = CommandSignature(
    name: "waitForNodesToComplete", summary: "Wait until the nodes of a cluster are ready",
    parameters: [
      Parameter(name: "poolId", kind: .poolID, summary: "The cluster (default: the registered one)"),
      Parameter(name: "timeout", kind: .number, summary: "Seconds to wait at the most (default 86400)"),
    ])
  let effect = CommandEffect.none
  let examples = ["waitForNodesToComplete(\"myPoolName\", timeout = 600)", "waitForNodesToComplete local"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try await invocation.clusterID("poolId", in: context)
    let timeout = try invocation.number("timeout") ?? 86_400
    guard timeout > 0 else {
      throw invocation.diagnostic("`timeout` of `waitForNodesToComplete` must be more than 0 seconds", at: "timeout")
    }
    context.console.note("Booting compute nodes. . . \n")
    try await NodeWaiter(context: context).wait(for: id, timeout: timeout)
    return .nothing
  }
}
