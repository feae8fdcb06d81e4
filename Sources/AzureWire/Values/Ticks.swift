/// Arithmetic in units of 100 ns that stops at the ends of its range, since
/// seconds come from users too.
enum Ticks {
  static let perSecond: Int64 = 10_000_000

  static func from(seconds: Double) -> Int64 {
    let ticks = (seconds * Double(perSecond)).rounded()
    guard ticks.isFinite else { return ticks.isNaN ? 0 : (ticks < 0 ? .min : .max) }
    return Int64(exactly: ticks) ?? (ticks < 0 ? .min : .max)
  }

  static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? (right < 0 ? .min : .max) : sum
  }

  static func product(_ left: Int64, _ right: Int64) -> Int64 {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? ((left < 0) == (right < 0) ? .max : .min) : product
  }
}
