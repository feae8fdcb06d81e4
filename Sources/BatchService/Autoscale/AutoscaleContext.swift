package import AzureWire

/// What a formula sees of its pool and the world when it is evaluated.
package struct AutoscaleContext: Sendable {
  /// The time of the evaluation.
  package var now: Timestamp
  /// What the metrics are at this moment.
  package var current: [AutoscaleMetric: Double]
  /// What the pool was measured at.
  package var samples: AutoscaleSamples
  /// The size that the pool is to have now.
  package var targets: AutoscaleTargets
  /// From 0 to 1, for `rand()`.
  package var random: @Sendable () -> Double

  package init(
    now: Timestamp, current: [AutoscaleMetric: Double] = [:], samples: AutoscaleSamples = AutoscaleSamples(),
    targets: AutoscaleTargets = AutoscaleTargets(),
    random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.now = now
    self.current = current
    self.samples = samples
    self.targets = targets
    self.random = random
  }
}

/// What a formula decides.
package struct AutoscaleTargets: Sendable, Equatable {
  package var dedicated: Int
  package var lowPriority: Int
  package var deallocationOption: NodeDeallocationOption

  package init(dedicated: Int = 0, lowPriority: Int = 0, deallocationOption: NodeDeallocationOption = .requeue) {
    self.dedicated = dedicated
    self.lowPriority = lowPriority
    self.deallocationOption = deallocationOption
  }

  /// The beginning of the results of every evaluation.
  package var results: String {
    "$TargetDedicatedNodes=\(dedicated);$TargetLowPriorityNodes=\(lowPriority);"
      + "$NodeDeallocationOption=\(deallocationOption.rawValue)"
  }
}
