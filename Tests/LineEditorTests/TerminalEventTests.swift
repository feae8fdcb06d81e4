import Foundation
import TerminalTesting
import Testing

@Suite("The terminal and its signals")
struct TerminalEventTests {
  @Test("a narrower terminal shows prompt and text once, and typing goes on")
  func narrower() async throws {
    let demo = try await Demo.ready(columns: 60)
    defer { demo.removeFiles() }
    let text = "0123456789 0123456789 日本語 0123456789"
    try await demo.type(text, until: "demo> " + text)
    try demo.terminal.resize(columns: 21, rows: 12)
    try await demo.type("END", until: "789END")
    try await demo.type(Key.enter, until: "demo>")
    let transcript = demo.terminal.screen.transcript
    #expect(transcript.filter { $0.hasPrefix("demo> 0") }.count == 1)
    #expect(transcript.contains("<line(\"\(text)END\")>"))
  }

  @Test("a wider terminal shows prompt and text once, and typing goes on")
  func wider() async throws {
    let demo = try await Demo.ready(columns: 20)
    defer { demo.removeFiles() }
    let text = "0123456789 0123456789 日本語 0123456789"
    demo.terminal.send(text)
    try await demo.terminal.waitFor("the text") { $0.text.filter { $0 == "9" }.count == 3 }
    try demo.terminal.resize(columns: 70, rows: 12)
    let screen = try await demo.type("END", until: "demo> " + text + "END")
    #expect(screen.filledLines == ["demo> " + text + "END"])
  }

  @Test("a hang-up right behind a Ctrl-C ends the program")
  func hangUpBehindInterrupt() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    // Both are there before the editor can look at either.
    for signal in [SIGSTOP, SIGINT, SIGHUP, SIGCONT] { demo.terminal.signal(signal) }
    #expect(try await demo.terminal.waitForEnd() == .exited(0))
  }

  @Test("Ctrl-C reaches a running command and the next line is read")
  func interruptCommand() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    demo.terminal.send("run" + Key.enter)
    try await demo.terminal.waitFor(text: "running")
    #expect(demo.terminal.isCooked)
    demo.terminal.send(Key.control("C"))
    try await demo.terminal.waitFor("the prompt") { $0.contains("stopped by interrupt") && $0.currentLine == "demo>" }
    demo.terminal.send("run" + Key.enter)
    try await demo.terminal.waitFor("the second run") { $0.filledLines.filter { $0 == "running" }.count == 2 }
    demo.terminal.signal(SIGTERM)
    #expect(try await demo.terminal.waitForEnd() == .exited(0))
    #expect(demo.terminal.screen.filledLines.suffix(3) == ["stopped by terminate", "<terminated>", "bye"])
  }

  @Test("SIGTERM and SIGHUP end the line and leave the terminal as it was", arguments: [SIGTERM, SIGHUP])
  func terminate(signal: Int32) async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type("half", until: "demo> half")
    demo.terminal.signal(signal)
    #expect(try await demo.terminal.waitForEnd() == .exited(0))
    #expect(demo.terminal.screen.filledLines == ["demo> half", "<terminated>", "bye"])
    #expect(demo.terminal.isCooked)
  }

  @Test("a program that exits in the middle of a line leaves the terminal as it was")
  func exitWhileReading() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    demo.terminal.send("exit" + Key.enter)
    #expect(try await demo.terminal.waitForEnd() == .exited(3))
    #expect(demo.terminal.isCooked)
    #expect(!demo.terminal.screen.privateModes.contains(2004))
  }

  @Test("closing the editor, or cancelling the read, wipes the half-typed line", arguments: ["close", "cancel"])
  func endedFromWithin(how: String) async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type("half", until: "demo> half")
    try demo.notify(how)
    #expect(try await demo.terminal.waitForEnd() == .exited(0))
    let outcome = how == "close" ? "<endOfInput>" : "<cancelled>"
    #expect(demo.terminal.screen.filledLines == [outcome, "bye"])
    #expect(demo.terminal.isCooked)
  }

  @Test("a question is answered outside history and continuation")
  func question() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type("ask" + Key.enter, until: "sure?")
    try await demo.type("y {" + Key.enter, until: "demo>")
    #expect(demo.terminal.screen.contains("<line(\"y {\")>"))
    try await demo.type("ask" + Key.enter, until: "sure?")
    try await demo.type(Key.control("C"), until: "demo>")
    #expect(demo.terminal.screen.contains("<interrupted>"))
  }

  @Test("Ctrl-Z stops the program and fg brings the line back")
  func suspend() async throws {
    let demo = try Demo(environment: ["PS1": "shell$ "], columns: 60, shell: ["/bin/bash", "--norc", "-i"])
    defer { demo.removeFiles() }
    try await demo.type("", until: "shell$")
    try await demo.type(Binary.path(named: "LineEditorDemo") + Key.enter, until: "demo>")
    try await demo.type("half", until: "demo> half")
    try await demo.type(Key.control("Z"), until: "shell$")
    #expect(demo.terminal.screen.contains("Stopped"))
    try await demo.type("fg" + Key.enter, until: "demo> half")
    try await demo.type("X" + Key.enter, until: "demo>")
    #expect(demo.terminal.screen.contains("<line(\"halfX\")>"))
  }

  @Test("Ctrl-Z where no shell could continue the program does no harm")
  func suspendWithoutShell() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type("half", until: "demo> half")
    demo.terminal.send(Key.control("Z"))
    try await demo.type("X" + Key.enter, until: "demo>")
    #expect(demo.terminal.screen.contains("<line(\"halfX\")>"))
  }
}
