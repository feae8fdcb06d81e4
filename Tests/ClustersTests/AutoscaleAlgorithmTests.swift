import AzureWire
import BatchService
import Clusters
import Testing

/// The formulas, evaluated for 1 to 5 dedicated and 2 to 8 low-priority nodes
/// of two slots.
@Suite("The autoscale formulas")
struct AutoscaleAlgorithmTests {
  private static let noon = "2026-03-04T12:00:00Z"

  /// - Parameter samples: values of a metric, one every 30 seconds, the last
  ///   one of now.
  private func targets(
    _ algorithm: AutoscaleAlgorithm, at time: String = noon, samples: [AutoscaleMetric: [Double]] = [:],
    nodes: Double = 3
  ) throws -> [Int] {
    let now = try #require(Timestamp(time))
    let count = samples.values.map(\.count).max() ?? 0
    let rows = (0..<count).map { age in
      AutoscaleSample(
        time: now.advanced(bySeconds: -Double(age) * AutoscaleSamples.period),
        values: samples.mapValues { $0[$0.count - 1 - age] })
    }
    let formula = try #require(
      algorithm.formula(dedicated: NodeRange(min: 1, max: 5), lowPriority: NodeRange(min: 2, max: 8), slots: 2))
    let outcome = try AutoscaleFormula(formula).evaluate(
      AutoscaleContext(
        now: now, current: [.currentDedicatedNodes: nodes, .currentLowPriorityNodes: nodes],
        samples: AutoscaleSamples(rows), targets: AutoscaleTargets(dedicated: 4, lowPriority: 4), random: { 0.5 }))
    #expect(outcome.targets.deallocationOption == .taskCompletion)
    return [outcome.targets.dedicated, outcome.targets.lowPriority]
  }

  @Test("QUEUE and QUEUE_AND_RUNNING give the tasks as many nodes as they fill, between the bounds")
  func queue() throws {
    for (algorithm, metric) in [
      (AutoscaleAlgorithm.queue, AutoscaleMetric.activeTasks), (.queueAndRunning, .pendingTasks),
    ] {
      let constant = { (value: Double) in [metric: [Double](repeating: value, count: 40)] }
      #expect(try targets(algorithm, samples: constant(7)) == [4, 4])
      #expect(try targets(algorithm, samples: constant(100)) == [5, 8])
      // Half of the four that there are to be.
      #expect(try targets(algorithm, samples: constant(0)) == [2, 2])
    }
  }

  @Test(
    "WORKDAY is large from Monday to Friday, 8 to 18 o'clock, and small otherwise",
    arguments: [
      ("2026-03-02T08:00:00Z", true), ("2026-03-02T07:59:59Z", false), ("2026-03-06T17:59:59Z", true),
      ("2026-03-06T18:00:00Z", false), ("2026-03-07T12:00:00Z", false), ("2026-03-08T12:00:00Z", false),
    ])
  func workday(time: String, isLarge: Bool) throws {
    #expect(try targets(.workday, at: time) == (isLarge ? [5, 8] : [1, 2]))
  }

  @Test(
    "WEEKEND is large on Saturday and Sunday, and small otherwise",
    arguments: [
      ("2026-03-06T23:59:59Z", false), ("2026-03-07T00:00:00Z", true), ("2026-03-08T23:59:59Z", true),
      ("2026-03-09T00:00:00Z", false),
    ])
  func weekend(time: String, isLarge: Bool) throws {
    #expect(try targets(.weekend, at: time) == (isLarge ? [5, 8] : [1, 2]))
  }

  @Test("MAX_CPU grows when nodes are busy, shrinks when they are idle, and stays within the bounds")
  func processors() throws {
    func load(_ value: Double) -> [AutoscaleMetric: [Double]] {
      [.cpuPercent: [Double](repeating: value, count: 121)]
    }
    // A tenth of three nodes is less than one: one it is.
    #expect(try targets(.maximumCPU, samples: load(0.9)) == [4, 4])
    #expect(try targets(.maximumCPU, samples: load(0.9), nodes: 5) == [5, 6])
    #expect(try targets(.maximumCPU, samples: load(0.5)) == [3, 3])
    #expect(try targets(.maximumCPU, samples: load(0.1)) == [2, 2])
    #expect(try targets(.maximumCPU, samples: load(0.1), nodes: 1) == [1, 2])
    // One look that finds them at rest is enough to stay.
    var dip = [Double](repeating: 0.9, count: 121)
    dip[115] = 0.3
    #expect(try targets(.maximumCPU, samples: [.cpuPercent: dip]) == [3, 3])
    // A new pool has no samples yet.
    #expect(try targets(.maximumCPU) == [3, 3])
  }

  @Test("FIXED has no formula, and names are read in any case")
  func fixed() {
    let range = NodeRange(min: 1, max: 1)
    #expect(AutoscaleAlgorithm.fixed.formula(dedicated: range, lowPriority: range, slots: 1) == nil)
    #expect(AutoscaleAlgorithm(named: "workday") == .workday)
    #expect(AutoscaleAlgorithm(named: "sometimes") == nil)
  }
}
