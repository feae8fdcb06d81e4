import Clusters
import RData
import SessionLanguage

/// `getClusterFile`: a file of a node, such as the output of its start task.
struct GetClusterFile: Command {
  let signature = CommandSignature(
    name: "getClusterFile", summary: "Show a file of a node, startup/stderr.txt say, or download it",
    parameters: [
      Parameter(name: "cluster", kind: .poolID, isRequired: true, summary: "The cluster"),
      Parameter(name: "nodeId", kind: .text, isRequired: true, summary: "The node, as getNodeList shows it"),
      Parameter(
        name: "filePath", kind: .text, isRequired: true, summary: "Relative to the node's root: startup/stdout.txt"),
      Parameter(name: "verbose", kind: .flag, summary: "Print it (default TRUE)"),
      Parameter(name: "overwrite", kind: .flag, summary: "Replace a file that exists (default FALSE)"),
      Parameter(name: "downloadPath", kind: .path, summary: "A file on this machine to write (default NULL: print it)"),
    ])
  let effect = CommandEffect.none
  let examples = [
    "getClusterFile(cluster, nodeId, \"startup/stderr.txt\")", "getClusterFile myPoolName $nodeId startup/stdout.txt",
  ]

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try await invocation.clusterID("cluster", in: context)
    let node = try invocation.requiredString("nodeId")
    let path = try invocation.requiredString("filePath")
    let target = try DownloadTarget(invocation)
    let bytes = try await context.withClusters { try await $0.file(path, node: node, of: id) }
    if let target {
      try target.write(bytes)
      context.console.say("Wrote \(target.path).\n")
      return CommandResult(.string(target.path), isVisible: false)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if context.isForPrograms { return CommandResult(.string(text)) }
    if try invocation.flag("verbose", default: true) {
      context.console.write(text.isEmpty || text.hasSuffix("\n") ? text : text + "\n")
    }
    return CommandResult(.string(text), isVisible: false)
  }
}
