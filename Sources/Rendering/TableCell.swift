package import RData

/// One cell of a table: what it means, for each format to write in its way.
package enum TableCell: Sendable, Equatable {
  case missing
  case text(String)
  case number(Double)
  case flag(Bool)
  /// A day, in days since 1970-01-01.
  case day(Double)
  /// A point in time, in seconds since 1970.
  case time(Double)
  /// A length of time in seconds.
  case duration(Double)
  /// A value that is itself a list or a vector.
  case value(RValue)

  /// As people read it: local times, `3m 20s`, `-` for what is missing, and
  /// control characters written out.
  package var forPeople: String {
    switch self {
    case .missing: return "-"
    case .text(let text): return Self.printable(text)
    case .number(let number): return RPrinter.format(number)
    case .flag(let flag): return flag ? "TRUE" : "FALSE"
    case .day, .time:
      var value = RValue.number(0)
      if case .day(let days) = self { value = .number(days) }
      if case .time(let seconds) = self { value = .number(seconds.rounded(.down)) }
      value.attributes["class"] = isDay ? .string("Date") : .strings(["POSIXct", "POSIXt"])
      return RPrinter.cell(value, at: 0) ?? ""
    case .duration(let seconds): return DurationText.text(seconds: seconds)
    case .value(let value): return Self.printable(JSONValue(value).text)
    }
  }

  /// As programs read it: full precision, UTC times of RFC 3339, seconds; nil
  /// for what is missing.
  package var forPrograms: String? {
    switch self {
    case .missing: nil
    case .text(let text): text
    case .number(let number): JSONValue.text(of: number)
    case .flag(let flag): flag ? "true" : "false"
    case .day(let days): UTCText.day(days)
    case .time(let seconds): UTCText.time(seconds)
    case .duration(let seconds): JSONValue.text(of: seconds)
    case .value(let value): JSONValue(value).text
    }
  }

  /// Numbers and lengths of time stand to the right in their column.
  var isNumber: Bool {
    switch self {
    case .number, .duration: true
    case .missing, .text, .flag, .day, .time, .value: false
    }
  }

  private var isDay: Bool { if case .day = self { true } else { false } }

  /// The text on one line, and without anything a terminal would obey.
  private static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isControl($0) }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where isControl(scalar): result += "\\x" + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
}
