import Clusters
import Session
import SessionLanguage

/// `generateClusterConfig`: writes a cluster.json to be filled in.
struct GenerateClusterConfig: Command {
  let signature = CommandSignature(
    name: "generateClusterConfig", summary: "Write a cluster configuration to be filled in",
    parameters: [
      Parameter(name: "fileName", kind: .path, isRequired: true, summary: "The file; one that exists is left alone")
    ])
  let usesService = false
  let effect = CommandEffect.none
  let examples = ["generateClusterConfig(\"cluster.json\")", "generateClusterConfig small.json"]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let path = try invocation.requiredString("fileName")
    guard try CredentialsFile.writeConfiguration(ClusterConfiguration.template.text, to: path) else {
      context.console.say("The file \(path) exists already and was left as it is.\n")
      return .nothing
    }
    context.console.tell(
      "A cluster settings has been generated \(path). Please enter your cluster specification.\n"
        + "Note: To maximize all CPU cores, set the maxTasksPerNode property up to 4x the number of cores for the VM "
        + "size.\n")
    return .nothing
  }
}
