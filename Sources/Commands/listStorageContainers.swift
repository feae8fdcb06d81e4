import AzureClient
import AzureWire
import ParallelJobs
import RData
package import SessionLanguage

/// `listStorageContainers`: the containers of the storage account.
package struct ListStorageContainers: Command {
  package let signature = CommandSignature(
    name: "listStorageContainers", summary: "List the containers of the storage account",
    parameters: [
      Parameter(name: "prefix", kind: .text, summary: "Only containers whose names begin so (default NULL: all)")
    ])
  package let effect = CommandEffect.none
  package let examples = ["listStorageContainers()", "listStorageContainers(\"job2017\")"]

  package func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let prefix = try invocation.string("prefix")
    let containers = try await context.withJobs { try await $0.blobs.containers(prefix: prefix).all() }
    return CommandResult(
      .dataFrame(
        [
          "Name": .strings(containers.map(\.name)),
          // As doAzureParallel shows a container that is private.
          "PublicAccess": .strings(containers.map { $0.publicAccess ?? "" }),
          "LeaseState": .strings(containers.map { $0.leaseState ?? "" }),
          "LastModified": RValue(.character(containers.map { $0.lastModified.map(context.timeText) })),
        ], rowCount: containers.count))
  }
}
