/// How many requests went over the wire within the last minute. Pure: the time
/// is the caller's, in seconds.
package struct RequestRate: Sendable {
  /// Requests of one minute.
  package struct Count: Sendable, Equatable {
    /// Requests, whoever wanted them.
    package var all = 0
    /// Those that nobody asked for: looks for the ends of jobs, and names for
    /// completion.
    package var unasked = 0

    package init(all: Int = 0, unasked: Int = 0) {
      self.all = all
      self.unasked = unasked
    }
  }

  private static let span = 60
  /// By the second in which they were made; a minute's at most.
  private var seconds: [Int: Count] = [:]

  package init() {}

  /// Counts a request.
  ///
  /// - Parameter now: seconds since some moment that stays the same.
  package mutating func note(isUnasked: Bool, now: Double) {
    let second = Int(now)
    if seconds[second] == nil { seconds = seconds.filter { $0.key > second - Self.span } }
    seconds[second, default: Count()].all += 1
    if isUnasked { seconds[second, default: Count()].unasked += 1 }
  }

  /// Requests of the sixty seconds before.
  package func lastMinute(now: Double) -> Count {
    seconds.filter { $0.key > Int(now) - Self.span }.values
      .reduce(Count()) { Count(all: $0.all + $1.all, unasked: $0.unasked + $1.unasked) }
  }
}
