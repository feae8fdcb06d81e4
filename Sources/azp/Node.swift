import ArgumentParser
import AzureWire
import Foundation
import Logging
import NodeAgent
import Shell

#if canImport(Glibc)
  import Glibc
#endif

/// `azp node`: the agent of one node; the service starts it.
struct Node: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "node", abstract: "Run the agent of one node; the service starts it.", shouldDisplay: false)

  @Option var endpoint: String
  @Option var account: String
  @Option var pool: String
  @Option var node: String
  @Option var root: String
  @Option var slots: Int
  @Option var boot = 1
  @Flag var lowPriority = false

  func run() async throws {
    signal(SIGPIPE, SIG_IGN)
    guard let token = ProcessInfo.processInfo.environment[NodeProtocol.tokenVariable] else {
      try fail("The node's token is missing: \(NodeProtocol.tokenVariable) is not set.", ExitStatus.usage)
    }
    // What the agent starts must not inherit it.
    unsetenv(NodeProtocol.tokenVariable)
    let logger = Logger(label: "azp.node") { _ in ServiceLog() }
    let agent = NodeAgent(
      arguments: NodeAgentArguments(
        endpoint: endpoint, account: account, poolID: pool, nodeID: node, root: root, slots: slots, boot: boot,
        isDedicated: !lowPriority),
      token: Secret(token), logger: logger)
    do {
      // It ends by itself on SIGTERM, and leaves what runs to the next agent.
      try await agent.run()
    } catch is CancellationError {
      return
    } catch {
      try fail("\(error)", ExitStatus.failure)
    }
  }
}
