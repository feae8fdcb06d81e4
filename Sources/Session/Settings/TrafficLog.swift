import AzureClient
import Synchronization

/// Tells of each request to the services while somebody listens:
/// `setHttpTraffic`.
package final class TrafficLog: Sendable {
  private let writer = Mutex<(@Sendable (String) -> Void)?>(nil)

  package init() {}

  /// From now on each request is a line, ended by a line feed, without keys,
  /// tokens and signatures; nil ends it. The writer is called from any thread.
  package func listen(_ writer: (@Sendable (String) -> Void)?) {
    self.writer.withLock { $0 = writer }
  }

  package var isOn: Bool { writer.withLock { $0 != nil } }

  func record(_ traffic: HTTPTraffic) {
    writer.withLock { $0 }?("\(traffic)\n")
  }
}
