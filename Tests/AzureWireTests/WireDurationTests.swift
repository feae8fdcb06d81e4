import AzureWire
import Testing

@Suite("Durations on the wire")
struct WireDurationTests {
  @Test("both ways of writing that official clients have are read", arguments: [
    ("PT1H", 3600), ("PT01H00M00S", 3600), ("PT08M00S", 480), ("P7D", 604_800), ("P1W", 604_800),
    ("PT7M9.497S", 429.497), ("P1DT1M", 86_460), ("PT0S", 0),
  ])
  func reading(text: String, seconds: Double) throws {
    let duration = try #require(WireDuration(text))
    #expect(duration.seconds == seconds)
  }
}
