import LineEditor
import Testing

@Suite("Layout")
struct LayoutTests {
  private func area(_ line: String, cursor: Int? = nil, columns: Int = 10, rows: Int = 24, prompt: String = "> ")
    -> EditArea
  {
    let scalars = Array(line.unicodeScalars)
    return EditArea(
      prompt: prompt, line: scalars, cursorIndex: cursor ?? scalars.count, columns: columns, rows: rows)
  }

  @Test("of candidates that are spoken is a numbered line each")
  func spokenList() {
    let candidates: [Completion.Candidate] = [.init("getJob", description: "Show a job"), .init("getJobList")]
    #expect(
      CandidateList.lines(for: candidates, count: 3, columns: 40, isSpoken: true)
        == ["1 getJob: Show a job", "2 getJobList", "... and 1 more"])
  }

  @Test("the cursor goes to the next row when a row is full")
  func edge() {
    #expect(area("1234567").end == .init(row: 0, column: 9))
    #expect(area("12345678").end == .init(row: 1, column: 0))
    #expect(area("12345678", cursor: 8).cursor == .init(row: 1, column: 0))
  }

  @Test("a wide character that does not fit begins the next row, cursor included")
  func wide() {
    #expect(area("1234567日").end == .init(row: 1, column: 2))
    #expect(area("1234567日", cursor: 7).cursor == .init(row: 1, column: 0))
    #expect(area("123456日").end == .init(row: 1, column: 0))
  }

  @Test("newlines, tabs, control characters and combining marks take what libedit gives them")
  func special() {
    #expect(area("a\nbc").end == .init(row: 1, column: 2))
    #expect(area("\t").end == .init(row: 0, column: 8))
    #expect(area("\u{1}").end == .init(row: 0, column: 4))
    #expect(area("e\u{301}").end == .init(row: 0, column: 3))
  }

  @Test("a text taller than the terminal ends in its last row")
  func tall() {
    #expect(area("a\nb\nc\nd\ne", rows: 3).end == .init(row: 2, column: 1))
    #expect(area("a\nb\nc\nd\ne", cursor: 0, rows: 3).cursor == .init(row: 0, column: 2))
  }

  @Test("the cursor is found again when the rows flow into another width")
  func flow() {
    // Two full rows are one line for the terminal; a row that ends in a blank is not.
    #expect(area("12345678abcdefghijXY").cursorRow(afterFlowingInto: 22) == 1)
    #expect(area("12345678abcdefghijXY").cursorRow(afterFlowingInto: 30) == 0)
    #expect(area("12345678abcdefghijXY").cursorRow(afterFlowingInto: 5) == 4)
    #expect(area("1234567 abcdefghijXY").cursorRow(afterFlowingInto: 30) == 1)
    #expect(area("1234567 abcdefghijXY").cursorRow(afterFlowingInto: 10) == 2)
    #expect(area("a\nb\nc").cursorRow(afterFlowingInto: 3) == 2)
    #expect(area("a\nb\nc", cursor: 0).cursorRow(afterFlowingInto: 1) == 2)
  }

  @Test("colours of a prompt are marked, joined, and never last")
  func prompt() {
    let prompt = PromptText("\u{1B}[1m\u{1B}[32mazp\u{1B}[0m> ")
    #expect(prompt.visible == "azp> ")
    #expect(prompt.marked == "\u{1}\u{1B}[1m\u{1B}[32m\u{1}azp\u{1}\u{1B}[0m\u{1}> ")
    #expect(PromptText("a> \u{1B}[0m").marked == "a>\u{1}\u{1B}[0m\u{1} ")
    #expect(PromptText("\u{1B}]0;title\u{7}x").visible == "x")
    #expect(PromptText("two\nlines").visible == "two lines")
    #expect(PromptText("").marked == "")
    #expect(PromptText("\u{1B}[").visible == "")
  }

  @Test("candidates run downwards in as many columns as fit")
  func columns() {
    let candidates = (1...7).map { Completion.Candidate("item\($0)") }
    #expect(
      CandidateList.lines(for: candidates, columns: 23) == [
        "item1  item4  item7", "item2  item5", "item3  item6",
      ])
    #expect(CandidateList.lines(for: candidates, columns: 8).count == 7)
  }

  @Test("descriptions stand in a column and are cut at the edge")
  func descriptions() {
    let candidates: [Completion.Candidate] = [
      .init("日本", description: "wide"), .init("abcdef", description: "a long description"), .init("x"),
    ]
    #expect(
      CandidateList.lines(for: candidates, columns: 20) == ["日本    wide", "abcdef  a long des…", "x"])
  }

  @Test("a list that is far too long says how much is left")
  func tooLong() {
    let candidates = (1...1500).map { Completion.Candidate("job\($0)") }
    let lines = CandidateList.lines(for: candidates, columns: 80)
    #expect(lines.last == "... and 500 more")
  }

  @Test("what a candidate shows cannot steer the terminal")
  func hostile() {
    let lines = CandidateList.lines(for: [.init("a\u{1B}[2Jb\nc"), .init("d")], columns: 40)
    #expect(lines == ["a [2Jb c  d"])
  }
}
