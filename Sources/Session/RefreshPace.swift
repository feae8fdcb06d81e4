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

  package func isDue(_ topic: Topic, now: Double) -> Bool {
    guard let past = past[topic] else { return true }
    return now - past.end >= max(1, 20 * past.took)
  }

  package mutating func asked(_ topic: Topic, from start: Double, to end: Double) {
    past[topic] = Past(end: end, took: end - start)
  }
}
