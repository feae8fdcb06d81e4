package import AzureWire
import Clusters
package import RData
import Session
package import SessionLanguage

/// `getClusterList`: the clusters of the account; columns are doAzureParallel's.
package struct GetClusterList: Command {
  private static let states = [PoolState.active, .deleting].map(\.rawValue)

  package let signature = CommandSignature(
    name: "getClusterList", summary: "List clusters with their state and size",
    parameters: [
      Parameter(
        name: "filter", kind: .value, summary: "list(state = c(...)): only clusters in these states (default NULL: all)"
      ),
      Parameter(
        name: "state", kind: .choice(states, many: true), summary: "Only clusters in these states (default NULL: all)"),
    ])
  package let effect = CommandEffect.none
  package let examples = ["getClusterList()", "getClusterList(list(state = \"active\"))"]

  package func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let states = try invocation.states(known: Self.states, of: "a cluster").map(PoolState.init(rawValue:))
    let pools = try await context.withClusters { try await $0.list(states: states) }
    if states.isEmpty { context.session.knownClusters.replace(with: pools) }
    return CommandResult(Self.table(of: pools))
  }

  /// The table as the data frame that doAzureParallel returns.
  package static func table(of pools: [BatchPool]) -> RValue {
    func integers(_ value: (BatchPool) -> Int?) -> RValue {
      RValue(.integer(pools.map { Int32(clamping: value($0) ?? 0) }))
    }
    return .dataFrame(
      [
        "Id": .strings(pools.map(\.id)), "State": .strings(pools.map { $0.state?.rawValue ?? "" }),
        "AllocationState": .strings(pools.map { $0.allocationState?.rawValue ?? "" }),
        "VmSize": .strings(pools.map { $0.vmSize ?? "" }), "CurrentDedicatedNodes": integers(\.currentDedicatedNodes),
        "targetDedicatedNodes": integers(\.targetDedicatedNodes),
        "currentLowPriorityNodes": integers(\.currentLowPriorityNodes),
        "targetLowPriorityNodes": integers(\.targetLowPriorityNodes),
      ], rowCount: pools.count)
  }
}
