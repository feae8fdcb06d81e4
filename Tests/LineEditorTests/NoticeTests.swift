import LineEditor
import TerminalTesting
import Testing

@Suite("A notice")
struct NoticeTests {
  @Test("appears above the line being typed and leaves text and cursor alone")
  func whileTyping() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type("getJob" + Key.left + Key.left, until: "demo> getJob")
    try demo.notify("job-17 completed")
    try await demo.terminal.waitFor(text: "job-17 completed")
    let screen = try await demo.type("X", until: "demo> getJXob")
    #expect(screen.filledLines == ["job-17 completed", "demo> getJXob"])
    #expect(screen.cursor == .init(row: 1, column: 11))
  }

  @Test("leaves a wrapped line with wide characters whole, wherever the cursor is", arguments: [0, 3, 11, 20, 29])
  func wrapped(cursorFromEnd: Int) async throws {
    let demo = try await Demo.ready(columns: 20)
    defer { demo.removeFiles() }
    let text = "0123456789日本語0123456789日本語end"
    try await demo.type(text, until: "d")
    demo.terminal.send(String(repeating: Key.left, count: cursorFromEnd) + "X")
    let index = text.count - cursorFromEnd + 1
    let line = String(text.prefix(index - 1)) + "X" + String(text.suffix(cursorFromEnd))
    let area = EditArea(
      prompt: "demo> ", line: Array(line.unicodeScalars), cursorIndex: index, columns: 20, rows: 12)
    for notices in [[], ["first"], ["first", "second"]] {
      if let notice = notices.last { try demo.notify(notice) }
      try await demo.terminal.waitFor("\(notices), the line, and the cursor in its place") { screen in
        let shown = screen.filledLines
        return shown.dropFirst(notices.count).joined().filter { $0 != " " } == "demo>" + line
          && shown.starts(with: notices)
          && screen.cursor == .init(row: area.cursor.row + notices.count, column: area.cursor.column)
      }
    }
  }

  @Test("leaves a line alone that ends exactly at the edge of the terminal")
  func atTheEdge() async throws {
    let demo = try await Demo.ready(columns: 20)
    defer { demo.removeFiles() }
    try await demo.type("01234567890123", until: "")
    try demo.notify("note")
    try await demo.terminal.waitFor("the notice") { $0.filledLines == ["note", "demo> 01234567890123"] }
    try await demo.type("4", until: "4")
    #expect(demo.terminal.screen.filledLines == ["note", "demo> 01234567890123", "4"])
  }

  @Test("leaves a Ctrl-R search alone")
  func insideSearch() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    demo.terminal.send(Key.control("R") + "job")
    try await demo.terminal.waitFor("no match for job in lower case") { $0.contains("bck?job") }
    demo.terminal.send(Key.backspace + Key.backspace + Key.backspace + "Job")
    try await demo.terminal.waitFor("the match") { $0.contains("bck:Job") && $0.contains("demo> getJobList()") }
    try demo.notify("note")
    try await demo.terminal.waitFor("the notice") { $0.filledLines == ["note", "demo> getJobList()", "bck:Job"] }
    try await demo.type(Key.enter, until: "demo>")
    #expect(demo.terminal.screen.contains("<line(\"getJobList()\")>"))
  }

  @Test("leaves pasted rows alone")
  func severalRows() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type(Key.paste("a {\nb\n}"), until: "}")
    try demo.notify("note")
    try await demo.terminal.waitFor("the notice") { $0.filledLines == ["note", "demo> a {", "b", "}"] }
  }

  @Test("that comes while no line is read waits for the next prompt")
  func queued() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    demo.terminal.send("run" + Key.enter)
    try await demo.terminal.waitFor(text: "running")
    try demo.notify("note")
    demo.terminal.send(Key.control("C"))
    try await demo.terminal.waitFor("the prompt") { $0.currentLine == "demo>" && $0.contains("note") }
    #expect(demo.terminal.screen.filledLines.suffix(2) == ["note", "demo>"])
  }

  @Test("stays right through a hundred of them on a full screen")
  func many() async throws {
    let demo = try await Demo.ready(columns: 20, rows: 8)
    defer { demo.removeFiles() }
    let text = "0123456789日本語0123456789"
    try await demo.type(text, until: "語0123456789")
    for number in 1...100 { try demo.notify("note \(number)") }
    let screen = try await demo.terminal.waitFor("the last notice") { $0.contains("note 100") && $0.contains("demo>") }
    #expect(screen.transcript.filter { $0.hasPrefix("note") } == (1...100).map { "note \($0)" })
    #expect(screen.transcript.last?.hasPrefix("demo> 0123456789") == true)
    #expect(screen.transcript.filter { $0.hasPrefix("demo>") }.count == 1)
  }
}
