import Foundation
import TerminalTesting
import Testing

@Suite("At a terminal", .sharedHome)
struct TerminalTests {
  /// Submits a job of one task that goes on until ``open(_:)``.
  private func submitGated(_ id: String) async throws {
    let home = try SharedHome.current
    try await home.succeed(
      """
      gate <- "\(home.workDirectory)/gate-\(id)"
      opt <- list(wait = FALSE, job = '\(id)')
      job <- foreach(i = 1:1, .options.azure = opt) %dopar% { while (!file.exists(gate)) Sys.sleep(0.05); i * 7 }
      """)
  }

  /// Lets the job's task end.
  private func open(_ id: String) throws {
    try SharedHome.current.write("", to: "gate-\(id)")
  }

  // MARK: Lines

  @Test("the prompt appears, what is typed is shown, and values print as in R")
  func typing() async throws {
    let shell = try await SharedHome.current.shell()
    #expect(shell.screen.filledLines == ["azp>"])
    try await shell.type("x <- c(a = 1, b = 2.5)", until: "azp> x <- c(a = 1, b = 2.5)")
    shell.send(Key.enter)
    try await shell.waitForPrompt()
    #expect(try await shell.run("x") == ["  a   b", "1.0 2.5"])
    #expect(try await shell.run("paste0('job', 1:3)") == [#"[1] "job1" "job2" "job3""#])
    #expect(try await shell.leave().last?.hasPrefix("azp>") == true)
    #expect(shell.isCooked)
  }

  @Test("in a locale without UTF-8 nothing of the shell's own is more than ASCII")
  func asciiLocale() async throws {
    let shell = try await SharedHome.current.shell(columns: 40, environment: ["LC_ALL": "C"])
    try await shell.type("getJobResult(", until: "azp> getJobResult(")
    try await shell.waitFor("a hint that is cut") { $0.hint.hasSuffix("...") }
    try await shell.type(Key.control("C"), until: "azp>")
    shell.send("job <- foreach(i = 1, .options.azure = list(wait = FALSE)) %dopar% i" + Key.enter)
    try await shell.waitFor("a notice") { $0.contains("+ job") && $0.contains("completed") }
    #expect(shell.screen.text.utf8.allSatisfy { $0 < 0x80 })
    _ = try await shell.leave()
  }

  @Test("a statement of several lines is continued after another prompt and is one statement")
  func continuation() async throws {
    let shell = try await SharedHome.current.shell()
    try await shell.type("y <- c(1," + Key.enter, until: "...>")
    try await shell.type("2)" + Key.enter, until: "azp>")
    #expect(try await shell.run("sum(y)") == ["[1] 3"])
    try await shell.type("if (TRUE) {" + Key.enter, until: "...>")
    try await shell.type("  cat('in', 'side\\n')" + Key.enter, until: "...>")
    try await shell.type("}" + Key.enter, until: "azp>")
    #expect(shell.screen.filledLines.contains("in side"))
    _ = try await shell.leave()
  }

  @Test("Ctrl-C drops a half-typed line, and an open statement, for a new prompt")
  func interruptsLine() async throws {
    let shell = try await SharedHome.current.shell()
    try await shell.type("getJob('half-ty", until: "azp> getJob('half-ty")
    try await shell.type(Key.control("C"), until: "azp>")
    try await shell.type("z <- c(1," + Key.enter, until: "...>")
    try await shell.type(Key.control("C"), until: "azp>")
    #expect(try await shell.run("1 + 1") == ["[1] 2"])
    _ = try await shell.leave()
  }

  @Test("Ctrl-C stops a statement that runs, and the shell goes on")
  func interruptsStatement() async throws {
    let shell = try await SharedHome.current.shell()
    shell.send("Sys.sleep(600)" + Key.enter)
    try await shell.waitFor("the statement to run") { $0.cursor.column == 0 && $0.contains("Sys.sleep(600)") }
    shell.send(Key.control("C"))
    try await shell.waitForPrompt()
    #expect(try await shell.run("1 + 2") == ["[1] 3"])
    _ = try await shell.leave()
  }

