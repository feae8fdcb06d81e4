package import ParallelJobs

/// The jobs whose ends are waited for in the background, and when to look
/// again. Pure: the time is the caller's, in seconds.
///
/// A look costs a request, so looks get rarer while nothing happens: the next
/// one comes after a tenth of the time that has passed since the last event,
/// between ``shortestPause`` and ``longestPause``. Nobody looks while nothing
/// is followed.
package struct WatchList: Sendable {
  /// Seconds between looks at jobs that end soon.
  package static let shortestPause = 1.0
  /// Seconds between looks at jobs that take long.
  package static let longestPause = 30.0

  /// How ends are told.
  package var mode = NoticeMode.all
  /// Whether ends are told on the desktop, too.
  package var isAlerting = false
  /// In the order in which they were followed.
  package private(set) var followed: [String] = []
  private var missed: [JobEnding] = []
  private var lastEvent = 0.0
  private var failures = 0
  /// Jobs some task of which has begun.
  private var begun: Set<String> = []
  private var turn = 0

  package init() {}

  /// Follows a job from now on.
  package mutating func follow(_ id: String, now: Double) {
    if !followed.contains(id) { followed.append(id) }
    lastEvent = now
    failures = 0
  }

  /// Follows a job no more: it is gone, or somebody waits for it in the
  /// foreground and is told there.
  package mutating func leave(_ id: String) {
    followed.removeAll { $0 == id }
    begun.remove(id)
  }

  /// Follows no job any more.
  package mutating func leaveAll() {
    followed = []
    begun = []
  }

  /// The job of which it is to be asked, at this look, whether it can begin at
  /// all: one of those that have not, each in its turn.
  package mutating func takeTurn() -> String? {
    let waiting = followed.filter { !begun.contains($0) }
    guard !waiting.isEmpty else { return nil }
    turn += 1
    return waiting[turn % waiting.count]
  }

  /// Notes that a task of the job has begun.
  package mutating func noteBegin(of id: String) {
    if followed.contains(id) { begun.insert(id) }
  }

  /// How long to wait until the next look; nil when there is nothing to look
  /// for.
  ///
  /// - Parameter jitter: 0 to 1, so that many sessions do not ask in step.
  package func pause(now: Double, jitter: Double = 0) -> Double? {
    guard !followed.isEmpty else { return nil }
    let usual = min(max((now - lastEvent) / 10, Self.shortestPause), Self.longestPause)
    // A service that does not answer is asked at half the rate each time.
    let patient = min(usual * Double(1 << min(failures, 6)), Self.longestPause)
    return patient * (1 + jitter / 10)
  }

  /// Takes what a look has found.
  ///
  /// - Returns: the ends that nobody was told of; what was left meanwhile is
  ///   not among them.
  package mutating func looked(_ endings: [JobEnding], now: Double) -> [JobEnding] {
    failures = 0
    let news = endings.filter { followed.contains($0.id) }
    guard !news.isEmpty else { return [] }
    for ending in news { leave(ending.id) }
    lastEvent = now
    if mode != .all { missed += news }
    return news
  }

  /// Notes that a look was in vain.
  package mutating func failed() {
    failures += 1
  }

  /// The ends that were not shown one by one, oldest first; asked once they
  /// are missed no more.
  package mutating func takeMissed() -> [JobEnding] {
    defer { missed = [] }
    return missed
  }
}
