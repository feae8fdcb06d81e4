package import ParallelJobs
import Synchronization

/// The jobs that this session wants to hear of: those it submitted, and those
/// it has waited for. It may be used from any thread at any time.
package final class JobWatch: Sendable {
  private let list = Mutex(WatchList())
  private let now: @Sendable () -> Double
  /// One element for each change that the poller should look at.
  package let changes: AsyncStream<Void>
  private let change: AsyncStream<Void>.Continuation

  /// - Parameter now: seconds of a clock that only goes forward.
  package init(now: @escaping @Sendable () -> Double) {
    self.now = now
    (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Tells the end of this job when it comes.
  package func follow(_ id: String) {
    list.withLock { $0.follow(id, now: now()) }
    change.yield()
  }

  /// Does not tell the end of this job.
  package func leave(_ id: String) {
    list.withLock { $0.leave(id) }
  }

  func leaveAll() {
    list.withLock { $0.leaveAll() }
  }

  /// The ids of jobs whose ends are still to be told.
  package var followed: [String] { list.withLock { $0.followed } }

  /// How ends are told.
  package var mode: NoticeMode {
    get { list.withLock { $0.mode } }
    set { list.withLock { $0.mode = newValue } }
  }

  /// Whether ends are told on the desktop, too.
  package var isAlerting: Bool {
    get { list.withLock { $0.isAlerting } }
    set { list.withLock { $0.isAlerting = newValue } }
  }

  func takeTurn() -> String? { list.withLock { $0.takeTurn() } }

  func noteBegin(of id: String) {
    list.withLock { $0.noteBegin(of: id) }
  }

  /// The ends that were not told yet; whoever takes them tells them.
  package func takeMissed() -> [JobEnding] { list.withLock { $0.takeMissed() } }

  func pause() -> Double? {
    list.withLock { $0.pause(now: now(), jitter: .random(in: 0...1)) }
  }

  func looked(_ endings: [JobEnding]) -> [JobEnding] {
    list.withLock { $0.looked(endings, now: now()) }
  }

  func failed() {
    list.withLock { $0.failed() }
  }
}
