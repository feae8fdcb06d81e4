import RData
import Testing

@testable import ParallelJobs

@Suite("The conditions of a job")
struct JobConditionsTests {
  private func conditions(_ texts: [(Int, String)]) -> JobConditions {
    JobConditions([.warning: texts.map { JobConditions.Condition(iteration: $0.0, text: $0.1) }])
  }

  @Test("of one text are told once, with their iterations")
  func groups() {
    let conditions = conditions([(1, "careful"), (2, "mind"), (2, "careful"), (3, "careful"), (3, "careful")])
    #expect(conditions.lines(most: 5) == ["5 warnings: careful (iterations 1, 2, 3), mind (iteration 2)"])
    #expect(conditions.countsText == "5 warnings")
  }

  @Test("of many texts and iterations are told in part")
  func shortens() {
    let conditions = conditions((1...9).map { ($0, $0 < 6 ? "often" : "text \($0)") })
    #expect(
      conditions.lines(most: 2) == ["9 warnings: often (iterations 1, 2, 3 and 2 more), text 6 (iteration 6), ..."])
  }

  @Test("are one line each, however long and broken their text is")
  func oneLine() {
    let text = String(repeating: "word\n", count: 100)
    let line = conditions([(1, text)]).lines(most: 1)[0]
    #expect(!line.contains("\n") && line.count < 240 && line.contains("... (iteration 1)"))
  }

  @Test("count what R counted, although it keeps fewer texts")
  func counts() {
    let counts = RValue(.integer([70, 0])).named(["warning", "message"])
    let texts = RValue.list(
      [.strings(Array(repeating: "same", count: 50)), .strings([])], names: ["warning", "message"])
    let records = [
      RValue.list([.int(3), counts, texts]), RValue.list([.int(2), counts, texts]), .string("no record"),
      // A damaged one: two names, and no number.
      RValue.list([.int(1), RValue(.integer([])).named(["warning", "message"]), texts]),
    ]
    let conditions = JobConditions(records: records)
    #expect(conditions.count(.warning) == 140 && conditions.count(.message) == 0)
    #expect(conditions.texts[.warning]?.count == 100 && conditions.texts[.warning]?.first?.iteration == 2)
  }
}

extension RValue {
  fileprivate func named(_ names: [String]) -> RValue {
    var value = self
    value.names = names
    return value
  }
}
