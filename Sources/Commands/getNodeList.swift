package import AzureWire
import Clusters
package import RData
package import SessionLanguage

/// `getNodeList`: the nodes of a cluster.
package struct GetNodeList: Command {
  package let signature = CommandSignature(
    name: "getNodeList", summary: "List the nodes of a cluster with their state and tasks",
    parameters: [Parameter(name: "cluster", kind: .poolID, summary: "The cluster (default: the registered one)")])
  package let effect = CommandEffect.none
  package let examples = ["getNodeList()", "getNodeList(\"myPoolName\")"]

  package func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try await invocation.clusterID("cluster", in: context)
    return CommandResult(Self.table(of: try await context.withClusters { try await $0.nodes(of: id) }))
  }

  /// A row for each node.
  package static func table(of nodes: [BatchNode]) -> RValue {
    func integers(_ value: (BatchNode) -> Int?) -> RValue {
      RValue(.integer(nodes.map { Int32(clamping: value($0) ?? 0) }))
    }
    return .dataFrame(
      [
        "Id": .strings(nodes.map(\.id)), "State": .strings(nodes.map { $0.state?.rawValue ?? "" }),
        "Dedicated": RValue(.logical(nodes.map { $0.isDedicated ?? true })),
        "RunningTasks": integers(\.runningTasksCount), "TotalTasks": integers(\.totalTasksRun),
        "IpAddress": RValue(.character(nodes.map(\.ipAddress))),
      ], rowCount: nodes.count)
  }
}
