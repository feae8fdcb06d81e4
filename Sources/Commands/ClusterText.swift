package import AzureWire
package import Clusters

/// What is told of clusters, in doAzureParallel's words.
package enum ClusterText {
  /// What a cluster is to be.
  package static func configuration(_ cluster: ClusterConfiguration, resourceFiles: [ResourceFile]) -> String {
    var text = """
      Name: \(cluster.name)
      Configuration:
      \tDocker Image: \(cluster.containerImage)
      \tMaxTasksPerNode: \(cluster.maxTasksPerNode)
      \tNode Size: \(cluster.vmSize)

      """
    let packages = [
      ("cranPackages", cluster.packages.cran), ("githubPackages", cluster.packages.github),
      ("bioconductorPackages", cluster.packages.bioconductor),
    ]
    for (title, names) in packages where !names.isEmpty {
      text += "\(title):\n\t\(names.joined(separator: "; "))\n"
    }
    text += """
      Scale:
      \tAutoscale Formula: \(cluster.algorithm.rawValue)
      \tDedicated:
      \t\tMin: \(cluster.dedicatedNodes.min)
      \t\tMax: \(cluster.dedicatedNodes.max)
      \tLow Priority:
      \t\tMin: \(cluster.lowPriorityNodes.min)
      \t\tMax: \(cluster.lowPriorityNodes.max)

      """
    if !resourceFiles.isEmpty {
      text += "Resource Files:\n"
      for file in resourceFiles { text += "\t\(file.filePath ?? file.blobPrefix ?? "a container")\n" }
    }
    return text
  }

  /// How many nodes there are in each state, in one column.
  package static func nodes(_ progress: NodeProgress) -> String {
    let lines = NodeProgress.shownStates.map { ("\($0):", progress.count($0)) } + [("other:", progress.others)]
    let width = lines.map(\.0.count).max() ?? 0
    return "nodes:\n"
      + lines.map { title, count in
        "\t\(title)\(String(repeating: " ", count: width - title.count)) \(count)\n"
      }.joined()
  }

  /// What doAzureParallel says of a cluster that loops will run on.
  package static func registration(_ pool: BatchPool) -> String {
    """
    Your cluster has been registered.
    Dedicated Node Count: \(pool.targetDedicatedNodes ?? 0)
    Low Priority Node Count: \(pool.targetLowPriorityNodes ?? 0)

    """
  }
}
