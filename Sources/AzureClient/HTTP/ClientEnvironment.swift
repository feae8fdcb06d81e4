public import AzureWire

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Time and chance, as the clients see them; tests bring their own.
public struct ClientEnvironment: Sendable {
  /// Measures waits and deadlines.
  public var clock: any Clock<Duration>
  /// The time of day, which is signed.
  public var now: @Sendable () -> Timestamp
  /// From 0 up to but not including 1, to spread tries.
  public var jitter: @Sendable () -> Double
  /// A new name for a request.
  public var requestID: @Sendable () -> String

  /// The machine's own clocks and chance.
  public init() {
    self.init(clock: ContinuousClock())
  }

  /// - Parameters: what is not given is the machine's own.
  public init(
    clock: any Clock<Duration>, now: (@Sendable () -> Timestamp)? = nil, jitter: (@Sendable () -> Double)? = nil,
    requestID: (@Sendable () -> String)? = nil
  ) {
    self.clock = clock
    self.now = now ?? { Timestamp(secondsSince1970: Date().timeIntervalSince1970) }
    self.jitter = jitter ?? { Double.random(in: 0..<1) }
    self.requestID = requestID ?? { UUID().uuidString.lowercased() }
  }
}
