import AzureWire
import Testing

@Suite("Durations on the wire")
struct WireDurationTests {
  @Test(
    "both ways of writing that official clients have are read",
    arguments: [
      ("PT1H", 3600), ("PT01H00M00S", 3600), ("PT08M00S", 480), ("P7D", 604_800), ("P1W", 604_800),
      ("PT7M9.497S", 429.497), ("P3Y6M4DT12H30M5S", 110_550_605), ("P1DT1M", 86_460), ("PT0S", 0), ("PT1.5H", 5400),
      ("P0.5D", 43_200),
    ])
  func reading(text: String, seconds: Double) throws {
    let duration = try #require(WireDuration(text))
    #expect(duration.seconds == seconds)
  }

  @Test("the longest duration is no limit, and comes back as it was written")
  func unlimited() throws {
    let text = "P10675199DT2H48M5.4775807S"
    let duration = try #require(WireDuration(text))
    #expect(duration == .unlimited)
    #expect(duration.isUnlimited)
    #expect(duration.iso8601 == text)
  }

  @Test(
    "a longer one is no limit either",
    arguments: [
      "P10675199DT2H48M5.4775808S", "P10675200D", "P999999999999999999D", "P999999999999999999DT999999999999999999H1S",
      "PT9223372036854775807.9S",
    ])
  func overflow(text: String) {
    // Numbers of more than 18 digits are no durations at all.
    #expect(WireDuration(text).map { $0 == .unlimited } ?? text.contains("9223372036854775807"))
  }

  @Test(
    "what is no duration is refused",
    arguments: [
      "", "P", "PT", "PT1Y", "P1S", "1H", "PT1", "PT1D", "P1H", "-PT1H", "PT-1H", "PT1.S", "PT1H ", "P1DT",
    ])
  func invalid(text: String) {
    #expect(WireDuration(text) == nil)
  }

  @Test(
    "writing leaves out what is zero",
    arguments: [
      (0.0, "PT0S"), (1, "PT1S"), (60, "PT1M"), (3600, "PT1H"), (5400, "PT1H30M"), (86_400, "P1D"), (604_800, "P7D"),
      (90_061.5, "P1DT1H1M1.5S"), (0.0000001, "PT0.0000001S"),
    ])
  func writing(seconds: Double, text: String) {
    #expect(WireDuration.seconds(seconds).iso8601 == text)
    #expect(WireDuration(text) == .seconds(seconds))
  }

  @Test("more seconds or days than fit are no limit")
  func saturation() {
    #expect(WireDuration.seconds(.infinity).isUnlimited)
    #expect(WireDuration.seconds(1e15).isUnlimited)
    #expect(WireDuration.days(.max).isUnlimited)
  }
}
