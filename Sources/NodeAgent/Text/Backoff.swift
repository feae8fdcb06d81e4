/// How long to wait before trying again: doubling, bounded, and shortened at
/// random so that many agents do not come back at one moment.
package struct Backoff: Sendable {
  private let first: Duration
  private let longest: Duration
  private var next: Duration

  package init(first: Duration = .milliseconds(100), longest: Duration = .seconds(2)) {
    self.first = first
    self.longest = longest
    next = first
  }

  /// Between half and the whole of the current step; the step then doubles.
  package mutating func wait(using generator: inout some RandomNumberGenerator) -> Duration {
    let wait = next * Double.random(in: 0.5...1, using: &generator)
    next = min(next * 2, longest)
    return wait
  }

  /// How long to wait before the next try; longer each time.
  package mutating func wait() -> Duration {
    var generator = SystemRandomNumberGenerator()
    return wait(using: &generator)
  }

  /// After a success.
  package mutating func reset() {
    next = first
  }
}
