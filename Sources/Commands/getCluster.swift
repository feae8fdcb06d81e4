import AzureWire
import Clusters
import RData
import Session
import SessionLanguage

/// `getCluster`: shows a cluster and registers it: loops run on it from then
/// on.
struct GetCluster: Command {
  let signature = CommandSignature(
    name: "getCluster", summary: "Show a cluster and run loops on it",
    parameters: [
      Parameter(name: "clusterName", kind: .poolID, isRequired: true, summary: "The cluster's name"),
      Parameter(name: "verbose", kind: .flag, summary: "Show its nodes (default TRUE)"),
    ])
  let effect = CommandEffect.none
  let examples = ["cluster <- getCluster(\"myPoolName\")", "getCluster local"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    guard let id = try invocation.clusterID("clusterName") else {
      throw invocation.diagnostic("`getCluster` needs `clusterName`", at: "clusterName")
    }
    let (pool, nodes) = try await context.withClusters { clusters in
      async let nodes = clusters.nodes(of: id)
      return (try await clusters.pool(id), try await nodes)
    }
    guard pool.state != .deleting else {
      throw ClusterError(.notFound, "The cluster `\(pool.id)` is being deleted; no loop can run on it any more.")
    }
    if try invocation.flag("verbose", default: true), !nodes.isEmpty, !context.isForPrograms {
      context.console.write(ClusterText.nodes(NodeProgress(pool: pool, nodes: nodes)))
    }
    let cluster = ActiveCluster(pool)
    await context.session.register(cluster)
    if !context.isForPrograms { context.console.write(ClusterText.registration(pool)) }
    let value = RValue.list([
      "poolId": .string(pool.id), "name": .string(pool.id), "vmSize": .string(pool.vmSize ?? ""),
      "maxTasksPerNode": .int(Int32(clamping: pool.taskSlotsPerNode ?? 1)),
      "containerImage": cluster.containerImage.map(RValue.string) ?? .null,
    ])
    return CommandResult(value, isVisible: context.isForPrograms)
  }
}
