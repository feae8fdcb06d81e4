import BatchService
import Logging

/// A provider whose agents never come to life, but for some that are.
struct NoNodes: NodeProvider {
  var alive: Set<String> = []

  func allocate(_ node: NodeAllocation) async throws {}
  func release(_ nodeID: String) async throws {}
  func list() async throws -> Set<String> { alive }
}

extension Logger {
  static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
