import AzureClient
import AzureWire
import RData
import SessionLanguage

/// `createOutputFile`: says where the files of a task go when it has ended,
/// for `outputFiles` in a loop's options.
struct CreateOutputFile: Command {
  let signature = CommandSignature(
    name: "createOutputFile", summary: "Describe files that a loop's tasks hand in, for outputFiles in its options",
    parameters: [
      Parameter(
        name: "filePattern", kind: .text, isRequired: true,
        summary: "Relative to the task's working directory; * ** ? [...] are wildcards: *.csv"),
      Parameter(
        name: "url", kind: .text, isRequired: true,
        summary: "Where they go: a container's URL with a signature, or a container, and a path in it: plots/run1"),
    ])
  let usesService = false
  let effect = CommandEffect.none
  let examples = [
    "createOutputFile(\"*.csv\", \"tables\")", "createOutputFile(\"plot-*.png\", \"pictures/run1\")",
  ]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let pattern = try invocation.requiredString("filePattern")
    let url = try invocation.requiredString("url")
    guard let place = OutputPlace(url) else {
      throw invocation.diagnostic("`url` of `createOutputFile` names no container", at: "url")
    }
    guard place.container.contains("://") || ResourceID.isValidContainerName(place.container) else {
      throw invocation.notAContainer(place.container, at: "url")
    }
    return CommandResult(
      .list([
        "filePattern": .string(pattern),
        "destination": .list([
          "container": .list([
            "path": place.path.map(RValue.string) ?? .null, "containerUrl": .string(place.container),
          ])
        ]), "uploadOptions": .list(["uploadCondition": .string("taskCompletion")]),
      ]), isVisible: false)
  }
}
