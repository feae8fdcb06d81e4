import Foundation
import TerminalTesting
import Testing

@Suite("A line on a terminal")
struct EditingTests {
  @Test("is edited, entered and returned without its newline")
  func typing() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type("helo" + Key.left + "l", until: "demo> hello")
    let screen = try await demo.type(Key.enter, until: "demo>")
    #expect(screen.filledLines == ["demo> hello", "<line(\"hello\")>", "demo>"])
  }

  @Test("is shown once, also when it is typed in the instant in which the prompt appears")
  func typedAtOnce() async throws {
    let demo = try Demo(environment: ["DEMO_PROMPT_TELLS_MODE": "1"])
    defer { demo.removeFiles() }
    for _ in 1...2 {
      try await demo.terminal.waitFor("a prompt that does not echo") { $0.currentLine == "editing>" }
      try await demo.type("x", until: "editing> x")
      demo.terminal.send(Key.enter)
    }
  }

  @Test("is dropped by Ctrl-C, visibly, and the next one is empty")
  func interrupt() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type("half a line", until: "demo> half a line")
    let screen = try await demo.type(Key.control("C"), until: "demo>")
    #expect(screen.filledLines == ["demo> half a line^C", "<interrupted>", "demo>"])
    try await demo.type("ok", until: "demo> ok")
    try await demo.type(Key.enter, until: "demo>")
    #expect(demo.terminal.screen.contains("<line(\"ok\")>"))
  }

  @Test("ends the session by Ctrl-D when it is empty, and the terminal is as before")
  func endOfInput() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    #expect(!demo.terminal.isCooked)
    #expect(demo.terminal.screen.privateModes.contains(2004))
    demo.terminal.send(Key.control("D"))
    #expect(try await demo.terminal.waitForEnd() == .exited(0))
    #expect(demo.terminal.screen.filledLines.suffix(2) == ["<endOfInput>", "bye"])
    #expect(demo.terminal.isCooked)
    #expect(!demo.terminal.screen.privateModes.contains(2004))
  }

  @Test("keeps wide characters whole when it is edited and wrapped")
  func wideCharacters() async throws {
    let demo = try await Demo.ready(columns: 20)
    defer { demo.removeFiles() }
    // The seventh wide character does not fit into the one column that is left.
    try await demo.type("a日本語日本語日本", until: "日本")
    #expect(demo.terminal.screen.filledLines == ["demo> a日本語日本語", "日本"])
    try await demo.type(String(repeating: Key.left, count: 8) + "é" + Key.enter, until: "demo>")
    #expect(demo.terminal.screen.transcript.contains("<line(\"aé日本語日本語日本\")>"))
  }

  @Test("is UTF-8 even in an empty environment")
  func emptyEnvironment() async throws {
    let demo = try await Demo.ready(environment: ["LANG": nil, "PATH": nil, "HOME": nil])
    defer { demo.removeFiles() }
    try await demo.type("é日" + Key.backspace, until: "demo> é")
    try await demo.type(Key.enter, until: "demo>")
    #expect(demo.terminal.screen.contains("<line(\"é\")>"))
  }

  @Test("goes on below a continuation prompt until the statement is complete")
  func continuation() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type("f {" + Key.enter, until: "....>")
    try await demo.type("1" + Key.enter, until: "....>")
    try await demo.type("}" + Key.enter, until: "demo>")
    #expect(demo.terminal.screen.contains("<line(\"f {\\n1\\n}\")>"))
    // One entry of the history, shown and edited as a whole.
    try await demo.type(Key.up, until: "}")
    #expect(demo.terminal.screen.filledLines.suffix(3) == ["demo> f {", "1", "}"])
    try await demo.type(Key.backspace + "2 }" + Key.enter, until: "demo>")
    #expect(demo.terminal.screen.contains("<line(\"f {\\n1\\n2 }\")>"))
  }

  @Test("drops all lines of a statement at Ctrl-C")
  func interruptedContinuation() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type("f {" + Key.enter, until: "....>")
    try await demo.type("x" + Key.control("C"), until: "demo>")
    try await demo.type("g", until: "demo> g")
    try await demo.type(Key.enter, until: "demo>")
    #expect(demo.terminal.screen.contains("<line(\"g\")>"))
  }

  @Test("takes a paste of several lines as text and runs none of them")
  func paste() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type(Key.paste("one {\n\ttwo\nthree }\n"), until: "three }")
    #expect(demo.terminal.screen.filledLines == ["demo> one {", "        two", "three }"])
    try await demo.type(Key.enter, until: "demo>")
    #expect(demo.terminal.screen.contains("<line(\"one {\\n\\ttwo\\nthree }\")>"))
  }

  @Test("takes a paste of a thousand lines")
  func longPaste() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    let text = (1...1000).map { "x\($0) <- \($0)" }.joined(separator: "\n")
    try await demo.type(Key.paste(text), until: "x1000 <- 1000")
    try await demo.type(Key.enter, until: "demo>")
    let transcript = demo.terminal.screen.transcript.joined()
    #expect(transcript.contains("\\nx999 <- 999\\nx1000 <- 1000\")>"))
  }

  @Test("works on a terminal that can do nothing")
  func dumbTerminal() async throws {
    let demo = try await Demo.ready(environment: ["TERM": "dumb"])
    defer { demo.removeFiles() }
    try await demo.type("helo" + Key.control("B") + "l", until: "demo> hello")
    try demo.notify("job-1 completed")
    try await demo.terminal.waitFor("the notice") { $0.contains("job-1 completed") && $0.currentLine == "demo> hello" }
    try await demo.type(Key.enter, until: "demo>")
    #expect(demo.terminal.screen.contains("<line(\"hello\")>"))
    #expect(!demo.terminal.screen.privateModes.contains(2004))
  }

  @Test("is read from a pipe without prompt or echo")
  func notATerminal() async throws {
    let demo = try Demo(shell: [
      "/bin/sh", "-c", "printf 'one\\ntwo {\\n}\\nlast' | \(Binary.path(named: "LineEditorDemo"))",
    ])
    defer { demo.removeFiles() }
    #expect(try await demo.terminal.waitForEnd() == .exited(0))
    #expect(
      demo.terminal.screen.filledLines == [
        "<line(\"one\")>", "<line(\"two {\\n}\")>", "<line(\"last\")>", "<endOfInput>", "bye",
      ])
  }
}
