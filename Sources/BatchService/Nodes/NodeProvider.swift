/// Where a pool's nodes come from.
///
/// A provider starts agents and knows which are alive; everything else about
/// a node is between its agent and the service.
package protocol NodeProvider: Sendable {
  /// Starts an agent for a node, also for one whose last agent has died: the
  /// node's directory is kept, and the new agent takes over what runs there.
  ///
  /// - Throws: ``ServiceError`` when it cannot be started.
  func allocate(_ node: NodeAllocation) async throws

  /// Gives up a node whose agent has ended, with all its files.
  func release(_ nodeID: String) async throws

  /// The nodes whose agents are alive, or about to be.
  func list() async throws -> Set<String>
}

/// What an agent is told at its start.
package struct NodeAllocation: Sendable {
  package var nodeID: String
  package var poolID: String
  /// Tasks that it runs at a time.
  package var slots: Int
  /// Counts the starts of the node from 1.
  package var boot: Int
  package var isDedicated: Bool
  /// Known to this agent alone; the service keeps its hash.
  package var token: String
}
