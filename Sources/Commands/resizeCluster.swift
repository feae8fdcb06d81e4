import AzureWire
import Clusters
import SessionLanguage
import Wording

/// `resizeCluster`: gives a cluster another size, or another formula to
/// decide about it.
struct ResizeCluster: Command {
  let signature = CommandSignature(
    name: "resizeCluster", summary: "Change the size of a cluster, or the formula that decides about it",
    parameters: [
      Parameter(name: "cluster", kind: .poolID, summary: "The cluster (default: the registered one)"),
      Parameter(name: "dedicatedMin", kind: .number, summary: "Least dedicated nodes (default: as many as now)"),
      Parameter(name: "dedicatedMax", kind: .number, summary: "Most dedicated nodes (default: dedicatedMin)"),
      Parameter(name: "lowPriorityMin", kind: .number, summary: "Least low-priority nodes (default: as many as now)"),
      Parameter(name: "lowPriorityMax", kind: .number, summary: "Most low-priority nodes (default: lowPriorityMin)"),
      Parameter(
        name: "algorithm", kind: .choice(AutoscaleAlgorithm.names, many: false),
        summary: "What decides between least and most; FIXED keeps a size (default QUEUE)"),
      Parameter(
        name: "timeInterval", kind: .text,
        summary: "Between two decisions, 5 minutes to 168 hours: PT5M, 5m, 1h (default PT5M)"),
      Parameter(name: "dryRun", kind: .flag, summary: "Only say what would change (default FALSE)"),
    ])
  let examples = [
    "resizeCluster(cluster, dedicatedMin = 2, dedicatedMax = 10)",
    "resizeCluster(\"myPoolName\", dedicatedMin = 4, algorithm = \"FIXED\")",
  ]

  let effect = CommandEffect.plans

  func run(_ invocation: CommandInvocation, in context: CommandContext) async throws -> CommandResult {
    let id = try await invocation.clusterID("cluster", in: context)
    let algorithm = try invocation.string("algorithm").flatMap(AutoscaleAlgorithm.init(named:)) ?? .queue
    let interval = try interval(invocation)
    let pool = try await context.withClusters { try await $0.pool(id) }
    let size = ClusterSize(
      dedicated: try range("dedicated", now: pool.targetDedicatedNodes ?? 0, algorithm, invocation),
      lowPriority: try range("lowPriority", now: pool.targetLowPriorityNodes ?? 0, algorithm, invocation),
      algorithm: algorithm, interval: interval)
    if try context.onlyPlans(invocation) {
      context.console.say(
        "The cluster `\(id)`, which is to have \(Self.nodes(pool.targetDedicatedNodes ?? 0, pool.targetLowPriorityNodes ?? 0)) "
          + "now, \(Self.plan(of: size)).\nDry run: nothing was changed.\n")
      return .nothing
    }
    try await context.withClusters { try await $0.resize(id, to: size) }
    context.console.tell(
      algorithm == .fixed
        ? "Cluster size has been updated to \(size.dedicated.max) dedicated and \(size.lowPriority.max) low priority "
          + "nodes. Run 'getCluster' for updated node count.\n"
        : "Cluster autoscale formula has been updated. Run 'getCluster' for updated target node count.\n")
    return .nothing
  }

  /// What becomes of a cluster, behind its name.
  private static func plan(of size: ClusterSize) -> String {
    if size.algorithm == .fixed { return "would have \(nodes(size.dedicated.max, size.lowPriority.max))" }
    let minutes = Words.counted(Int(size.interval.seconds / 60), "minute")
    return "would have \(size.dedicated.text) dedicated and \(size.lowPriority.text) low priority nodes, as "
      + "\(size.algorithm.rawValue) decides every \(minutes)"
  }

  private static func nodes(_ dedicated: Int, _ lowPriority: Int) -> String {
    "\(dedicated) dedicated and \(lowPriority) low priority nodes"
  }

  private func range(
    _ kind: String, now: Int, _ algorithm: AutoscaleAlgorithm, _ invocation: CommandInvocation
  ) throws -> NodeRange {
    let (minimum, maximum) = (kind + "Min", kind + "Max")
    for name in [minimum, maximum] {
      if let count = try invocation.integer(name), !(0...Int(Int32.max)).contains(count) {
        throw invocation.diagnostic("`\(name)` of `resizeCluster` must be a whole number from 0 on", at: name)
      }
    }
    let least = try invocation.integer(minimum)
    let most = try invocation.integer(maximum)
    let range = NodeRange(min: least ?? most ?? now, max: most ?? least ?? now)
    guard range.min <= range.max else {
      throw invocation.diagnostic("`\(minimum)` is more than `\(maximum)`", at: minimum)
    }
    guard algorithm != .fixed || range.min == range.max else {
      throw invocation.diagnostic("with FIXED, `\(minimum)` and `\(maximum)` are one number", at: maximum)
    }
    return range
  }

  private func interval(_ invocation: CommandInvocation) throws -> WireDuration {
    guard let text = try invocation.string("timeInterval") else { return PoolPlan.evaluationInterval }
    // doAzureParallel's documentation writes 5m, which Batch does not take.
    let isShort = text.first?.isNumber == true
    guard let interval = WireDuration(isShort ? "PT" + text.uppercased() : text) else {
      throw invocation.diagnostic(
        "`timeInterval` of `resizeCluster` must be a length of time such as PT5M or 5m", at: "timeInterval")
    }
    guard (300...604_800).contains(interval.seconds) else {
      throw invocation.diagnostic(
        "`timeInterval` of `resizeCluster` must be 5 minutes to 168 hours", at: "timeInterval")
    }
    return interval
  }
}
