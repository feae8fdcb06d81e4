import Session
import Testing

@Suite("The rate of requests")
struct RequestRateTests {
  @Test("counts those of the last minute, and those that nobody asked for")
  func lastMinute() {
    var rate = RequestRate()
    #expect(rate.lastMinute(now: 1000) == RequestRate.Count())
    for second in 0..<120 { rate.note(isUnasked: second % 4 == 0, now: 1000 + Double(second)) }
    #expect(rate.lastMinute(now: 1119) == RequestRate.Count(all: 60, unasked: 15))
    #expect(rate.lastMinute(now: 1149) == RequestRate.Count(all: 30, unasked: 7))
    #expect(rate.lastMinute(now: 1200) == RequestRate.Count())
  }
}
