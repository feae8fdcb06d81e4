import AzureClient
import ParallelJobs
import Rendering
import SessionLanguage

/// `deleteStorageFile`: removes a file of a container.
///
/// It says what goes, and asks; where there is nobody to ask it wants `yes`,
/// and touches nothing without.
struct DeleteStorageFile: Command {
  let signature = CommandSignature(
    name: "deleteStorageFile", summary: "Delete a file of a storage container",
    parameters: [
      Parameter(name: "container", kind: .container, isRequired: true, summary: "The container"),
      Parameter(name: "blobPath", kind: .text, isRequired: true, summary: "The file in it"),
      Parameter(name: "yes", kind: .flag, summary: "Do not ask (default FALSE)"),
      Parameter(name: "dryRun", kind: .flag, summary: "Only say what would go (default FALSE)"),
    ])
  let examples = [
    "deleteStorageFile(\"inputs\", \"data.csv\", yes = TRUE)", "deleteStorageFile outputs data.csv dryRun",
  ]
  let exampleSetUp = """
    cat("x\\n1\\n", file = "data.csv")
    uploadStorageFile("inputs", "data.csv", overwrite = TRUE)
    uploadStorageFile("outputs", "data.csv", overwrite = TRUE)
    """

  let effect = CommandEffect.plans

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let container = try invocation.container()
    let blob = try invocation.requiredString("blobPath")
    let size = try await context.withJobs { try await $0.blobs.properties(container: container, blob: blob).size }
    let deletion = Deletion(
      description: "The file `\(blob)` of the container `\(container)` goes, \(ByteSize.text(size)).",
      question: "Delete it? [y/N]")
    guard try await deletion.isConfirmed(invocation, context) else { return .nothing }
    try await context.withJobs { try await $0.blobs.delete(container: container, blob: blob) }
    context.console.tell("Your storage file '\(blob)' has been deleted.\n")
    return .nothing
  }
}
