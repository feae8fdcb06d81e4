package import AzureWire

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Time and chance, as the clients see them; tests bring their own.
package struct ClientEnvironment: Sendable {
  /// Measures waits and deadlines.
  package var clock: any Clock<Duration>
  /// The time of day, which is signed.
  package var now: @Sendable () -> Timestamp
  /// From 0 up to but not including 1, to spread tries.
  package var jitter: @Sendable () -> Double
  /// A new name for a request.
  package var requestID: @Sendable () -> String

  package init(
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Timestamp = { Timestamp(secondsSince1970: Date().timeIntervalSince1970) },
    jitter: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
    requestID: @escaping @Sendable () -> String = { UUID().uuidString.lowercased() }
  ) {
    self.clock = clock
    self.now = now
    self.jitter = jitter
    self.requestID = requestID
  }
}
