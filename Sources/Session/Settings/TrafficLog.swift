import AzureClient
import Synchronization

/// Counts the requests to the services, and tells of each while somebody
/// listens: `setHttpTraffic`.
package final class TrafficLog: Sendable {
  private struct State {
    var writer: (@Sendable (String) -> Void)?
    var rate = RequestRate()
  }

  /// Whether what a task asks of the services was asked for by nobody.
  @TaskLocal package static var isUnasked = false

  private let state = Mutex(State())
  private let now: @Sendable () -> Double

  /// - Parameter now: seconds of a clock that only goes forward.
  package init(now: @escaping @Sendable () -> Double) {
    self.now = now
  }

  /// From now on each request is a line, ended by a line feed, without keys,
  /// tokens and signatures; nil ends it. The writer is called from any thread.
  package func listen(_ writer: (@Sendable (String) -> Void)?) {
    state.withLock { $0.writer = writer }
  }

  /// Whether requests are told.
  package var isOn: Bool { state.withLock { $0.writer != nil } }

  /// The requests of the last minute, each try counted.
  package var lastMinute: RequestRate.Count { state.withLock { $0.rate.lastMinute(now: now()) } }

  func record(_ traffic: HTTPTraffic) {
    let writer = state.withLock { state in
      state.rate.note(isUnasked: Self.isUnasked, now: now())
      return state.writer
    }
    writer?("\(traffic)\n")
  }
}
