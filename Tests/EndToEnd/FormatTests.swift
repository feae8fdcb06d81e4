import Foundation
import TerminalTesting
import Testing

@Suite("Output formats", .sharedHome)
struct FormatTests {
  /// A finished job `formatted` of two tasks, the second of which fails.
  private func makeJob() async throws {
    let home = try SharedHome.current
    if try await home.azp("-e", "getJob formatted").status == 0 { return }
    try await home.succeed(
      """
      opt <- list(job = "formatted", wait = FALSE, maxTaskRetryCount = 0)
      j <- foreach(i = 1:2, .options.azure = opt) %dopar% { if (i == 2) stop("no") else i }
      """)
    try await home.waitForJob("formatted")
  }

  @Test("--format writes values alone to standard output, in that format")
  func option() async throws {
    try await makeJob()
    let home = try SharedHome.current
    let list = try await home.azp("--format", "json", "-e", "getJobList()")
    #expect(
      list.output == """
        [
          {"Id": "formatted", "State": "completed", "Status": "100 %", "FailedTasks": 1, "TotalTasks": 3}
        ]

        """)
    #expect(try await home.azp("--format", "ids", "-e", "getTaskList formatted").output == "1\n2\nmerge\n")
    #expect(
      try await home.azp("--format", "csv", "-e", "getTaskList(formatted, failed = TRUE)").status != 0,
      "a bare word between parentheses is a variable")
    let job = try await home.azp("--format", "ndjson", "-e", "getJob formatted; x <- getJob('formatted'); x$jobState")
    let lines = job.lines
    #expect(lines.count == 2)
    #expect(lines.first?.contains(#""jobState": "completed""#) == true)
    #expect(lines.last == #""completed""#)
    let described = try JSONSerialization.jsonObject(with: Data((lines.first ?? "").utf8)) as? [String: Any]
    #expect(described?["jobId"] as? String == "formatted")
    let help = try await home.azp("--format", "json", "-e", "help; 1 + 1; format csv; c(a = 1)")
    #expect(help.output == "2\nName,Value\na,1\n")
    #expect(help.errors.contains("Commands"))
  }

  @Test("an object prints by the method that R has for its class, and as data for programs")
  func objects() async throws {
    let home = try SharedHome.current
    let objects = """
      fit <- lm(mpg ~ wt, data = mtcars)
      fit
      print(summary(fit))
      list(n = 1, runs = rle(c(1, 1, 2)))
      anova(fit)
      t.test(extra ~ group, data = sleep)
      structure(list(v = 1), class = "mine")
      print.mine <- function(x, ...) { cat("mine:\\n"); NextMethod() }
      structure(list(lengths = 1L, values = 2), class = c("mine", "rle"))

      """
    #expect(try await home.succeed(objects) == home.plainR(objects))
    let json = try await home.azp("--format", "json", "-e", "rle(c(1, 1))")
    #expect(json.output == "{\"lengths\": 2, \"values\": 1}\n")
  }

  @Test("without a terminal lists are R's data frames, and colours are not written unless forced")
  func piped() async throws {
    try await makeJob()
    let home = try SharedHome.current
    let list = try await home.azp("-e", "getJobList()")
    #expect(list.lines.last == "1 formatted completed  100 %           1          3")
    let plain = try await home.azp("--format", "table", "-e", "getJobList()", environment: ["TERM": "xterm"])
    #expect(
      plain.lines == [
        "Id         State      Status  FailedTasks  TotalTasks",
        "formatted  completed  100 %             1           3",
      ])
    let forced = try await home.azp("--format", "table", "-e", "getJobList()", environment: ["CLICOLOR_FORCE": "1"])
    #expect(forced.output.contains("\u{1B}[32mcompleted\u{1B}[0m"))
  }

  @Test("a format that is none is a wrong call")
  func unknown() async throws {
    let home = try SharedHome.current
    #expect(try await home.azp("--format", "yaml", "-e", "1").status == 2)
    let outcome = try await home.azp("-e", "format yaml")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("`yaml` is no value of `name`"))
    #expect(try await home.azp("-e", "format(3.14159, digits = 3)").output == "[1] \"3.14\"\n")
  }

  @Test("at a terminal lists fit the width, values print as in R, and NO_COLOR is obeyed")
  func terminal() async throws {
    try await makeJob()
    let home = try SharedHome.current
    let shell = try await home.shell(columns: 40, environment: ["NO_COLOR": "1"])
    #expect(
      try await shell.run("getJobList()") == [
        "Id         State      Status", "formatted  completed  100 %",
        "(2 columns are hidden: FailedTasks,", "TotalTasks; `format vertical` shows all)",
      ])
    #expect(try await shell.run("data.frame(n = 1:2)") == ["  n", "1 1", "2 2"])
    #expect(try await shell.run("x <- getJobList(); x$Id") == ["[1] \"formatted\""])
    #expect(try await shell.run("format ids") == [])
    #expect(try await shell.run("getJobList()") == ["formatted"])
    _ = try await shell.leave()
  }

  @Test("what is higher than the screen goes through $PAGER, and a reader that leaves is no error")
  func pager() async throws {
    let home = try SharedHome.current
    let shell = try await home.shell(
      columns: 80, rows: 12, environment: ["PAGER": "head -n 2; echo paged"])
    let shown = try await shell.run("help")
    #expect(shown.count == 3 && shown.last == "paged", "\(shown)")
    for page in ["help resizeCluster", "resizeCluster local ?"] {
      let shown = try await shell.run(page)
      #expect(shown.count == 3 && shown.first == "resizeCluster(" && shown.last == "paged", "\(shown)")
    }
    #expect(try await shell.run("format") == ["auto"])
    #expect(try await shell.run("1 + 1") == ["[1] 2"])
    _ = try await shell.leave()
    let other = try await home.shell(columns: 80, rows: 12, environment: ["PAGER": "no-such-pager-4711"])
    #expect(try await other.run("help").contains { $0.hasPrefix("Commands") })
    _ = try await other.leave()
  }

  @Test("less shows help, Ctrl-C does not end it, and q comes back to the prompt")
  func less() async throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/less") else { return }
    let shell = try await SharedHome.current.shell(columns: 80, rows: 12)
    shell.send("help" + Key.enter)
    try await shell.waitFor("less to show a screen") { $0.contains("Commands (") && $0.currentLine.hasPrefix(":") }
    shell.send(Key.control("C"))
    // less may throw away keys that come with the signal.
    try await eventually("less shows the end of the text") {
      shell.send("G")
      return shell.screen.contains("Everything else is R")
    }
    shell.send("q")
    try await shell.waitForPrompt()
    #expect(try await shell.run("1 + 1") == ["[1] 2"])
    _ = try await shell.leave()
  }

  @Test("View takes the screen, sorts and searches, and gives it back as it was")
  func viewer() async throws {
    let shell = try await SharedHome.current.shell(columns: 60, rows: 10)
    try await shell.run("'before'")
    shell.send("View(data.frame(n = 1:50, square = (1:50)^2))" + Key.enter)
    try await shell.waitFor("the viewer") { $0.contains("row 1 of 50") }
    shell.send("s")
    shell.send("s")
    try await shell.waitFor("the other order") { $0.contains("n v") && $0.contains("2401") }
    shell.send("/1600" + Key.enter)
    try await shell.waitFor("the row that was searched") { $0.contains("1600") && $0.contains("row 11 of 50") }
    shell.send("q")
    try await shell.waitForPrompt()
    #expect(shell.screen.contains("[1] \"before\""))
    #expect(!shell.screen.contains("row 11"))
    #expect(try await shell.run("1 + 1") == ["[1] 2"])
    _ = try await shell.leave()
  }

  @Test("the viewer follows the window, and a signal that ends azp gives the terminal back")
  func viewerEnds() async throws {
    let shell = try await SharedHome.current.shell(columns: 60, rows: 10)
    shell.send("View(data.frame(n = 1:50))" + Key.enter)
    try await shell.waitFor("the viewer") { $0.currentLine.hasPrefix("row 1 of 50") || $0.contains("row 1 of 50") }
    try shell.resize(columns: 30, rows: 20)
    try await shell.waitFor("the other size") { $0.filledLines.count == 20 && $0.contains("18") }
    shell.signal(SIGTERM)
    #expect(try await shell.waitForEnd() == .exited(130))
    #expect(shell.isCooked)
    #expect(!shell.screen.contains("row 1 of 50"), "\(shell.screen)")
  }

  @Test("lists fit every width, and no id is cut", arguments: [40, 80, 120])
  func widths(columns: Int) async throws {
    try await makeJob()
    let home = try SharedHome.current
    let nodes = try await home.azp("--format", "csv", "-e", "getTaskList formatted")
    #expect(nodes.lines.first?.hasPrefix("Id,State,Result,ExitCode,") == true)
    #expect(nodes.lines.dropFirst().map { $0.prefix { $0 != "," } } == ["1", "2", "merge"])
    let shell = try await home.shell(columns: columns, environment: ["NO_COLOR": "1", "PAGER": ""])
    for statement in ["getJobList", "getTaskList formatted", "help", "help getJobList"] {
      let shown = try await shell.run(statement)
      #expect(shown.count > 1 && shown.allSatisfy { $0.count <= columns }, "\(shown)")
    }
    #expect(
      try await shell.run("getTaskList formatted").filter {
        $0.hasPrefix("merge  completed") || $0.hasPrefix("merge  active")
      }.count == 1)
    #expect(!shell.screen.contains("\u{1B}"))
    _ = try await shell.leave()
  }
}
