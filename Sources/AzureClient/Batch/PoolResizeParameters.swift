/// The body of a resize.
struct PoolResizeParameters: Codable, Sendable {
  var targetDedicatedNodes: Int
  var targetLowPriorityNodes: Int
  var nodeDeallocationOption: String
}
