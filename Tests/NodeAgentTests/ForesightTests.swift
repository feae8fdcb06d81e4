import AzureWire
import NodeAgent
import Testing

@Suite("What a node asks for beyond its slots")
struct ForesightTests {
  private func end(after seconds: Double) -> RunEnd {
    let start = Timestamp(secondsSince1970: 1_772_366_400)
    return RunEnd(outcome: .exited(code: 0), start: start, end: start.advanced(bySeconds: seconds))
  }

  @Test("nothing before it knows how long runs take, nor where they take long")
  func nothing() {
    var foresight = Foresight()
    #expect(foresight.ahead(slots: 4) == 0)
    for _ in 0..<10 { foresight.note(end(after: 1)) }
    #expect(foresight.ahead(slots: 4) == 0)
  }

  @Test("as much as it is through with in a moment")
  func short() {
    var foresight = Foresight()
    for _ in 0..<40 { foresight.note(end(after: 0.019)) }
    let ahead = (foresight.ahead(slots: 1), foresight.ahead(slots: 2))
    #expect((3...5).contains(ahead.0) && ahead.1 == 2 * ahead.0)
    for _ in 0..<40 { foresight.note(end(after: 0)) }
    #expect((20...64).contains(foresight.ahead(slots: 2)))
  }

  @Test("one long run is enough to ask for nothing, and so is what waits in vain")
  func long() {
    var foresight = Foresight()
    for _ in 0..<40 { foresight.note(end(after: 0.001)) }
    var disappointed = foresight
    foresight.note(end(after: 5))
    #expect(foresight.ahead(slots: 2) == 0)
    disappointed.disappoint()
    #expect(disappointed.ahead(slots: 2) == 0)
    for _ in 0..<40 { disappointed.note(end(after: 0.001)) }
    #expect(disappointed.ahead(slots: 2) > 0)
  }

  @Test("a run that never started says nothing, a clock that was set back no more")
  func unknown() {
    var foresight = Foresight()
    foresight.note(RunEnd(outcome: .returned, start: nil, end: Timestamp(ticks: 0)))
    #expect(foresight.ahead(slots: 2) == 0)
    for _ in 0..<40 { foresight.note(end(after: -3600)) }
    #expect(foresight.ahead(slots: 2) > 0)
  }
}
