import Clusters
import Session
import SessionLanguage

/// `registerDoAzureParallel`: the cluster that loops run on from now on.
struct RegisterDoAzureParallel: Command {
  let signature = CommandSignature(
    name: "registerDoAzureParallel", summary: "Run loops on a cluster from now on",
    parameters: [
      Parameter(
        name: "cluster", kind: .poolID, isRequired: true,
        summary: "Its name, or what makeCluster or getCluster returned")
    ])
  let effect = CommandEffect.none
  let examples = ["registerDoAzureParallel(cluster)", "registerDoAzureParallel local"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try await invocation.clusterID("cluster", in: context)
    let pool = try await context.withClusters { try await $0.pool(id) }
    await context.session.register(ActiveCluster(pool))
    return .nothing
  }
}
