/// A length of time as Batch writes it: an ISO 8601 duration such as `PT1H`,
/// `P7D` or `PT7M9.497S`, of at most ``unlimited``.
public struct WireDuration: Sendable, Hashable, Comparable {
  /// Units of 100 ns.
  public var ticks: Int64

  /// So many tenths of a microsecond.
  public init(ticks: Int64) {
    self.ticks = ticks
  }

  /// So many seconds, rounded to tenths of a microsecond.
  public static func seconds(_ seconds: Double) -> WireDuration {
    WireDuration(ticks: Ticks.from(seconds: seconds))
  }

  /// So many days of 24 hours; at most ``unlimited``.
  public static func days(_ days: Int64) -> WireDuration { WireDuration(ticks: Ticks.product(days, 864_000_000_000)) }

  /// `P10675199DT2H48M5.4775807S`, Batch's word for no limit.
  public static let unlimited = WireDuration(ticks: .max)

  /// Whether it stands for no limit.
  public var isUnlimited: Bool { ticks == .max }

  /// With the parts of a second.
  public var seconds: Double { Double(ticks) / 10_000_000 }

  public static func < (left: WireDuration, right: WireDuration) -> Bool { left.ticks < right.ticks }

  /// Reads ISO 8601 with years, months, weeks, days, hours, minutes and
  /// seconds. Too long is unlimited.
  ///
  /// A year is 365 days and a month 30: the service took `P3Y6M4D` for
  /// `P1279D` when it was asked.
  public init?(_ text: String) {
    var scanner = DigitScanner(text.utf8)
    guard scanner.skip("P") || scanner.skip("p") else { return nil }
    var total: Int64 = 0
    var isTime = false
    var hasPart = false
    while !scanner.isAtEnd {
      if !isTime, scanner.skip("T") || scanner.skip("t") {
        isTime = true
        hasPart = false
        continue
      }
      guard let number = scanner.digits() else { return nil }
      var fraction: Int64 = 0
      if scanner.skip(".") {
        guard let ticks = scanner.fraction(digits: 7) else { return nil }
        fraction = ticks
      }
      let unit: Int64
      if !isTime, scanner.skip("Y") {
        unit = 365 * 86_400
      } else if !isTime, scanner.skip("M") {
        unit = 30 * 86_400
      } else if !isTime, scanner.skip("W") {
        unit = 604_800
      } else if !isTime, scanner.skip("D") {
        unit = 86_400
      } else if isTime, scanner.skip("H") {
        unit = 3600
      } else if isTime, scanner.skip("M") {
        unit = 60
      } else if isTime, scanner.skip("S") {
        unit = 1
      } else {
        return nil
      }
      hasPart = true
      let (whole, overflow) = number.multipliedReportingOverflow(by: unit * 10_000_000)
      let (sum, overflow2) = total.addingReportingOverflow(overflow ? .max : whole)
      let (sum2, overflow3) = sum.addingReportingOverflow(fraction * unit)
      total = overflow || overflow2 || overflow3 ? .max : sum2
    }
    guard hasPart else { return nil }
    ticks = total
  }

  /// ISO 8601, such as `PT1H30M` or `P7D`.
  public var iso8601: String {
    guard ticks != 0 else { return "PT0S" }
    let seconds = ticks / 10_000_000
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60)
    var text = "P" + (days > 0 ? "\(days)D" : "")
    var time = (hours > 0 ? "\(hours)H" : "") + (minutes > 0 ? "\(minutes)M" : "")
    var fraction = String(ticks % 10_000_000)
    if fraction != "0" {
      fraction = String(repeating: "0", count: 7 - fraction.count) + fraction
      while fraction.hasSuffix("0") { fraction.removeLast() }
      time += "\(seconds % 60).\(fraction)S"
    } else if seconds % 60 > 0 {
      time += "\(seconds % 60)S"
    }
    text += time.isEmpty ? "" : "T" + time
    return text
  }
}

extension WireDuration: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let duration = WireDuration(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not an ISO 8601 duration.")
    }
    self = duration
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso8601)
  }
}
