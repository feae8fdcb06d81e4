import AzureWire
import Foundation
import Logging
import NodeAgent

/// A node agent as a process of its own, for tests that kill it.
/// Arguments: endpoint, root directory, slots. The token is in the
/// environment.
@main struct Helper {
  static func main() async throws {
    let words = CommandLine.arguments
    guard words.count == 4, let slots = Int(words[3]) else {
      print("usage: NodeAgentTestHelper ENDPOINT ROOT SLOTS")
      exit(2)
    }
    let token = ProcessInfo.processInfo.environment[NodeProtocol.tokenVariable] ?? ""
    let arguments = NodeAgentArguments(
      endpoint: words[1], account: "local", poolID: "pool", nodeID: "node1", root: words[2], slots: slots)
    var timings = NodeTimings()
    timings.grace = .seconds(1)
    timings.lockPatience = .seconds(5)
    var logger = Logger(label: "node")
    logger.logLevel = .warning
    do {
      try await NodeAgent(arguments: arguments, token: Secret(token), logger: logger, timings: timings).run()
    } catch {
      print("\(error)")
      exit(1)
    }
  }
}
