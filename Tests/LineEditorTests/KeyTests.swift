import TerminalTesting
import Testing

@Suite("Keys")
struct KeyTests {
  @Test("Tab inserts the only candidate with its suffix")
  func uniqueCandidate() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type("del" + Key.tab + "x", until: "demo> deleteJob x")
    try await demo.type(Key.control("U") + "宽" + Key.tab + "x", until: "demo> 宽字符测试 x")
  }

  @Test("Tab inserts what several candidates share; Tab again lists them below the line")
  func severalCandidates() async throws {
    let demo = try await Demo.ready(columns: 60)
    defer { demo.removeFiles() }
    try await demo.type("x g" + Key.tab, until: "demo> x getJob")
    let screen = try await demo.type(Key.tab + "R", until: "demo> x getJobR")
    #expect(
      screen.filledLines == [
        "demo> x getJob", "getJob        one job", "getJobList    all jobs",
        "getJobResult  what a job returned", "demo> x getJobR",
      ])
    try await demo.type(Key.tab + "y", until: "demo> x getJobResult y")
  }

  @Test("Tab counts the candidates first when there are very many")
  func manyCandidates() async throws {
    let demo = try await Demo.ready(columns: 70, rows: 40)
    defer { demo.removeFiles() }
    try await demo.type("job" + Key.tab + Key.tab, until: "demo> job")
    try await demo.terminal.waitFor(text: "250 candidates; Tab lists them.")
    demo.terminal.send(Key.tab)
    try await demo.terminal.waitFor("the list") { $0.contains("job349") && $0.currentLine == "demo> job" }
    #expect(demo.terminal.screen.contains("job100  job1"))
  }

  @Test("Tab completes on the continuation line, and within a line")
  func completionInTheMiddle() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type("f {" + Key.enter, until: "....>")
    try await demo.type("del }" + Key.left + Key.left + Key.tab + "x", until: "....> deleteJobx }")
  }

  @Test("Up and Down walk through the entries that begin like the line")
  func prefixSearch() async throws {
    let demo = try await Demo.ready()
    defer { demo.removeFiles() }
    try await demo.type(Key.up, until: "demo> print(1)")
    try await demo.type(Key.up, until: "demo> getJobList()")
    try await demo.type(Key.down + Key.down + "get", until: "demo> get")
    try await demo.type(Key.up, until: "demo> getJobList()")
    try await demo.type(Key.down, until: "demo> get")
    try await demo.type(Key.enter, until: "demo>")
    try await demo.type(Key.up, until: "demo> get")
  }

  @Test("Ctrl-R searches, also for entries longer than libedit's buffer")
  func reverseSearch() async throws {
    let demo = try await Demo.ready(columns: 100, rows: 40)
    defer { demo.removeFiles() }
    let long = "start" + String(repeating: " 日本", count: 500) + " end"
    demo.terminal.send(Key.paste(long))
    try await demo.terminal.waitFor("the long text") { $0.currentLine.hasSuffix("end") }
    try await demo.type(Key.enter, until: "demo>")
    demo.terminal.send(Key.control("R") + "sta")
    try await demo.terminal.waitFor(text: "bck:sta")
    demo.terminal.send(Key.escape)
    try await demo.terminal.waitFor("the end of the search") { !$0.contains("bck:") }
    try await demo.type(Key.control("E") + "!" + Key.enter, until: "demo>")
    #expect(demo.terminal.screen.transcript.joined().contains("日本 end!\")>"))
  }

  @Test("vi keys come from .editrc; Up, Tab and paste work in insert mode")
  func viKeys() async throws {
    let demo = try await Demo.ready(editrc: "bind -v\n")
    defer { demo.removeFiles() }
    try await demo.type("abc" + Key.escape, until: "demo> abc")
    try await demo.type("0iX", until: "demo> Xabc")
    try await demo.type(Key.control("C"), until: "demo>")
    try await demo.type("get" + Key.up + "!", until: "demo> getJobList()!")
    try await demo.type(Key.control("C"), until: "demo>")
    try await demo.type("del" + Key.tab + Key.paste("x\ny"), until: "y")
    try await demo.type(Key.enter, until: "demo>")
    #expect(demo.terminal.screen.contains("<line(\"deleteJob x\\ny\")>"))
  }

  @Test(".editrc binds keys for this program by name")
  func ownBinding() async throws {
    let demo = try await Demo.ready(editrc: "demo:bind -s ^G hello\nother:bind -s ^G wrong\n")
    defer { demo.removeFiles() }
    try await demo.type(Key.control("G"), until: "demo> hello")
  }
}
