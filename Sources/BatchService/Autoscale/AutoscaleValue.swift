package import AzureWire

/// A value of a formula. Truth is a number: 1, or 0.
package enum AutoscaleValue: Sendable, Equatable {
  case number(Double)
  case vector([Double])
  case text(String)
  case time(Timestamp)
  /// Seconds.
  case interval(Double)

  /// What the documentation calls the type.
  var typeName: String {
    switch self {
    case .number: "double"
    case .vector: "doubleVec"
    case .text: "string"
    case .time: "timestamp"
    case .interval: "timeinterval"
    }
  }

  static func truth(_ value: Bool) -> AutoscaleValue { .number(value ? 1 : 0) }

  /// As the results of an evaluation show it.
  package var description: String {
    switch self {
    case .number(let value): Self.text(value)
    case .vector(let values): "[\(values.map(Self.text).joined(separator: ","))]"
    case .text(let text): text
    case .time(let time): time.iso8601
    case .interval(let seconds): Self.clock(seconds)
    }
  }

  private static func text(_ value: Double) -> String {
    guard value == value.rounded(), abs(value) < 1e15 else { return "\(value)" }
    return "\(Int64(value))"
  }

  /// `[-][d.]hh:mm:ss[.fffffff]`
  private static func clock(_ seconds: Double) -> String {
    let ticks = (abs(seconds) * 10_000_000).rounded()
    guard ticks < 1e18 else { return "\(seconds)" }
    let whole = Int64(ticks) / 10_000_000
    let fraction = Int64(ticks) % 10_000_000
    func padded(_ value: Int64, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(value).count)) + String(value)
    }
    let (days, hours, minutes) = (whole / 86_400, whole / 3600 % 24, whole / 60 % 60)
    let start = (seconds < 0 ? "-" : "") + (days > 0 ? "\(days)." : "")
    return start + [hours, minutes, whole % 60].map { padded($0, 2) }.joined(separator: ":")
      + (fraction == 0 ? "" : "." + padded(fraction, 7))
  }
}
