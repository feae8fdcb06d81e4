import CFloor
import Foundation
import RData

/// What this program does as a ``Reader``.
enum Child {
  enum Role: String {
    /// Reads values.
    case value
    /// Reads and inflates the file, and does nothing with the bytes: what no
    /// reader can do without.
    case floor
  }

  static func run(_ role: Role) throws {
    while let path = readLine() {
      let start = try processorTime()
      switch role {
      case .value:
        let value = try RDS.read(contentsOf: path)
        try report(since: start, try processorTime())
        withExtendedLifetime(value) {}
      case .floor:
        let isGzip = Sample.all.first { path.hasSuffix($0.file) }?.isCompressed ?? true
        guard CFloorRead(path, isGzip) else {
          throw Failure(description: "The file \(path) cannot be inflated.")
        }
        try report(since: start, try processorTime())
      }
    }
  }

  private static func report(since start: Double, _ end: Double) throws {
    print(end - start, try peakMemory)
    fflush(nil)
  }

  /// Milliseconds of the processor that this process has had.
  private static func processorTime() throws -> Double {
    var time = timespec()
    guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else {
      throw Failure(description: "The system does not tell the processor time.")
    }
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
  }

  /// The most memory that this process has had, in kilobytes: `VmHWM` of
  /// proc(5).
  private static var peakMemory: Int {
    get throws {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      guard
        let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({
          Int($0)
        })
      else {
        throw Failure(description: "The system does not tell the peak of memory.")
      }
      return kilobytes
    }
  }
}
