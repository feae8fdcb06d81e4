import AzureWire
import GRDB

/// What a node is told that has nothing to do with tasks.
enum NodeDuties {
  /// Adds a start task that the node does not know yet, and the end of a node
  /// that restarts or leaves.
  static func add(
    to instructions: inout NodeInstructions, nodeID: String, report: NodeReport, _ db: Database
  ) throws {
    guard let node = try NodeRecord.fetch(db, id: nodeID) else { return }
    if node.start?.state == "running", report.startTaskBoot != node.boot {
      instructions.startTask = try order(node)
    }
    if node.state == .rebooting || node.state == .leavingPool {
      instructions.shutdown = try NodeLifecycle.mayPart(db, node)
    }
  }

  private static func order(_ node: NodeRecord) throws -> StartTaskOrder? {
    guard let text = node.startTask else { return nil }
    let task = try JSONText.decode(StartTask.self, text)
    return StartTaskOrder(
      boot: node.boot, commandLine: task.commandLine, environment: task.environmentSettings ?? [],
      resourceFiles: task.resourceFiles ?? [], maxTaskRetryCount: task.maxTaskRetryCount ?? 0)
  }
}
