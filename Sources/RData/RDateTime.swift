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

  /// The day of a date of the civil calendar, counted from 1970.
  static func day(year: Int, month: Int, day: Int) -> Int {
    // As in `Clock.init(day:)`: eras of 400 years, years from 1 March on.
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// A day or time: one that the calendar knows, or `Inf` and the like.
  enum Moment {
    case clock(Clock)
    case word(String)
    case missing

    init(_ number: Double, _ clock: (Int) -> Clock) {
      // Far from year 9999 there is nothing to show.
      if number.magnitude < 1e15 {
        let whole = number.rounded(.down)
        var clock = clock(Int(whole))
        clock.hasFraction = number != whole
        self = .clock(clock)
      } else {
        self = number.isNAReal || number.isFinite ? .missing : .word(RNumber.asCharacter(number))
      }
    }
  }

  /// The texts of a vector of class `Date`.
  static func dates(_ value: RValue) -> [String?]? {
    numbers(value)?.map { number in
      switch Moment(number, { Clock(day: $0) }) {
      case .clock(let clock): clock.date
      case .word(let word): word
      case .missing: nil
      }
    }
  }

  /// The texts of a vector of class `POSIXct`: with the time of day unless
  /// all are at midnight. Zones that this machine does not know are shown in
  /// UTC.
  static func times(_ value: RValue, showsZone: Bool) -> [String?]? {
    let name = zoneName(value) ?? ""
    let zone = name.isEmpty ? nil : RTimeZone.named(name)
    let moments = numbers(value)?.map { number in
      Moment(number) { seconds in
        var clock: Clock
        if name.isEmpty {
          clock = Clock(local: seconds)
        } else {
          let period = zone?.period(at: seconds)
          clock = Clock(utc: seconds + (period?.offset ?? 0))
          clock.zone = period?.abbreviation ?? (name == "UTC" || name == "GMT" ? name : "")
        }
        return clock
      }
    }
    return moments.map { texts($0, showsZone: showsZone) }
  }

  /// The texts of a `POSIXlt`, which holds its parts as a list.
  static func brokenDownTimes(_ value: RValue, showsZone: Bool) -> [String?]? {
    func part(_ name: String) -> [Double] { value.element(name).flatMap(numbers) ?? [] }
    let (years, months, days) = (part("year"), part("mon"), part("mday"))
    let (hours, minutes, seconds) = (part("hour"), part("min"), part("sec"))
    let zones: [String?]
    if case .character(let names)? = value.element("zone")?.storage { zones = names } else { zones = [] }
    let zone = zoneName(value)
    let count = [years, months, days, hours, minutes, seconds].map(\.count).min() ?? 0
    let moments = (0..<count).map { index -> Moment in
      let parts = [years, months, days, hours, minutes, seconds].map { $0[index] }
      let whole = parts.compactMap { $0.magnitude < 1e9 ? Int($0.rounded(.down)) : nil }
      guard whole.count == parts.count else {
        let seconds = seconds[index]
        return seconds.isFinite || seconds.isNAReal ? .missing : .word(RNumber.asCharacter(seconds))
      }
      var clock = Clock(day: 0)
      (clock.year, clock.month, clock.day) = (whole[0] + 1900, whole[1] + 1, whole[2])
      (clock.hour, clock.minute, clock.second) = (whole[3], whole[4], whole[5])
      clock.hasFraction = seconds[index] != seconds[index].rounded(.down)
      let own = index < zones.count ? zones[index] ?? "" : ""
      clock.zone = own.isEmpty ? zone ?? "UTC" : own
      return .clock(clock)
    }
    return texts(moments, showsZone: showsZone)
  }

  private static func texts(_ moments: [Moment], showsZone: Bool) -> [String?] {
    let areDates = moments.allSatisfy { moment in
      if case .clock(let clock) = moment { clock.isMidnight } else { true }
    }
    return moments.map { moment in
      switch moment {
      case .clock(let clock):
        (areDates ? clock.date : "\(clock.date) \(clock.time)")
          + (showsZone && !clock.zone.isEmpty ? " " + clock.zone : "")
      case .word(let word): word
      case .missing: nil
      }
    }
  }

  /// The first of the zones that a time names.
  private static func zoneName(_ value: RValue) -> String? {
    if case .character(let names)? = value.attributes["tzone"]?.storage { names.first ?? nil } else { nil }
  }

  private static func numbers(_ value: RValue) -> [Double]? {
    switch value.storage {
    case .double(let values): values
    case .integer(let values): values.map { $0 == .naInteger ? .naReal : Double($0) }
    default: nil
    }
  }
}
