import LineEditor
import TerminalTesting
import Testing

@Suite("A hint")
struct HintTests {
  private func demo(columns: Int = 40) async throws -> Demo {
    try await Demo.ready(environment: ["DEMO_HINTS": "1"], columns: columns)
  }

  private func wait(for hint: String, in demo: Demo) async throws {
    try await demo.terminal.waitFor("the hint '\(hint)'") { $0.hint == hint }
  }

  @Test("shows the rest of the newest entry that begins so, until something else is typed")
  func suggests() async throws {
    let demo = try await demo()
    defer { demo.removeFiles() }
    try await demo.type("getJ", until: "demo> getJ")
    try await wait(for: "obList()", in: demo)
    try await demo.type("X", until: "demo> getJX")
    try await wait(for: "", in: demo)
    try await demo.type(Key.backspace, until: "demo> getJ")
    try await wait(for: "obList()", in: demo)
    try await demo.type(Key.left, until: "demo> getJ")
    try await wait(for: "", in: demo)
    try await demo.type(Key.right + Key.right, until: "demo> getJobList()")
    #expect(demo.terminal.screen.cursor.column == 18)
  }

  @Test("advises instead where the configuration has something to say, and that cannot be taken over")
  func advises() async throws {
    let demo = try await demo()
    defer { demo.removeFiles() }
    try await demo.type("getJobList(", until: "demo> getJobList(")
    try await wait(for: "jobId, [verbose])", in: demo)
    demo.terminal.send(Key.control("F"))
    try await demo.terminal.waitFor("the bell") { $0.bellCount == 1 }
    #expect(demo.terminal.screen.currentLine == "demo> getJobList(")
  }

  @Test("is cut where the row ends, and not shown where there is no room")
  func narrow() async throws {
    let demo = try await demo(columns: 20)
    defer { demo.removeFiles() }
    try await demo.type("getJob(", until: "demo> getJob(")
    try await wait(for: "jobId…", in: demo)
    try await demo.type("12345(", until: "demo> getJob(12345(")
    try await wait(for: "", in: demo)
  }

  @Test("stays away from what a notice and Ctrl-C do to the line")
  func notices() async throws {
    let demo = try await demo()
    defer { demo.removeFiles() }
    try await demo.type("getJ", until: "demo> getJ")
    try await wait(for: "obList()", in: demo)
    try demo.notify("note")
    try await demo.terminal.waitFor(text: "note")
    try await wait(for: "obList()", in: demo)
    #expect(demo.terminal.screen.filledLines == ["note", "demo> getJ"])
    try await demo.type(Key.control("C"), until: "demo>")
    #expect(demo.terminal.screen.filledLines.contains("demo> getJ^C"))
  }
}

@Suite("A suggestion from the history")
struct SuggestionTests {
  @Test("is what the newest longer entry has behind the text")
  func suggests() {
    let recall = HistoryRecall(["ab 1", "ab 2", "ab", "é\nx"])
    #expect(recall.suggestion(for: "a") == "b")
    #expect(recall.suggestion(for: "ab") == " 2")
    #expect(recall.suggestion(for: "é") == "\nx")
    #expect(recall.suggestion(for: "") == nil)
    #expect(recall.suggestion(for: "ab 2") == nil)
  }
}
