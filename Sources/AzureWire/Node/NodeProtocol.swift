/// The protocol between a node agent and the service that owns the node.
///
/// The agent opens every connection; the service never calls a node. All
/// requests carry the node's token (`Authorization: Bearer ...`):
///
/// - `POST /node/{nodeId}/exchange` with a ``NodeReport`` answers
///   ``NodeInstructions``. The service holds the request until it has
///   something to say, for at most ``longestWait``. Every exchange tells all
///   that the agent knows, and the service answers with all that is not yet
///   so: a lost answer is simply told again, and both sides treat a second
///   telling as no news. That is what makes a run start once.
/// - `POST /node/{nodeId}/replies/{requestId}` carries the answer to a
///   ``NodeFileRequest``: a file's bytes, a ``NodeFileList`` as JSON, or a
///   failure.
package enum NodeProtocol {
  /// The longest time the service holds an exchange, in seconds.
  package static let longestWait = 20.0

  /// The variable of the agent's environment that holds its token.
  package static let tokenVariable = "AZP_NODE_TOKEN"

  /// On a request for a blob: who asks, and the token. A signature that has
  /// run out is still good for a node: it got it with the job, which may last
  /// longer than whoever signed had thought (doAzureParallel signs for two days).
  package static let nodeHeader = "azp-node"
  /// The header in which a node proves who it is.
  package static let nodeTokenHeader = "azp-node-token"

  /// On a reply: `file`, `list`, `deleted`, `notEmpty`, `notFound` or `failed`.
  package static let replyKindHeader = "azp-reply-kind"
  /// On a reply of a file: the ``NodeFile`` as JSON.
  package static let replyFileHeader = "azp-reply-file"
}
