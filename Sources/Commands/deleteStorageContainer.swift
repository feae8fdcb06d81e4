import AzureClient
import ParallelJobs
import Rendering
import Session
import SessionLanguage

/// `deleteStorageContainer`: removes a container with all its files.
///
/// It says what goes, and asks; where there is nobody to ask it wants `yes`,
/// and touches nothing without.
struct DeleteStorageContainer: Command {
  let signature = CommandSignature(
    name: "deleteStorageContainer", summary: "Delete a storage container with all its files",
    parameters: [
      Parameter(name: "container", kind: .container, isRequired: true, summary: "The container"),
      Parameter(name: "yes", kind: .flag, summary: "Do not ask (default FALSE)"),
      Parameter(name: "dryRun", kind: .flag, summary: "Only say what would go (default FALSE)"),
    ])
  let examples = ["deleteStorageContainer inputs yes", "deleteStorageContainer(\"outputs\", dryRun = TRUE)"]
  let exampleSetUp = """
    cat("x\\n1\\n", file = "data.csv")
    uploadStorageFile("inputs", "data.csv", overwrite = TRUE)
    uploadStorageFile("outputs", "data.csv", overwrite = TRUE)
    """

  let effect = CommandEffect.plans

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let container = try invocation.container()
    let (count, size) = try await context.withJobs { jobs in
      var (count, size) = (0, Int64(0))
      for try await page in jobs.blobs.blobs(container: container) {
        count += page.count
        size += page.reduce(0) { $0 + $1.properties.size }
      }
      return (count, size)
    }
    let deletion = Deletion(
      description: "The container `\(container)` goes with all files in it (\(count), \(ByteSize.text(size))).",
      question: "Delete it? [y/N]")
    guard try await deletion.isConfirmed(invocation, context) else { return .nothing }
    try await context.withJobs { try await $0.blobs.deleteContainer(container) }
    context.session.knownNames.remove(.containers, container)
    context.console.tell("Your container '\(container)' has been deleted.\n")
    return .nothing
  }
}
