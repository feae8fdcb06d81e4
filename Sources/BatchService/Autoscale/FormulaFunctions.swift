import AzureWire

#if canImport(Glibc)
  import Glibc
#endif

/// The functions of a formula, and the members of its values.
enum FormulaFunctions {
  private typealias Interruption = FormulaEvaluator.Interruption

  /// Numbers in one vector: more than a day of samples.
  private static let longestVector = 20_000

  static func call(
    _ name: String, _ arguments: [AutoscaleValue], _ position: FormulaPosition, _ context: AutoscaleContext
  ) throws(FormulaEvaluator.Interruption) -> AutoscaleValue {
    let name = name.lowercased()
    if let function = aggregates[name] {
      let values = try list(name, arguments, position)
      guard let result = function(values) else {
        throw Interruption.failure(
          AutoscaleError(.insufficientData, position, "There are no samples for \(name) to work on"))
      }
      return .number(result)
    }
    if let function = componentwise[name] {
      if arguments.count == 1, case .number(let value) = arguments[0] { return .number(function(value)) }
      return .vector(try list(name, arguments, position).map(function))
    }
    switch (name, arguments.count, arguments.first, arguments.last) {
    case ("rand", 0, _, _): return .number(context.random())
    case ("stop", 0, _, _): throw Interruption.stop
    case ("time", 0, _, _): return .time(context.now)
    case ("time", 1, .text(""), _): return .time(context.now)
    case ("time", 1, .text(let text), _):
      guard let time = Timestamp(text) ?? Timestamp(text + "Z") ?? Timestamp(rfc1123: text) else {
        throw FormulaEvaluator.failure(position, "\"\(text)\" is no time of the form of W3C or RFC 1123")
      }
      return .time(time)
    case ("val", 2, .vector(let values), .number(let index)):
      guard index >= 0, index < Double(values.count) else {
        throw FormulaEvaluator.failure(
          position, "The index \(AutoscaleValue.number(index).description) is outside the vector of \(values.count)")
      }
      return .number(values[Int(index)])
    case ("percentile", 2, .vector(let values), .number(let percent)):
      return .number(try percentile(values, percent, position))
    case ("rand", _, _, _), ("stop", _, _, _), ("time", _, _, _), ("val", _, _, _), ("percentile", _, _, _):
      throw mismatch(name, arguments, position)
    default: throw FormulaEvaluator.failure(position, "Undefined function: \(name)")
    }
  }

  /// The parts of a time, in UTC; weekdays count from Monday, which is 1.
  static func member(
    _ name: String, of value: AutoscaleValue, _ position: FormulaPosition
  ) throws(FormulaEvaluator.Interruption) -> AutoscaleValue {
    guard case .time(let time) = value else {
      throw FormulaEvaluator.failure(position, "A \(value.typeName) has no member \(name)")
    }
    // 2026-03-01T12:00:00...
    let text = Array(time.iso8601.utf8)
    func part(_ start: Int, _ length: Int) -> AutoscaleValue {
      let digits = String(decoding: text[start..<min(text.count, start + length)], as: UTF8.self)
      return .number(Double(digits) ?? 0)
    }
    switch name.lowercased() {
    case "year": return part(0, 4)
    case "month": return part(5, 2)
    case "day": return part(8, 2)
    case "hour": return part(11, 2)
    case "minute": return part(14, 2)
    case "second": return part(17, 2)
    case "weekday":
      // 1970 began on a Thursday.
      let days = (time.secondsSince1970 / 86_400).rounded(.down)
      let sinceMonday = (days + 3).truncatingRemainder(dividingBy: 7)
      return .number((sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1)
    default: throw FormulaEvaluator.failure(position, "A timestamp has no member \(name)")
    }
  }

  // MARK: Of lists

  /// Nil where a list without numbers has no answer.
  private static let aggregates: [String: @Sendable ([Double]) -> Double?] = [
    "avg": { $0.isEmpty ? nil : $0.reduce(0, +) / Double($0.count) },
    "len": { Double($0.count) },
    "max": { $0.max() },
    "min": { $0.min() },
    "norm": { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() },
    "range": { values in values.max().flatMap { max in values.min().map { max - $0 } } },
    "std": deviation,
    "sum": { $0.reduce(0, +) },
  ]

  private static let componentwise: [String: @Sendable (Double) -> Double] = [
    "ceil": { $0.rounded(.up) }, "floor": { $0.rounded(.down) },
    "round": { $0.rounded(.toNearestOrAwayFromZero) },
    "lg": { log2($0) }, "ln": { log($0) }, "log": { log10($0) },
  ]

  /// The deviation of a sample; a single number has none.
  @Sendable private static func deviation(_ values: [Double]) -> Double? {
    guard values.count > 1 else { return values.isEmpty ? nil : 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
  }

  /// Between the two elements nearest to the rank, in proportion.
  private static func percentile(
    _ values: [Double], _ percent: Double, _ position: FormulaPosition
  ) throws(FormulaEvaluator.Interruption) -> Double {
    guard (0...100).contains(percent) else {
      throw FormulaEvaluator.failure(position, "A percentile is from 0 to 100")
    }
    guard !values.isEmpty else {
      throw Interruption.failure(
        AutoscaleError(.insufficientData, position, "There are no samples for percentile to work on"))
    }
    let sorted = values.sorted()
    let rank = percent / 100 * Double(sorted.count - 1)
    let (below, above) = (sorted[Int(rank.rounded(.down))], sorted[Int(rank.rounded(.up))])
    return below + (above - below) * (rank - rank.rounded(.down))
  }

  /// Numbers and vectors, in any mixture, as one vector.
  private static func list(
    _ name: String, _ arguments: [AutoscaleValue], _ position: FormulaPosition
  ) throws(FormulaEvaluator.Interruption) -> [Double] {
    guard !arguments.isEmpty else { throw mismatch(name, arguments, position) }
    var values: [Double] = []
    for argument in arguments {
      switch argument {
      case .number(let value): values.append(value)
      case .vector(let vector): values += vector
      default: throw mismatch(name, arguments, position)
      }
      guard values.count <= longestVector else {
        throw FormulaEvaluator.failure(position, "A vector holds at most \(longestVector) numbers")
      }
    }
    return values
  }

  private static func mismatch(
    _ name: String, _ arguments: [AutoscaleValue], _ position: FormulaPosition
  ) -> FormulaEvaluator.Interruption {
    FormulaEvaluator.failure(
      position, "The function \(name) does not take (\(arguments.map(\.typeName).joined(separator: ", ")))")
  }
}
