#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// Dates and times as R writes them.
enum RDateTime {
  /// A point in time on some calendar clock.
  struct Clock {
    var year: Int
    var month: Int
    var day: Int
    var hour = 0
    var minute = 0
    var second = 0
    var zone = "UTC"
    /// Whether a part of a second was left out.
    var hasFraction = false

    /// Midnight of a day, counted from 1970.
    init(day: Int) {
      // The civil calendar in eras of 400 years that begin on 1 March.
      let shifted = day + 719_468
      let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
      let dayOfEra = shifted - era * 146_097
      let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
      let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
      let shiftedMonth = (5 * dayOfYear + 2) / 153
      self.day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
      month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
      year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// A number of seconds from 1970, in UTC.
    init(utc seconds: Int) {
      let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
      self.init(day: day)
      let rest = seconds - day * 86_400
      hour = rest / 3600
      minute = rest / 60 % 60
      second = rest % 60
    }

    /// A number of seconds from 1970, in this machine's zone.
    init(local seconds: Int) {
      self.init(utc: seconds)
      var time = time_t(seconds)
      var parts = tm()
      guard localtime_r(&time, &parts) != nil else { return }
      year = Int(parts.tm_year) + 1900
      month = Int(parts.tm_mon) + 1
      day = Int(parts.tm_mday)
      hour = Int(parts.tm_hour)
      minute = Int(parts.tm_min)
      second = Int(parts.tm_sec)
      if let name = parts.tm_zone { zone = String(cString: name) }
    }

    var isMidnight: Bool { hour == 0 && minute == 0 && second == 0 && !hasFraction }

    var date: String { "\(year)-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }

    var time: String { "\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))" }

    private static func padded(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
  }

  /// The texts of a vector of class `Date`.
  static func dates(_ value: RValue) -> [String?]? {
    numbers(value)?.map { number in
      wholeNumber(number).map { Clock(day: $0).date }
    }
  }

  /// The texts of a vector of class `POSIXct`: with the time of day unless
  /// all are at midnight. Zones other than UTC and this machine's are shown
  /// in UTC.
  static func times(_ value: RValue, showsZone: Bool) -> [String?]? {
    let zone: String?
    if case .character(let names)? = value.attributes["tzone"]?.storage {
      zone = names.first ?? nil
    } else {
      zone = nil
    }
    let isLocal = zone == nil || zone == ""
    let clocks = numbers(value)?.map { number in
      wholeNumber(number).map { seconds in
        var clock = isLocal ? Clock(local: seconds) : Clock(utc: seconds)
        if zone == "GMT" { clock.zone = "GMT" }
        clock.hasFraction = number != Double(seconds)
        return clock
      }
    }
    return clocks.map { texts($0, showsZone: showsZone) }
  }

  /// The texts of a `POSIXlt`, which holds its parts as a list.
  static func brokenDownTimes(_ value: RValue, showsZone: Bool) -> [String?]? {
    func part(_ name: String) -> [Double] { value.element(name).flatMap(numbers) ?? [] }
    let (years, months, days) = (part("year"), part("mon"), part("mday"))
    let (hours, minutes, seconds) = (part("hour"), part("min"), part("sec"))
    let zone: String?
    if case .character(let names)? = value.attributes["tzone"]?.storage {
      zone = names.first ?? nil
    } else {
      zone = nil
    }
    let count = [years, months, days, hours, minutes, seconds].map(\.count).min() ?? 0
    let clocks = (0..<count).map { index -> Clock? in
      guard let year = wholeNumber(years[index]), let month = wholeNumber(months[index]),
        let day = wholeNumber(days[index]), let hour = wholeNumber(hours[index]),
        let minute = wholeNumber(minutes[index]), let second = wholeNumber(seconds[index])
      else { return nil }
      var clock = Clock(day: 0)
      (clock.year, clock.month, clock.day) = (year + 1900, month + 1, day)
      (clock.hour, clock.minute, clock.second) = (hour, minute, second)
      clock.hasFraction = seconds[index] != Double(second)
      if let zone, !zone.isEmpty { clock.zone = zone }
      return clock
    }
    return texts(clocks, showsZone: showsZone)
  }

  private static func texts(_ clocks: [Clock?], showsZone: Bool) -> [String?] {
    let areDates = clocks.allSatisfy { $0?.isMidnight ?? true }
    return clocks.map { clock in
      clock.map { ($0.date + (areDates ? "" : " " + $0.time)) + (showsZone ? " " + $0.zone : "") }
    }
  }

  private static func numbers(_ value: RValue) -> [Double]? {
    switch value.storage {
    case .double(let values): values
    case .integer(let values): values.map { $0 == .naInteger ? .naReal : Double($0) }
    default: nil
    }
  }

  /// Whole days or seconds; far from year 9999 there is nothing to show.
  private static func wholeNumber(_ number: Double) -> Int? {
    number.magnitude < 1e15 ? Int(number.rounded(.down)) : nil
  }
}
