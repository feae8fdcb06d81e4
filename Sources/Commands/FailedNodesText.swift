package import AzureClient
import Wording

/// What is said of nodes that failed while they ran the start task.
package enum FailedNodesText {
  /// More are only counted.
  private static let nodeLimit = 10

  /// Several lines, the last without its end.
  ///
  /// - Parameters:
  ///   - nodes: their ids, at least one.
  ///   - output: what the first of them wrote; nil where that cannot be read.
  package static func text(of nodes: [String], cluster: String, output: StartTaskOutput?) -> String {
    let isOne = nodes.count == 1
    let first = nodes.first ?? ""
    var lines = [
      "\(isOne ? "This node" : "These \(nodes.count) nodes") of the cluster `\(cluster)` failed while running the start task:"
    ]
    lines += nodes.prefix(nodeLimit).map { "  \($0)" }
    if nodes.count > nodeLimit { lines.append("  ... and \(nodes.count - nodeLimit) more") }
    if let output, !output.lines.isEmpty {
      lines.append("\(isOne ? "Its \(output.subject)" : "The \(output.subject) of the first of them") ends:")
      lines += output.lines.map { "  \($0)" }
      lines.append("`getClusterFile(\"\(cluster)\", \"\(first)\", \"\(output.path)\")` shows all of it.")
    } else {
      let who = isOne ? "it" : "the first of them"
      let what = output == nil ? "What \(who) wrote cannot be read" : "\(Words.capitalized(who)) wrote nothing"
      lines.append(
        "\(what); the commands are in `commandLine` of the cluster's configuration, "
          + "and `rebootNode(\"\(cluster)\", \"\(first)\")` tries again.")
    }
    return lines.joined(separator: "\n")
  }
}
