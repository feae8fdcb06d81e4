package import AzureWire

/// The metrics of a pool at one time.
package struct AutoscaleSample: Sendable, Equatable {
  /// When it was measured.
  package var time: Timestamp
  /// What was measured.
  package var values: [AutoscaleMetric: Double]

  package init(time: Timestamp, values: [AutoscaleMetric: Double]) {
    self.time = time
    self.values = values
  }
}

/// The recent samples of a pool, oldest first.
package struct AutoscaleSamples: Sendable {
  /// Seconds between two samples (Azure documentation: one every 30 seconds).
  package static let period = 30.0
  /// Seconds for which a sample is kept.
  package static let window = 24 * 3600.0

  private let samples: [AutoscaleSample]

  package init(_ samples: [AutoscaleSample] = []) {
    self.samples = samples.sorted { $0.time < $1.time }
  }

  var count: Int { samples.count }
  var begin: Timestamp? { samples.first?.time }

  /// The newest `count` values, or as many as there are.
  func last(_ count: Int, of metric: AutoscaleMetric) -> [Double] {
    samples.suffix(max(0, count)).compactMap { $0.values[metric] }
  }

  /// The values from one time to another, both included.
  func values(of metric: AutoscaleMetric, in range: ClosedRange<Timestamp>) -> [Double] {
    samples.filter { range.contains($0.time) }.compactMap { $0.values[metric] }
  }

  /// How many of the samples that the time should have brought are there,
  /// from 0 to 100.
  func percentage(in range: ClosedRange<Timestamp>) -> Double {
    let seconds = range.upperBound.secondsSince1970 - range.lowerBound.secondsSince1970
    let expected = max(1, (seconds / Self.period).rounded(.down))
    return min(100, 100 * Double(samples.count { range.contains($0.time) }) / expected)
  }
}
