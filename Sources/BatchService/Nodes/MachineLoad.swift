import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// How busy the processors of this machine have been: every local node is a
/// part of it.
package final class MachineLoad: Sendable {
  private struct Times {
    var busy: UInt64
    var total: UInt64
  }

  private let last: Mutex<Times?>

  package init() {
    last = Mutex(Self.read())
  }

  /// The share of the time since the last call, from 0 to 1; nil where the
  /// system does not tell, or no time has passed.
  package func sinceLast() -> Double? {
    guard let now = Self.read() else { return nil }
    return last.withLock { last in
      guard let before = last, now.total > before.total, now.busy >= before.busy else {
        last = last ?? now
        return nil
      }
      last = now
      return min(1, Double(now.busy - before.busy) / Double(now.total - before.total))
    }
  }

  /// The first line of `/proc/stat`: user, nice, system, idle, iowait and
  /// more, in ticks since the machine was started.
  private static func read() -> Times? {
    let file = open("/proc/stat", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = Glibc.read(file, &bytes, bytes.count)
    guard count > 0 else { return nil }
    let line = bytes.prefix(count).prefix { $0 != UInt8(ascii: "\n") }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    let numbers = words.dropFirst().compactMap { UInt64($0) }
    guard words.first == "cpu", numbers.count >= 5 else { return nil }
    let total = numbers.prefix(8).reduce(0, &+)
    return Times(busy: total &- numbers[3] &- numbers[4], total: total)
  }
}
