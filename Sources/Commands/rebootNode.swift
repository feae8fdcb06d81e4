import AzureWire
import Clusters
import SessionLanguage

/// `rebootNode`: restarts a node, with its start task.
struct RebootNode: Command {
  private static let options: [NodeDeallocationOption] = [.requeue, .terminate, .taskCompletion]

  let signature = CommandSignature(
    name: "rebootNode", summary: "Restart a node of a cluster",
    parameters: [
      Parameter(name: "cluster", kind: .poolID, isRequired: true, summary: "The cluster"),
      Parameter(name: "nodeId", kind: .text, isRequired: true, summary: "The node, as getNodeList shows it"),
      Parameter(
        name: "tasks", kind: .choice(options.map(\.rawValue), many: false),
        summary: "What becomes of its running tasks: run again, end, or go on to their end first (default requeue)"),
    ])
  let effect = CommandEffect.changes
  let examples = ["rebootNode(cluster, nodeId)", "rebootNode(\"local\", getNodeList(\"local\")$Id[1])"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try await invocation.clusterID("cluster", in: context)
    let node = try invocation.requiredString("nodeId")
    let tasks = try invocation.string("tasks").map(NodeDeallocationOption.init(rawValue:))
    try await context.withClusters { try await $0.reboot(node: node, of: id, tasks: tasks) }
    context.console.tell("The node '\(node)' of the cluster '\(id)' is restarting.\n")
    return .nothing
  }
}
