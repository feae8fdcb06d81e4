import AzureWire
import Clusters
import Session
import SessionLanguage
import Wording

/// `stopCluster`: deletes a cluster with its nodes; jobs and results stay.
///
/// It asks when nodes are at work; where there is nobody to ask it then wants
/// `yes`, and touches nothing without.
struct StopCluster: Command {
  let signature = CommandSignature(
    name: "stopCluster", summary: "Delete a cluster with its nodes; jobs and results stay",
    parameters: [
      Parameter(name: "cluster", kind: .poolID, isRequired: true, summary: "The cluster"),
      Parameter(name: "yes", kind: .flag, summary: "Do not ask, even when nodes are at work (default FALSE)"),
      Parameter(name: "dryRun", kind: .flag, summary: "Only say what would go (default FALSE)"),
    ])
  let examples = ["stopCluster(cluster, dryRun = TRUE)", "stopCluster oldPool yes"]
  let exampleSetUp = """
    config$name <- "oldPool"
    makeCluster(config)
    """

  let effect = CommandEffect.plans

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try await invocation.clusterID("cluster", in: context)
    if await context.session.isLocal, id.lowercased() == "local" {
      throw ClusterError(
        .invalid, "The cluster `local` belongs to the service of this machine and stays; `azp stop` ends the service.")
    }
    let nodes = try await context.withClusters { try await $0.nodes(of: id) }
    let busy = nodes.filter { ($0.runningTasksCount ?? 0) > 0 || $0.state == .running }.count
    if try busy > 0 || context.onlyPlans(invocation) {
      let description =
        busy > 0
        ? "The cluster `\(id)` goes while \(Words.share(busy, of: nodes.count, "node")) at work; "
          + "their tasks wait for another cluster then."
        : "The cluster `\(id)` goes with \(Words.counted(nodes.count, "node")), none of which is at work."
      let deletion = Deletion(description: description, question: "Delete it? [y/N]")
      guard try await deletion.isConfirmed(invocation, context) else { return .nothing }
    }
    try await context.withClusters { try await $0.delete(id) }
    await context.session.forgetCluster(id)
    context.console.tell("Your \(id) cluster is being deleted.\n")
    return .nothing
  }
}
