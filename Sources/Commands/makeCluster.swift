import AzureWire
import Clusters
import RData
import Session
import SessionLanguage
import Wording

/// `makeCluster`: makes a pool of nodes and registers it: loops run on it from
/// then on. One of that name is used as it is.
struct MakeCluster: Command {
  let signature = CommandSignature(
    name: "makeCluster", summary: "Make a cluster and run loops on it",
    parameters: [
      Parameter(name: "cluster", kind: .path, summary: "A file or a list (default cluster.json)"),
      Parameter(
        name: "fullName", kind: .flag,
        summary: "Whether the file is named with its directory; both are understood anyway (default FALSE)"),
      Parameter(name: "wait", kind: .flag, summary: "Wait until the nodes are ready (default TRUE)"),
      Parameter(
        name: "resourceFiles", kind: .value,
        summary: "Files that each node fetches: list(list(httpUrl = ..., filePath = ...)) (default NULL: none)"),
      Parameter(name: "dryRun", kind: .flag, summary: "Only say what would be made (default FALSE)"),
    ])
  let examples = ["cluster <- makeCluster(\"cluster.json\")", "makeCluster(config, wait = FALSE)"]
  let exampleSetUp = "config$name <- \"another\""
  let effect = CommandEffect.plans

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let configuration = try configuration(invocation)
    let files = try invocation.resourceFiles("resourceFiles")
    let secrets = await context.session.nodeSecrets
    let console = context.console
    let now = Timestamp(secondsSince1970: context.now())
    console.write(context.rule + ClusterText.configuration(configuration, resourceFiles: files) + context.rule)
    if try context.onlyPlans(invocation) {
      let creation = try await context.withClusters { try await $0.plannedCreation(of: configuration.name) }
      context.console.say(Self.plan(of: configuration, creation) + "\nDry run: nothing was made.\n")
      // The rest of a script is planned on it.
      if context.isDryRun {
        if creation == .made { context.plan.add(.cluster, configuration.name) }
        await context.session.register(ActiveCluster(id: configuration.name))
      }
      return CommandResult(Self.value(of: configuration), isVisible: false)
    }
    let (plan, creation) = try await context.withClusters { clusters in
      let plan = PoolPlan(
        configuration: configuration, image: try await clusters.image(now: now), secrets: secrets,
        resourceFiles: files)
      return (plan, try await clusters.make(plan))
    }
    switch creation {
    case .made: tellContainers(plan, console)
    case .found(let size): tellFound(size, configuration, console)
    }
    if creation == .made, try invocation.flag("wait", default: true) {
      console.note("Booting compute nodes. . . \n")
      try await NodeWaiter(context: context).wait(for: configuration.name, timeout: 60_000)
    }
    let pool = try await context.withClusters { try await $0.pool(configuration.name) }
    await context.session.register(ActiveCluster(pool))
    console.write(ClusterText.registration(pool))
    return CommandResult(Self.value(of: configuration), isVisible: false)
  }

  private static func plan(of cluster: ClusterConfiguration, _ creation: Clusters.Creation) -> String {
    switch creation {
    case .made:
      "The cluster `\(cluster.name)` would be made, with \(cluster.dedicatedNodes.text) dedicated and "
        + "\(cluster.lowPriorityNodes.text) low priority nodes that run \(Words.counted(cluster.maxTasksPerNode, "task")) "
        + "each at a time."
    case .found(let size):
      "The cluster `\(cluster.name)` exists already and would be used, with the \(size.dedicated) dedicated and "
        + "\(size.lowPriority) low priority nodes that it is to have."
    }
  }

  private func configuration(_ invocation: CommandInvocation) throws -> ClusterConfiguration {
    if let list = invocation["cluster"], case .list = list.storage {
      guard let value = JSONValue(list) else {
        throw invocation.diagnostic("the configuration holds something that is neither text nor number", at: "cluster")
      }
      return try ClusterConfiguration(value, subject: "The cluster's list")
    }
    let path = try invocation.string("cluster") ?? "cluster.json"
    let value = try JSONFile.read(
      path, remedy: "`generateClusterConfig(\"\(path)\")` makes one, to be filled in")
    return try ClusterConfiguration(value, subject: "The cluster configuration \(path)")
  }

  private func tellContainers(_ plan: PoolPlan, _ console: any Console) {
    let image = plan.configuration.containerImage
    guard !plan.image.runsContainers, image != ClusterConfiguration.defaultImage else { return }
    console.say("The nodes of this service run no containers: R runs on them itself, without the image \(image).\n")
  }

  private func tellFound(_ size: Clusters.BatchPoolSize, _ wanted: ClusterConfiguration, _ console: any Console) {
    let name = wanted.name
    console.say("The specified cluster '\(name)' already exists. Cluster '\(name)' will be used.\n")
    for (kind, range, count) in [
      ("dedicated", wanted.dedicatedNodes, size.dedicated), ("low priority", wanted.lowPriorityNodes, size.lowPriority),
    ] where !range.contains(count) {
      console.say(
        "It is to have \(count) \(kind) nodes, which is not within \(range.min) and \(range.max); "
          + "`resizeCluster` changes that.\n")
    }
  }

  /// What other commands take for the cluster; it holds no secret.
  private static func value(of cluster: ClusterConfiguration) -> RValue {
    func range(_ range: NodeRange) -> RValue {
      .list(["min": .int(Int32(range.min)), "max": .int(Int32(range.max))])
    }
    return .list([
      "poolId": .string(cluster.name), "name": .string(cluster.name), "vmSize": .string(cluster.vmSize),
      "maxTasksPerNode": .int(Int32(clamping: cluster.maxTasksPerNode)),
      "poolSize": .list([
        "dedicatedNodes": range(cluster.dedicatedNodes), "lowPriorityNodes": range(cluster.lowPriorityNodes),
        "autoscaleFormula": .string(cluster.algorithm.rawValue),
      ]), "containerImage": .string(cluster.containerImage),
    ])
  }
}