  @Test("an error points at its place, and the shell goes on with its variables")
  func errors() async throws {
    let shell = try await SharedHome.current.shell()
    try await shell.run("kept <- 5")
    let wrong = try await shell.run("kept <- (2 + )")
    #expect(wrong.contains { $0.contains("unexpected `)`") }, "\(wrong)")
    #expect(wrong.contains { $0.trimmingCharacters(in: .whitespaces) == "^" }, "\(wrong)")
    let unknown = try await shell.run("getJbo('x')")
    #expect(unknown.contains { $0.contains("did you mean `getJob`?") }, "\(unknown)")
    let missing = try await shell.run("getJob('nobody')")
    #expect(missing == ["The job `nobody` does not exist; `getJobList()` shows the jobs there are."])
    #expect(try await shell.run("kept") == ["[1] 5"])
    _ = try await shell.leave()
  }

  @Test("history survives into the next shell, without lines that carry a key")
  func history() async throws {
    try await Home.use { home in
      let first = try await home.shell()
      try await first.run("remembered <- 41 + 1")
      try await first.run("key <- 'AccountKey=c2VjcmV0'")
      _ = try await first.leave()
      let second = try await home.shell()
      try await second.type(Key.up, until: "azp> remembered <- 41 + 1")
      second.send(Key.enter)
      try await second.waitForPrompt()
      #expect(try await second.run("remembered") == ["[1] 42"])
      _ = try await second.leave()
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(home.stateDirectory)/history")
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  // MARK: Tab

  @Test("Tab completes the name of a command")
  func commandName() async throws {
    let shell = try await SharedHome.current.shell()
    try await shell.type("getJobR" + Key.tab, until: "azp> getJobResult")
    try await shell.type(Key.control("C"), until: "azp>")
    shell.send("getJ" + Key.tab + Key.tab)
    try await shell.waitFor("the list of commands") { screen in
      ["getJob", "getJobList", "getJobResult", "getJobFile"].allSatisfy { screen.contains($0) }
    }
    try await shell.type(Key.control("C"), until: "azp>")
    _ = try await shell.leave()
  }

  @Test("Tab completes the id of a job that another session submitted, bare and in quotes")
  func jobID() async throws {
    let home = try SharedHome.current
    let shell = try await home.shell()
    try await home.succeed(
      "j <- foreach(i = 1:1, .options.azure = list(wait = FALSE, job = 'tabbed-7141')) %dopar% { i }")
    try await shell.complete("getJob tabb", to: "azp> getJob tabbed-7141")
    try await shell.type(Key.control("C"), until: "azp>")
    try await shell.complete(#"getJob("tabb"#, to: #"azp> getJob("tabbed-7141""#)
    try await shell.type(#", verbose = FALSE)"#, until: #"azp> getJob("tabbed-7141", verbose = FALSE)"#)
    shell.send(Key.enter)
    try await shell.waitForPrompt()
    try await shell.complete("x <- getJobResult('tabb", to: "azp> x <- getJobResult('tabbed-7141'")
    try await shell.type(Key.control("C"), until: "azp>")
    try await home.waitForJob("tabbed-7141")
    _ = try await shell.leave()
  }

  // MARK: Jobs

  @Test("Ctrl-C during waitForJob detaches with a sentence, and the job runs on")
  func detaching() async throws {
    let home = try SharedHome.current
    try await submitGated("watched")
    let shell = try await home.shell(columns: 120)
    shell.send("waitForJob watched" + Key.enter)
    try await shell.waitFor("the progress line") { $0.contains("watched: 0 % (0/2)") }
    shell.send(Key.control("C"))
    try await shell.waitForPrompt()
    let sentence =
      "Detached. The job `watched` keeps running; `waitForJob watched` to return, `terminateJob watched` to stop it."
    #expect(shell.screen.transcript.contains(sentence), "\(shell.screen)")
    #expect(try await shell.run("getJob watched").contains("job state: active"))
    try open("watched")
    try await shell.run("waitForJob watched")
    #expect(try await shell.run("getJobResult('watched')[[1]]") == ["[1] 7"])
    _ = try await shell.leave()
  }

  @Test("Ctrl-C in a script's wait detaches with the sentence and status 130")
  func detachingScript() async throws {
    let home = try SharedHome.current
    try await submitGated("scripted")
    let terminal = try PseudoTerminal(
      running: Home.program, arguments: ["-e", "waitForJob('scripted')"],
      environment: ["AZP_STATE_DIR": home.stateDirectory], columns: 120)
    try await terminal.waitFor("the progress line") { $0.contains("scripted: 0 % (0/2)") }
    terminal.send(Key.control("C"))
    #expect(try await terminal.waitForEnd() == .exited(130))
    #expect(terminal.screen.transcript.contains { $0.hasPrefix("Detached. The job `scripted` keeps running") })
    try open("scripted")
    try await home.waitForJob("scripted")
  }

  @Test("Ctrl-D leaves and says which jobs of this session go on")
  func leaving() async throws {
    let home = try SharedHome.current
    let shell = try await home.shell(columns: 120)
    try await shell.run("gate <- '\(home.workDirectory)/gate-lasting'")
    try await shell.run(
      "j <- foreach(i = 1:1, .options.azure = list(wait = FALSE, job = 'lasting')) "
        + "%dopar% { while (!file.exists(gate)) Sys.sleep(0.05); i }")
    let last = try await shell.leave()
    #expect(last.contains("The job `lasting` keeps running; `getJobList()` in the next session shows it."), "\(last)")
    #expect(shell.isCooked)
    try open("lasting")
    try await home.waitForJob("lasting")
  }

  @Test("deleteJob says what goes and asks, and only a yes deletes")
  func deletion() async throws {
    let home = try SharedHome.current
    try await home.succeed(
      """
      j <- foreach(i = 1:2, .options.azure = list(wait = FALSE, job = 'doomed', chunkSize = 2)) %dopar% { i }
      waitForJob(j)
      """)
    let shell = try await home.shell(columns: 100)
    shell.send("deleteJob doomed" + Key.enter)
    try await shell.waitFor("the question") { $0.currentLine == "Delete it? [y/N]" }
    #expect(
      shell.screen.filledLines.contains { $0.hasPrefix("The job `doomed` goes with 2 tasks and ") }, "\(shell.screen)")
    shell.send("n" + Key.enter)
    try await shell.waitForPrompt()
    #expect(shell.screen.contains("Nothing was deleted."))
    #expect(try await shell.run("getJob doomed").contains("job state: completed"))

    shell.send("deleteJob doomed" + Key.enter)
    try await shell.waitFor("the question") { $0.currentLine == "Delete it? [y/N]" }
    // Ctrl-C is no yes either.
    shell.send(Key.control("C"))
    try await shell.waitForPrompt()
    #expect(try await shell.run("getJob doomed").contains("job state: completed"))

    shell.send("deleteJob doomed" + Key.enter)
    try await shell.waitFor("the question") { $0.currentLine == "Delete it? [y/N]" }
    shell.send("y" + Key.enter)
    try await shell.waitForPrompt()
    #expect(shell.screen.contains("Your job 'doomed' has been deleted."))
    // The answers are no statements to come back to.
    try await shell.type(Key.up, until: "azp> deleteJob doomed")
    try await shell.type(Key.control("C"), until: "azp>")
    _ = try await shell.leave()
  }

  @Test("40 columns are enough: no stray bytes, and progress stays on its line")
  func narrow() async throws {
    let home = try SharedHome.current
    try await submitGated("slender-job-with-a-long-name")
    let shell = try await home.shell(columns: 40, rows: 20)
    try await shell.run("x <- 1:30")
    #expect(
      try await shell.run("x") == [
        " [1]  1  2  3  4  5  6  7  8  9 10 11 12", "[13] 13 14 15 16 17 18 19 20 21 22 23 24",
        "[25] 25 26 27 28 29 30",
      ])
    let statement = "sum(c(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13))"
    shell.send(statement + Key.enter)
    try await shell.waitFor("the sum") { $0.contains("[1] 91") && $0.currentLine == "azp>" }
    #expect(shell.screen.transcript.contains("azp> " + statement), "\(shell.screen)")

    shell.send("waitForJob slender-job-with-a-long-name" + Key.enter)
    try await shell.waitFor("the progress line") { $0.contains("%") || $0.contains("(0/2)") }
    try open("slender-job-with-a-long-name")
    try await shell.waitForPrompt(timeout: .seconds(120))
    let shown = shell.screen.transcript
    let start = try #require(shown.lastIndex(of: "azp> waitForJob slender-job-with-a-long-name"))
    // Keys that came early are echoed by the terminal itself; they are no progress.
    let progress = shown[(start + 1)...].filter { $0.contains("%") }
    #expect(progress.count <= 1, "one line, painted over: \(progress)")
    #expect(progress.allSatisfy { $0.count <= 40 })
    for line in shown {
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, "\(line.debugDescription)")
      #expect(!line.contains("[K") && !line.contains("[0m") && !line.contains("[1;"), "\(line)")
    }
    _ = try await shell.leave()
  }
}
