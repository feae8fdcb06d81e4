import AzureWire
import Testing

@Suite("Timestamps")
struct TimestampTests {
  /// Seconds since 1970 as Python's datetime counts them.
  static let dates: [(String, Int64, String)] = [
    ("1970-01-01T00:00:00Z", 0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("1969-12-31T23:59:59Z", -1, "Wed, 31 Dec 1969 23:59:59 GMT"),
    ("2000-02-29T00:00:00Z", 951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    ("2024-02-29T12:34:56Z", 1_709_210_096, "Thu, 29 Feb 2024 12:34:56 GMT"),
    ("1900-03-01T00:00:00Z", -2_203_891_200, "Thu, 01 Mar 1900 00:00:00 GMT"),
    ("2100-02-28T23:59:59Z", 4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
    ("2100-03-01T00:00:00Z", 4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    ("9999-12-31T23:59:59Z", 253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
    ("0001-01-01T00:00:00Z", -62_135_596_800, "Mon, 01 Jan 0001 00:00:00 GMT"),
  ]

  @Test("days are counted right over leap years and centuries, both ways", arguments: dates)
  func known(iso: String, seconds: Int64, http: String) throws {
    let time = try #require(Timestamp(iso))
    #expect(time.ticks == seconds * 10_000_000)
    #expect(time.iso8601 == iso)
    #expect(time.iso8601Seconds == iso)
    #expect(time.rfc1123 == http)
    #expect(Timestamp(rfc1123: http) == time)
  }

  @Test(
    "fractions are kept to 100 ns and written without zeros at the end",
    arguments: [
      ("2026-03-01T12:00:00.04179Z", "2026-03-01T12:00:00.04179Z"),
      ("2026-03-01T12:00:00.0000001Z", "2026-03-01T12:00:00.0000001Z"),
      ("2026-03-01T12:00:00.12345678Z", "2026-03-01T12:00:00.1234567Z"),
      ("2026-03-01T12:00:00.000Z", "2026-03-01T12:00:00Z"),
      ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
    ])
  func fractions(text: String, written: String) throws {
    let time = try #require(Timestamp(text))
    #expect(time.iso8601 == written)
    #expect(time.iso8601Seconds == text.prefix(19) + "Z")
  }

  @Test(
    "dates, minutes, offsets and lower case are understood",
    arguments: [
      ("2026-03-01", "2026-03-01T00:00:00Z"), ("2026-03-01T12:30Z", "2026-03-01T12:30:00Z"),
      ("2026-03-01T12:30", "2026-03-01T12:30:00Z"), ("2026-03-01t12:30:01z", "2026-03-01T12:30:01Z"),
      ("2026-03-01T00:30:00+02:00", "2026-02-28T22:30:00Z"), ("2026-02-28T22:30:00.5-0130", "2026-03-01T00:00:00.5Z"),
    ])
  func lenient(text: String, written: String) {
    #expect(Timestamp(text)?.iso8601 == written)
  }

  @Test(
    "what is no time is refused",
    arguments: [
      "", "2026", "2026-13-01", "2026-00-01", "2026-03-32", "2026-02-30", "2025-02-29", "2026-03-01T24:00Z",
      "2026-03-01T12:60Z", "2026-03-01T12:00:00.Z", "2026-03-01T12:00:00Zx", "2026-3-1", "26-03-01", "2026-03-01T",
      "٢٠٢٦-03-01",
    ])
  func invalid(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test(
    "what is no HTTP date is refused",
    arguments: [
      "", "Sun, 01 Xyz 2026 12:00:00 GMT", "Sun, 32 Mar 2026 12:00:00 GMT", "Sun, 01 Mar 2026 25:00:00 GMT",
      "Sun, 01 Mar 99999 12:00:00 GMT", "Sun, 01 Mar 2026 12:00 GMT",
    ])
  func invalidHTTPDate(text: String) {
    #expect(Timestamp(rfc1123: text) == nil)
  }

  @Test("every day of eight centuries comes back as it was written")
  func everyDay() {
    let day: Int64 = 864_000_000_000
    for number in Int64(-146_097)..<146_097 {
      let time = Timestamp(ticks: number * day)
      guard Timestamp(time.iso8601) == time, Timestamp(rfc1123: time.rfc1123) == time else {
        Issue.record("\(time.iso8601) does not come back")
        return
      }
    }
  }

  @Test("a step beyond all time stops at its end", arguments: [Double.infinity, 1e300, .greatestFiniteMagnitude])
  func saturation(seconds: Double) {
    #expect(Timestamp(ticks: 5).advanced(bySeconds: seconds).ticks == .max)
    #expect(Timestamp(ticks: -5).advanced(bySeconds: -seconds).ticks == .min)
    #expect(Timestamp(secondsSince1970: seconds).ticks == .max)
    #expect(!Timestamp(ticks: .max).iso8601.isEmpty)
    #expect(!Timestamp(ticks: .min).rfc1123.isEmpty)
  }
}
