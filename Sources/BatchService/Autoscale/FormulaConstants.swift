import AzureWire

/// The words of a formula that have a value of their own.
enum FormulaConstants {
  /// `TimeInterval_Minute` and its like, and the ways to give up a node;
  /// names are found whatever their case.
  static func value(_ name: String) -> AutoscaleValue? {
    let name = name.lowercased()
    if let seconds = intervals[name] { return .interval(seconds) }
    return NodeDeallocationOption(known: name).map { .text($0.rawValue) }
  }

  private static let intervals: [String: Double] = [
    "timeinterval_zero": 0, "timeinterval_100ns": 1e-7, "timeinterval_microsecond": 1e-6,
    "timeinterval_millisecond": 1e-3, "timeinterval_second": 1, "timeinterval_minute": 60,
    "timeinterval_hour": 3600, "timeinterval_day": 86_400, "timeinterval_week": 604_800,
    "timeinterval_year": 365 * 86_400,
  ]
}
