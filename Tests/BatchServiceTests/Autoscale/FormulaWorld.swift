import AzureWire
import BatchService

/// A pool as formulas see it, on Sunday, 1 March 2026, 12:00 UTC.
enum FormulaWorld {
  static let now = Timestamp(secondsSince1970: 1_772_366_400)

  /// - Parameter samples: the values of a metric, the last one of now, one
  ///   every 30 seconds before.
  static func context(
    samples: [AutoscaleMetric: [Double]] = [:], current: [AutoscaleMetric: Double] = [:],
    targets: AutoscaleTargets = AutoscaleTargets(dedicated: 4, lowPriority: 2), now: Timestamp = now
  ) -> AutoscaleContext {
    let count = samples.values.map(\.count).max() ?? 0
    let rows = (0..<count).map { age in
      AutoscaleSample(
        time: now.advanced(bySeconds: -Double(age) * AutoscaleSamples.period),
        values: samples.compactMapValues { $0.count > age ? $0[$0.count - 1 - age] : nil })
    }
    return AutoscaleContext(
      now: now, current: current, samples: AutoscaleSamples(rows), targets: targets, random: { 0.25 })
  }

  /// The value of `$x` after `$x = expression`, or the error's text.
  static func value(of expression: String, in context: AutoscaleContext = context()) -> String {
    outcome(of: "$x = \(expression);", in: context) { outcome in
      outcome.variables.first { $0.name == "$x" }?.value.description ?? "no $x"
    }
  }

  /// The whole results, or the error's text.
  static func results(of formula: String, in context: AutoscaleContext = context()) -> String {
    outcome(of: formula, in: context, \.results)
  }

  private static func outcome(
    of formula: String, in context: AutoscaleContext, _ show: (AutoscaleFormula.Outcome) -> String
  ) -> String {
    do {
      return show(try AutoscaleFormula(formula).evaluate(context))
    } catch {
      return error.description
    }
  }
}
