import Foundation
import Synchronization

/// How much this process has grown since this was made.
final class Memory: Sendable {
  private let start: Int64
  private let largest: Mutex<Int64>

  init() throws {
    start = try Self.resident()
    largest = Mutex(start)
  }

  /// Bytes, at the largest size that was seen.
  var growth: Int64 { largest.withLock { $0 } - start }

  func look() throws {
    let now = try Self.resident()
    largest.withLock { $0 = max($0, now) }
  }

  /// Bytes that the kernel keeps in memory for this process (proc(5)).
  private static func resident() throws -> Int64 {
    let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int64($0) } ?? 0) << 10
  }
}
