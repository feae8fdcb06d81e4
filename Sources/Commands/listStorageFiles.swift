package import AzureClient
import AzureWire
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
        name: "container", kind: .jobID(many: false), isRequired: true, summary: "Its name; that of a job is its id"),
      Parameter(name: "prefix", kind: .text, summary: "Only files whose names begin so: results/"),
    ])
  package let examples = ["listStorageFiles(\"job20170714215517\", \"results/\")"]

  package func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let container = try invocation.container()
    let prefix = try invocation.string("prefix")
    let files = try await context.withJobs { try await $0.blobs.blobs(container: container, prefix: prefix).all() }
    return CommandResult(Self.table(of: files, container: container))
  }

  package static func table(of files: [BlobItem], container: String) -> RValue {
    var table = RValue.dataFrame(
      [
        "FilePath": .strings(files.map(\.name)),
        // Sizes go beyond R's integers.
        "ContentLength": RValue(.double(files.map { Double($0.properties.size) })),
        "ContentType": RValue(.character(files.map(\.properties.contentType))),
        "LeaseState": .strings(files.map { $0.properties.leaseState ?? "" }),
        "LastModified": RValue(.character(files.map { $0.properties.lastModified?.rfc1123 })),
      ], rowCount: files.count)
    table.attributes["containerName"] = .string(container)
    return table
  }
}
