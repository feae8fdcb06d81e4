import Foundation

/// Seconds that the body took.
func seconds(_ body: () async throws -> Void) async throws -> Double {
  let start = ContinuousClock.now
  try await body()
  let (seconds, attoseconds) = start.duration(to: .now).components
  return Double(seconds) + Double(attoseconds) * 1e-18
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
}

/// The value that this share of all does not exceed.
func percentile(_ percent: Int, _ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, sorted.count * percent / 100)]
}

/// Lines of a table: a title and columns to the right.
func row(_ title: String, _ columns: [String]) -> String {
  columns.reduce(title.padding(toLength: max(42, title.count), withPad: " ", startingAt: 0)) {
    $0 + String(repeating: " ", count: max(1, 14 - $1.count)) + $1
  }
}

func text(_ value: Double, _ digits: Int = 1) -> String { String(format: "%.\(digits)f", value) }

/// Lines show when they are printed, also in a pipe.
func print(_ line: String = "") {
  Swift.print(line)
  fflush(nil)
}
