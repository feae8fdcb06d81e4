import AzureWire
import Clusters
import RData
import Session
import SessionLanguage

/// `getDoParWorkers`: how many tasks the registered cluster runs at a time.
struct GetDoParWorkers: Command {
  let signature = CommandSignature(
    name: "getDoParWorkers", summary: "How many tasks the registered cluster runs at a time now")
  let effect = CommandEffect.none
  let examples = ["getDoParWorkers()", "workers <- getDoParWorkers()"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    guard let id = await context.session.cluster?.id else { return CommandResult(.int(0)) }
    let isVerbose = await context.session.isVerbose
    let (pool, nodes) = try await context.withClusters { clusters in
      (try await clusters.pool(id), isVerbose ? try await clusters.nodes(of: id) : [])
    }
    for node in nodes {
      context.console.write("Node: \(node.id) - \(node.state?.rawValue ?? "unknown") - \(node.ipAddress ?? "")\n")
    }
    let count = (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0)
    return CommandResult(.int(Int32(clamping: count * (pool.taskSlotsPerNode ?? 1))))
  }
}
