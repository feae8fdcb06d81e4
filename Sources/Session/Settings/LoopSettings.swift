package import RData

/// What loops do unless they say otherwise: `setChunkSize` and its like.
package struct LoopSettings: Sendable, Equatable {
  /// Iterations of a task; 1 when nil.
  package var chunkSize: Int?
  /// Whether a loop that was waited for takes its job away; TRUE when nil.
  package var autoDeleteJob: Bool?
  /// A function that joins the values of a chunk.
  package var reduce: RValue?

  package init() {}
}
