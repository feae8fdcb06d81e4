import AzureWire

/// The methods by which a formula reads the samples of a metric.
///
/// Source: "Obtain sample data" in the Azure documentation of autoscale.
enum FormulaMethods {
  private typealias Interruption = FormulaEvaluator.Interruption

  static func call(
    _ name: String, on metric: AutoscaleMetric, _ arguments: [AutoscaleValue], _ position: FormulaPosition,
    _ context: AutoscaleContext
  ) throws(FormulaEvaluator.Interruption) -> AutoscaleValue {
    let samples = context.samples
    switch (name.lowercased(), arguments.count, arguments.first) {
    case ("getsample", 1, .number(let count)):
      guard count >= 0 else { throw FormulaEvaluator.failure(position, "The number of samples is negative") }
      return .vector(samples.last(Int(min(count, 1e6)), of: metric))
    case ("getsample", _, _):
      var times = arguments
      var wanted: Double?
      if case .number(let percent) = times.last, times.count > 1 {
        wanted = percent
        times.removeLast()
      }
      guard let range = range(times, context) else { break }
      let found = samples.percentage(in: range)
      if let wanted, found < wanted {
        throw Interruption.failure(
          AutoscaleError(
            .insufficientData, position,
            "There are \(AutoscaleValue.number(found.rounded()).description) percent of the samples of "
              + "\(metric.rawValue), and \(AutoscaleValue.number(wanted).description) are asked for"))
      }
      return .vector(samples.values(of: metric, in: range))
    case ("getsamplepercent", _, _):
      guard let range = range(arguments, context) else { break }
      return .number(samples.percentage(in: range))
    case ("getsampleperiod", 0, _): return .interval(AutoscaleSamples.period)
    case ("count", 0, _): return .number(Double(samples.count))
    case ("historybegintime", 0, _): return .time(samples.begin ?? context.now)
    default: break
    }
    let known = ["getsample", "getsamplepercent", "getsampleperiod", "count", "historybegintime"]
    let types = arguments.map(\.typeName).joined(separator: ", ")
    throw FormulaEvaluator.failure(
      position,
      known.contains(name.lowercased())
        ? "The method \(name) does not take (\(types))" : "\(metric.rawValue) has no method \(name)")
  }

  /// One or two times, or lengths of time to look back.
  private static func range(_ arguments: [AutoscaleValue], _ context: AutoscaleContext) -> ClosedRange<Timestamp>? {
    guard (1...2).contains(arguments.count) else { return nil }
    var times: [Timestamp] = []
    for argument in arguments {
      switch argument {
      case .time(let time): times.append(time)
      case .interval(let seconds): times.append(context.now.advanced(bySeconds: -seconds))
      default: return nil
      }
    }
    let end = times.count > 1 ? times[1] : context.now
    return min(times[0], end)...max(times[0], end)
  }
}
