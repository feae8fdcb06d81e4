/// Decides whether what is asked for in the background is asked for again:
/// not within a second, nor twenty times as long as asking takes. Pure: the
/// time is the caller's, in seconds.
package struct RefreshPace<Topic: Hashable & Sendable>: Sendable {
  private struct Past: Sendable {
    var end: Double
    var took: Double
  }

  private var past: [Topic: Past] = [:]

  package init() {}

  /// Whether the topic may be read again: a second after the last reading, or
  /// twenty times what that took.
  package func isDue(_ topic: Topic, now: Double) -> Bool {
    guard let past = past[topic] else { return true }
    return now - past.end >= max(1, 20 * past.took)
  }

  /// The topic was read, from and to these seconds.
  package mutating func asked(_ topic: Topic, from start: Double, to end: Double) {
    past[topic] = Past(end: end, took: end - start)
  }
}
