package import AzureWire

/// How many runs a node asks for beyond its slots.
///
/// Between two short runs a slot would wait for the service longer than it
/// works. A node whose runs end in a moment asks for as many as it will be
/// through with in another moment; a single long one ends that.
package struct Foresight: Sendable {
  /// What a node takes on ahead, in seconds of its work.
  static let horizon = 0.1
  /// No more than that: all of them are part of every report.
  static let most = 48
  /// What a run takes beyond its process, in seconds.
  private static let overhead = 0.001

  /// Seconds that runs took of late, the latest counting most; nil before the
  /// first.
  private var recent: Double?

  package init() {}

  /// A run has ended; one that never started says nothing.
  package mutating func note(_ end: RunEnd) {
    guard let start = end.start else { return }
    let duration = max(0, end.end.secondsSince1970 - start.secondsSince1970)
    // Few short ones must follow a long one before the next are short.
    recent = recent.map { max(duration, 0.75 * $0 + 0.25 * duration) } ?? max(duration, Self.horizon)
  }

  /// What waits has waited too long.
  package mutating func disappoint() { recent = 10 }

  /// How many tasks more than its slots a node takes on: none where they take
  /// long.
  package func ahead(slots: Int) -> Int {
    guard let recent, recent < Self.horizon else { return 0 }
    return min(Self.most, Int(Self.horizon / (recent + Self.overhead)) * slots)
  }
}
