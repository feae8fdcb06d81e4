/// When the clocks change, year after year: the `TZ` rule of POSIX, such as
/// `CET-1CEST,M3.5.0,M10.5.0/3`.
struct RTimeZoneRule: Sendable {
  private let standard: RTimeZone.Period
  private let summer: (period: RTimeZone.Period, start: Change, end: Change)?

  /// A moment of the year.
  private struct Change: Sendable {
    enum Day {
      /// The n-th such weekday of a month, the last when n is 5.
      case weekday(month: Int, week: Int, weekday: Int)
      /// From 1, without counting 29 February.
      case julian(Int)
      /// From 0.
      case ordinal(Int)
    }

    let day: Day
    /// Seconds after midnight, by the clock that holds until then.
    let time: Int
  }

  /// `nil` when the text is no such rule.
  init?(_ text: String) {
    var scanner = Scanner(text)
    guard let name = scanner.name(), let west = scanner.time() else { return nil }
    standard = RTimeZone.Period(offset: -west, abbreviation: name)
    guard let summerName = scanner.name() else {
      summer = nil
      return
    }
    let summerWest = scanner.rest.first == UInt8(ascii: ",") ? west - 3600 : scanner.time() ?? west - 3600
    guard let start = scanner.change(), let end = scanner.change() else { return nil }
    summer = (RTimeZone.Period(offset: -summerWest, abbreviation: summerName), start, end)
  }

  /// What holds at a time, in seconds from 1970.
  func period(at seconds: Int) -> RTimeZone.Period {
    guard let summer else { return standard }
    let year = RDateTime.Clock(utc: seconds + standard.offset).year
    let start = Self.seconds(of: summer.start, in: year) - standard.offset
    let end = Self.seconds(of: summer.end, in: year) - summer.period.offset
    let isSummer = start < end ? (start..<end).contains(seconds) : !(end..<start).contains(seconds)
    return isSummer ? summer.period : standard
  }

  private static func seconds(of change: Change, in year: Int) -> Int {
    let day: Int
    switch change.day {
    case .ordinal(let number): day = RDateTime.day(year: year, month: 1, day: 1) + number
    case .julian(let number):
      let isAfterFebruary = number >= 60
      let isLeap = RDateTime.day(year: year, month: 3, day: 1) - RDateTime.day(year: year, month: 2, day: 1) == 29
      day = RDateTime.day(year: year, month: 1, day: 1) + number - 1 + (isLeap && isAfterFebruary ? 1 : 0)
    case .weekday(let month, let week, let weekday):
      let first = RDateTime.day(year: year, month: month, day: 1)
      let next = RDateTime.day(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
      // 1 January 1970 was a Thursday.
      let thursday = 4
      let firstWeekday = ((first + thursday) % 7 + 7) % 7
      var found = first + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
      while found >= next { found -= 7 }
      day = found
    }
    return day * 86_400 + change.time
  }
}

extension RTimeZoneRule {
  private struct Scanner {
    var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    mutating func take(_ mark: Character) -> Bool {
      guard let code = mark.asciiValue, rest.first == code else { return false }
      rest = rest.dropFirst()
      return true
    }

    /// Letters, or anything between angle brackets.
    mutating func name() -> String? {
      let isQuoted = take("<")
      let text = rest.prefix { code in
        isQuoted ? code != UInt8(ascii: ">") : UInt8(ascii: "A")...UInt8(ascii: "z") ~= code
      }
      rest = rest.dropFirst(text.count + (isQuoted ? 1 : 0))
      return text.isEmpty ? nil : String(Substring(text))
    }

    mutating func number() -> Int? {
      let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.prefix(4)
      rest = rest.dropFirst(digits.count)
      return Int(Substring(digits))
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time() -> Int? {
      let isNegative = take("-")
      if !isNegative { _ = take("+") }
      guard let hours = number() else { return nil }
      let minutes = take(":") ? number() ?? 0 : 0
      let seconds = take(":") ? number() ?? 0 : 0
      let sum = hours * 3600 + minutes * 60 + seconds
      return isNegative ? -sum : sum
    }

    /// `,M3.5.0/2` and its like.
    mutating func change() -> Change? {
      guard take(",") else { return nil }
      let day: Change.Day
      if take("M") {
        guard let month = number(), take("."), let week = number(), take("."), let weekday = number(),
          (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
        else { return nil }
        day = .weekday(month: month, week: week, weekday: weekday)
      } else if take("J") {
        guard let number = number(), (1...365).contains(number) else { return nil }
        day = .julian(number)
      } else {
        guard let number = number(), (0...365).contains(number) else { return nil }
        day = .ordinal(number)
      }
      let twoOClock = 7200
      return Change(day: day, time: take("/") ? time() ?? twoOClock : twoOClock)
    }
  }
}
