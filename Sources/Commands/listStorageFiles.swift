package import AzureClient
package import AzureWire
import ParallelJobs
package import RData
package import SessionLanguage

/// `listStorageFiles`: the files of a container; columns are
/// doAzureParallel's.
package struct ListStorageFiles: Command {
  package let signature = CommandSignature(
    name: "listStorageFiles", summary: "List the files of a storage container",
    parameters: [
      Parameter(
        name: "container", kind: .container, isRequired: true, summary: "Its name; that of a job is its id"),
      Parameter(
        name: "prefix", kind: .text, summary: "Only files whose names begin so, results/ say (default NULL: all)"),
    ])
  package let effect = CommandEffect.none
  package let examples = [
    "listStorageFiles(\"job20170714215517\", \"results/\")", "listStorageFiles job20170714215517",
  ]

  package func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let container = try invocation.container()
    let prefix = try invocation.string("prefix")
    let files = try await context.withJobs { try await $0.blobs.blobs(container: container, prefix: prefix).all() }
    return CommandResult(Self.table(of: files, container: container, timeText: context.timeText))
  }

  /// - Parameter timeText: how times are written.
  package static func table(
    of files: [BlobItem], container: String, timeText: (Timestamp) -> String = \.rfc1123
  ) -> RValue {
    var table = RValue.dataFrame(
      [
        "FilePath": .strings(files.map(\.name)),
        "ContentLength": sizes(files.map(\.properties.size)),
        "ContentType": RValue(.character(files.map(\.properties.contentType))),
        "LeaseState": .strings(files.map { $0.properties.leaseState ?? "" }),
        "LastModified": RValue(.character(files.map { $0.properties.lastModified.map(timeText) })),
      ], rowCount: files.count)
    table.attributes["containerName"] = .string(container)
    return table
  }

  /// Integers, which print in full, unless a size goes beyond R's.
  private static func sizes(_ sizes: [Int64]) -> RValue {
    let integers = sizes.compactMap { Int32(exactly: $0) }
    return integers.count == sizes.count ? RValue(.integer(integers)) : RValue(.double(sizes.map(Double.init)))
  }
}
