package import AzureWire

/// What `cluster.json` says of a cluster.
///
/// The entries are doAzureParallel's; its older form, in which `pool` holds
/// most of them, is read too.
package struct ClusterConfiguration: Sendable, Equatable {
  /// The cluster's id.
  package var name: String
  /// Such as `Standard_D2_v2`.
  package var vmSize: String
  /// Tasks that a node runs at a time.
  package var maxTasksPerNode: Int
  /// Nodes of the cluster's own.
  package var dedicatedNodes: NodeRange
  /// Nodes that cost less and may be taken away.
  package var lowPriorityNodes: NodeRange
  /// What decides between the least and the most nodes.
  package var algorithm: AutoscaleAlgorithm
  /// The image that R runs in on the nodes.
  package var containerImage: String
  /// R packages that each node installs.
  package var packages: RPackages
  /// Shell commands that each node runs before anything else.
  package var commandLine: [String]
  /// Resource id of the subnet that the nodes join.
  package var subnetID: String?

  /// The container image of nodes, where none is named.
  package static let defaultImage = "rocker/tidyverse:latest"

  /// - Parameter subject: what holds the configuration, as the start of a
  ///   sentence: `The cluster configuration cluster.json`.
  /// - Throws: ``ConfigurationMistakes``.
  package init(_ value: JSONValue, subject: String) throws(ConfigurationMistakes) {
    var reader = ConfigurationReader()
    let root = ConfigurationNode(value)
    // The older form: everything but packages and commands lies in `pool`.
    let isNested = !root["pool"].isMissing
    let pool = isNested ? root["pool"] : root
    reader.allow(Self.names + (isNested ? ["pool"] : []), in: root)
    if isNested { reader.allow(Self.names, in: pool) }

    name = reader.text(pool["name"])
    if !name.isEmpty, !ResourceID.isValid(name) {
      reader.refuse(pool["name"], "must be 1 to 64 letters, digits, hyphens and underscores, not \"\(name)\"")
    }
    vmSize = reader.text(pool["vmSize"])
    maxTasksPerNode = reader.count(pool["maxTasksPerNode"], from: 1) ?? 1
    let size = pool["poolSize"]
    (dedicatedNodes, lowPriorityNodes, algorithm) = (.none, .none, .queue)
    if size.isMissing {
      reader.require(size)
    } else {
      reader.allow(["dedicatedNodes", "lowPriorityNodes", "autoscaleFormula"], in: size)
      dedicatedNodes = Self.range(size["dedicatedNodes"], &reader)
      lowPriorityNodes = Self.range(size["lowPriorityNodes"], &reader)
      algorithm = Self.algorithm(size["autoscaleFormula"], &reader) ?? .queue
    }
    let either = { (name: String) in pool[name].isMissing ? root[name] : pool[name] }
    containerImage = reader.optionalText(either("containerImage")) ?? Self.defaultImage
    if !containerImage.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-/:@".contains($0)) }) {
      reader.refuse(either("containerImage"), "is \"\(containerImage)\", which cannot be the name of a Docker image")
    }
    packages = RPackages(either("rPackages"), &reader)
    commandLine = reader.texts(either("commandLine"))
    subnetID = reader.optionalText(either("subnetId"))
    if algorithm == .fixed {
      for (range, node) in [(dedicatedNodes, size["dedicatedNodes"]), (lowPriorityNodes, size["lowPriorityNodes"])]
      where range.min != range.max {
        reader.refuse(node, "must have the same min and max, since the size is FIXED")
      }
    }
    try reader.finish(subject)
  }

  private static let names = [
    "name", "vmSize", "maxTasksPerNode", "poolSize", "containerImage", "rPackages", "commandLine", "subnetId",
  ]

  private static func range(_ node: ConfigurationNode, _ reader: inout ConfigurationReader) -> NodeRange {
    guard !node.isMissing else {
      reader.require(node)
      return .none
    }
    reader.allow(["min", "max"], in: node)
    let least = reader.count(node["min"], from: 0)
    let most = reader.count(node["max"], from: 0)
    guard let least, let most else { return .none }
    if least > most {
      reader.refuse(node["min"], "is \(least), which is more than \(node["max"].path), \(most)")
    }
    return NodeRange(min: least, max: most)
  }

  private static func algorithm(
    _ node: ConfigurationNode, _ reader: inout ConfigurationReader
  ) -> AutoscaleAlgorithm? {
    guard !node.isMissing else {
      reader.require(node)
      return nil
    }
    guard let name = reader.optionalText(node) else { return nil }
    let algorithm = AutoscaleAlgorithm(named: name)
    if algorithm == nil {
      let known = AutoscaleAlgorithm.names.joined(separator: ", ")
      reader.refuse(node, "is \"\(name)\", which is no autoscale formula: it is one of \(known)")
    }
    return algorithm
  }

  /// The file that `generateClusterConfig` writes.
  package static var template: JSONText {
    let range = JSONText.object([("min", .number(3)), ("max", .number(3))])
    return .object([
      ("name", .string("myPoolName")), ("vmSize", .string("Standard_D2_v2")), ("maxTasksPerNode", .number(1)),
      (
        "poolSize",
        .object([
          ("dedicatedNodes", range), ("lowPriorityNodes", range), ("autoscaleFormula", .string("QUEUE")),
        ])
      ),
      ("containerImage", .string(defaultImage)),
      ("rPackages", .object([("cran", .strings([])), ("github", .strings([])), ("bioconductor", .strings([]))])),
      ("commandLine", .strings([])), ("subnetId", .string("")),
    ])
  }
}
