/// A point in time as Azure writes it: UTC with a resolution of 100 ns.
///
/// On the wire it is ISO 8601 with at most seven fractional digits, trailing
/// zeros cut (`2026-03-01T12:00:00.04179Z`); a date, minutes, or an offset in
/// place of `Z` are understood too.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Units of 100 ns since 1970-01-01T00:00:00Z.
  public var ticks: Int64

  /// So many tenths of a microsecond since 1970.
  public init(ticks: Int64) {
    self.ticks = ticks
  }

  /// Rounded to tenths of a microsecond.
  public init(secondsSince1970: Double) {
    ticks = Ticks.from(seconds: secondsSince1970)
  }

  /// With the parts of a second.
  public var secondsSince1970: Double { Double(ticks) / 10_000_000 }

  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.ticks < right.ticks }

  /// The time that lies this long after, negative for before; it stops at
  /// the ends of the range.
  public func advanced(bySeconds seconds: Double) -> Timestamp {
    Timestamp(ticks: Ticks.sum(ticks, Ticks.from(seconds: seconds)))
  }
}

extension Timestamp {
  /// Reads ISO 8601 text; nil when it is not a time.
  public init?(_ text: String) {
    var scanner = DigitScanner(text.utf8)
    guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2), scanner.skip("-"),
      let day = scanner.digits(2), let date = CivilDate(valid: year, month, day)
    else { return nil }
    var seconds = date.daysSince1970 * 86_400
    var fraction: Int64 = 0
    if scanner.skip("T") || scanner.skip("t") || scanner.skip(" ") {
      guard let hour = scanner.digits(2), scanner.skip(":"), let minute = scanner.digits(2), hour < 24, minute < 60
      else { return nil }
      seconds += Int64(hour * 3600 + minute * 60)
      if scanner.skip(":") {
        guard let second = scanner.digits(2), second < 61 else { return nil }
        seconds += Int64(second)
        if scanner.skip(".") {
          guard let ticks = scanner.fraction(digits: 7) else { return nil }
          fraction = ticks
        }
      }
      guard let offset = scanner.zoneOffset() else { return nil }
      seconds -= Int64(offset)
    }
    guard scanner.isAtEnd else { return nil }
    ticks = seconds * 10_000_000 + fraction
  }

  /// ISO 8601 in UTC, such as `2026-03-01T12:00:00.04179Z`.
  public var iso8601: String {
    var text = isoSeconds
    var fraction = String(floorModulo(ticks, 10_000_000))
    guard fraction != "0" else { return text + "Z" }
    fraction = String(repeating: "0", count: 7 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    text += "." + fraction
    return text + "Z"
  }

  /// ISO 8601 in UTC cut to whole seconds, as shared access signatures want it.
  public var iso8601Seconds: String { isoSeconds + "Z" }

  /// The form of HTTP dates: `Sun, 01 Mar 2026 12:00:00 GMT` (RFC 1123).
  public var rfc1123: String {
    let (date, second) = civil
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let weekday = weekdays[Int(floorModulo(date.daysSince1970, 7))]
    return "\(weekday), \(padded(date.day)) \(months[date.month - 1]) \(padded(date.year, 4)) \(clock(second)) GMT"
  }

  /// Reads an HTTP date of the RFC 1123 form.
  public init?(rfc1123 text: String) {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    let words = text.split(whereSeparator: { " ,-".contains($0) })
    guard words.count >= 5, let day = Int(words[1]),
      let month = months.firstIndex(of: words[2].lowercased()), let year = Int(words[3])
    else { return nil }
    let clock = words[4].split(separator: ":").map { Int($0) }
    guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
      (0..<24).contains(hour), (0..<60).contains(minute), (0..<61).contains(second), (0...9999).contains(year),
      let date = CivilDate(valid: year, month + 1, day)
    else { return nil }
    let days = date.daysSince1970
    ticks = (days * 86_400 + Int64(hour * 3600 + minute * 60 + second)) * 10_000_000
  }

  private var civil: (CivilDate, secondOfDay: Int) {
    let seconds = floorDivide(ticks, 10_000_000)
    return (CivilDate(daysSince1970: floorDivide(seconds, 86_400)), Int(floorModulo(seconds, 86_400)))
  }

  private var isoSeconds: String {
    let (date, second) = civil
    return "\(padded(date.year, 4))-\(padded(date.month))-\(padded(date.day))T\(clock(second))"
  }

  private func clock(_ secondOfDay: Int) -> String {
    "\(padded(secondOfDay / 3600)):\(padded(secondOfDay / 60 % 60)):\(padded(secondOfDay % 60))"
  }

  private func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Timestamp: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let time = Timestamp(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(text)\" is not an ISO 8601 time.")
    }
    self = time
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso8601)
  }
}

private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  value / divisor - (value % divisor < 0 ? 1 : 0)
}

private func floorModulo(_ value: Int64, _ divisor: Int64) -> Int64 {
  (value % divisor + divisor) % divisor
}
