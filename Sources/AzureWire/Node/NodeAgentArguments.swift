/// The command line of `azp node`, as the service writes it and the agent
/// reads it.
package struct NodeAgentArguments: Sendable, Equatable {
  /// The service, such as `http://127.0.0.1:24817`.
  package var endpoint: String
  /// The account, for `AZ_BATCH_ACCOUNT_NAME` and to know URLs of its blobs.
  package var account: String
  /// The pool that the node is of.
  package var poolID: String
  /// What the service knows the node by.
  package var nodeID: String
  /// The node's root directory; it outlives the agent.
  package var root: String
  /// Tasks that it runs at a time.
  package var slots: Int
  /// Counts the starts of the node from 1; an agent that takes over from one
  /// that has died belongs to the same start.
  package var boot: Int
  /// False for a low-priority node.
  package var isDedicated: Bool

  package init(
    endpoint: String, account: String, poolID: String, nodeID: String, root: String, slots: Int, boot: Int = 1,
    isDedicated: Bool = true
  ) {
    self.endpoint = endpoint
    self.account = account
    self.poolID = poolID
    self.nodeID = nodeID
    self.root = root
    self.slots = slots
    self.boot = boot
    self.isDedicated = isDedicated
  }

  /// The words after the name of the program.
  package var words: [String] {
    [
      "node", "--endpoint", endpoint, "--account", account, "--pool", poolID, "--node", nodeID, "--root", root,
      "--slots", String(slots), "--boot", String(boot),
    ] + (isDedicated ? [] : ["--low-priority"])
  }
}
