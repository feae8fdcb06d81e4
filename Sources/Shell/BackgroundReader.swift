package import Session

/// Reads, in the background, what completion wishes to know: one wish after
/// the other, and none too often.
package struct BackgroundReader: Sendable {
  /// What can be wished for.
  package enum Wish: Sendable, Hashable {
    case jobs
    case names(KnownNames.Topic)
  }

  let session: Session
  private let wishes: AsyncStream<Wish>
  private let wish: AsyncStream<Wish>.Continuation

  init(session: Session) {
    self.session = session
    (wishes, wish) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(8))
  }

  func want(_ topic: Wish) { wish.yield(topic) }

  func finish() { wish.finish() }

  /// Reads until the task is cancelled. What cannot be read is passed over:
  /// completion goes on with what it knows, and the next command will say why.
  func run() async {
    // The first reading makes the connection, so that no command has to wait for it.
    var isFirst = true
    var pace = RefreshPace<Wish>()
    for await topic in wishes where !Task.isCancelled {
      if !isFirst, await !session.isServiceWanted { continue }
      isFirst = false
      let clock = ContinuousClock()
      let start = clock.now
      let seconds = { (instant: ContinuousClock.Instant) in (instant - Self.origin) / .seconds(1) }
      guard pace.isDue(topic, now: seconds(start)) else { continue }
      switch topic {
      case .jobs: try? await session.refreshKnownJobs()
      case .names(let topic):
        if topic == .pools { try? await session.refreshKnownClusters() }
        try? await session.refresh(topic)
      }
      pace.asked(topic, from: seconds(start), to: seconds(clock.now))
    }
  }

  private static let origin = ContinuousClock.now
}
