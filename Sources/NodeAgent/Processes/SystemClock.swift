package import AzureWire
import Glibc

/// Where a node reads the time of day; tests give one of their own.
package struct SystemClock: Sendable {
  /// The time of day.
  package var now: @Sendable () -> Timestamp

  package init(now: @escaping @Sendable () -> Timestamp) {
    self.now = now
  }

  /// The clock of the machine.
  package static let real = SystemClock {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(ticks: Int64(time.tv_sec) * 10_000_000 + Int64(time.tv_nsec) / 100)
  }
}
