/// Which nodes are at hand: their agents wait for an answer, or had one a
/// moment ago and are about to ask again.
struct Presence {
  /// How long an agent counts as being about to ask again.
  static let lasting = Duration.seconds(1)

  private var waiting: [String: Int] = [:]
  private var lastSeen: [String: ContinuousClock.Instant] = [:]

  mutating func begin(_ node: String) {
    waiting[node, default: 0] += 1
  }

  mutating func end(_ node: String, at now: ContinuousClock.Instant) {
    waiting[node, default: 1] -= 1
    if waiting[node] == 0 { waiting[node] = nil }
    lastSeen[node] = now
    // Nodes that have gone need not be remembered.
    if lastSeen.count > 256 { lastSeen = lastSeen.filter { $0.value.duration(to: now) <= Self.lasting } }
  }

  func nodes(at now: ContinuousClock.Instant) -> Set<String> {
    Set(waiting.keys).union(lastSeen.filter { $0.value.duration(to: now) <= Self.lasting }.keys)
  }
}
