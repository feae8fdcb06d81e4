import Testing

@Suite("Options of scripts", .sharedHome)
struct ScriptOptionTests {
  @Test("a script gets its arguments, options among them, with commandArgs()")
  func arguments() async throws {
    let home = try SharedHome.current
    try home.write("print(commandArgs(trailingOnly = TRUE)); cat(commandArgs(), sep = '|')\n", to: "args.azp")
    let outcome = try await home.azp("args.azp", "10", "--fast", "--keep-going", "a b")
    #expect(
      outcome.output == """
        [1] "10"           "--fast"       "--keep-going" "a b"         
        azp|--file=args.azp|--args|10|--fast|--keep-going|a b
        """)
    #expect(try await home.azp("args.azp").output.hasPrefix("character(0)\n"))
    #expect(try await home.azp("-e", "commandArgs(TRUE)", "x", "-y").output == "[1] \"x\"  \"-y\"\n")
    #expect(
      try await home.azp("-", "x", input: "commandArgs(trailingOnly = TRUE)[1]\n").output == "[1] \"x\"\n")
  }

  @Test("source shows what it is asked to show, and reads what it is told to read")
  func source() async throws {
    let home = try SharedHome.current
    try home.write("half <- function(x) {\n  x / 2\n}\nhalf(3)\n", to: "half.R")
    let program = "> half <- function(x) {\n  x / 2\n}\n> half(3)\n"
    for (arguments, output) in [
      ("", "[1] 1.5\n"), (", echo = FALSE", "[1] 1.5\n"), (", print.eval = FALSE", ""),
      (", local = FALSE", "[1] 1.5\n"),
      (", echo = TRUE", "\(program)[1] 1.5\n"), (", echo = TRUE, print.eval = FALSE", program),
      (", encoding = 'latin1'", "[1] 1.5\n"),
    ] {
      let outcome = try await home.azp("-e", "source('half.R'\(arguments)); cat(half(5))")
      #expect(outcome.output == output + "2.5" && outcome.errors.isEmpty, "\(arguments): \(outcome)")
    }
    #expect(try await home.azp("-e", "source('half.R', local = TRUE)").errors.contains("leave `local` out"))
    #expect(try await home.azp("-e", "source('half.R', encoding = 'x')").errors.contains("\"UTF-8\" or \"latin1\""))
  }

  @Test("what R does not find in a function is pointed at where the function was written")
  func missingNames() async throws {
    let home = try SharedHome.current
    try home.write("\nfit <- function(d) {\n  lm(y ~ x, data = d, weights = weihgts)\n}\n", to: "fit.R")
    let outcome = try await home.azp(
      "-e", "weights <- 1:2; source('fit.R'); fit(data.frame(x = 1:2, y = 1:2))")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors == """
        fit.R:3:33: there is no variable `weihgts`; did you mean `weights`?
            lm(y ~ x, data = d, weights = weihgts)
                                          ^~~~~~~

        """)
  }

  @Test("options of printing hold here and in R, whoever has set them")
  func options() async throws {
    let outcome = try await SharedHome.current.azp(
      "-e", "options(digits = 3); pi; coef(lm(dist ~ speed, cars)); options(warn = 1, digits = 5, scipen = 9); pi; 1e8",
      "-e", "old <- options(width = 30); 1:12; paste(1e5); options(old); 1:12")
    #expect(
      outcome.output == """
        [1] 3.14
        (Intercept)       speed 
             -17.58        3.93 
        [1] 3.1416
        [1] 100000000
         [1]  1  2  3  4  5  6  7  8
         [9]  9 10 11 12
        [1] "100000"
         [1]  1  2  3  4  5  6  7  8  9 10 11 12

        """, "\(outcome)")
  }

  @Test("R's ways to leave end a script", arguments: ["quit", "quit(save = 'no')", "q()", "q('no')"])
  func leaving(statement: String) async throws {
    let outcome = try await SharedHome.current.azp("-e", "cat('in')", "-e", statement, "-e", "cat('out')")
    #expect(outcome.status == 0 && outcome.output == "in" && outcome.errors.isEmpty, "\(outcome)")
  }

  private func submit(_ id: String) async throws {
    try await SharedHome.current.succeed(
      "j <- foreach(i = 1:2, .options.azure = list(wait = FALSE, job = '\(id)')) %dopar% { i }; waitForJob(j)")
  }

  @Test("quit takes the exit status, whatever happened before")
  func quitStatus() async throws {
    let home = try SharedHome.current
    let left = try await home.azp("-e", "quit(status = 7); cat('never')")
    #expect(left.status == 7 && left.output.isEmpty)
    #expect(try await home.azp("-e", "q('no', 9, FALSE)").status == 9)
    #expect(try await home.azp("--keep-going", "-e", "getJob('nobody'); quit(status = 0)").status == 0)
    #expect(try await home.azp("-e", "quit(status = 256)").errors.contains("`status` of `quit` is 0 to 255"))
  }

  @Test("--dry-run says what would be done and changes nothing")
  func dryRun() async throws {
    let home = try SharedHome.current
    try await submit("planned")
    let before = try await home.azp("-e", "getJobList()").output
    let outcome = try await home.azp(
      "--dry-run", "--yes", "-e",
      """
      deleteJob planned yes
      terminateJob planned
      foreach(i = 1:7, .options.azure = list(wait = FALSE, job = 'other')) %dopar% { i }
      x <- foreach(i = 1:7) %dopar% { i }
      length(x)
      foreach(i = 1:7) %dopar% { i }
      """)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors.contains("The job `planned` goes with 3 tasks and "))
    #expect(outcome.errors.contains("Dry run: nothing was deleted."))
    #expect(outcome.errors.contains("Dry run: nothing was terminated."))
    #expect(outcome.errors.contains("Dry run: 7 iterations would be submitted to the pool `local` as the job `other`."))
    #expect(outcome.output == "[1] \"other\"\n")
    #expect(outcome.errors.contains("Dry run: `length(x)` needs a value that is not known, and is passed over."))
    #expect(try await home.azp("-e", "getJobList()").output == before)
    let named = try await home.azp("-e", "deleteJob planned dryRun")
    #expect(named.status == 0 && named.errors.contains("Dry run: nothing was deleted."))
    #expect(try await home.azp("-e", "deleteJob(nobody4711, dryRun = TRUE)").status == 1)
    #expect(try await home.azp("-e", "deleteJob nobody4711 dryRun").status == 5)
    #expect(try await home.azp("-e", "getJobList()").output == before)
  }

  @Test("--dry-run changes nothing, even where a command says dryRun = FALSE or changes without a plan")
  func dryRunAlways() async throws {
    let home = try SharedHome.current
    try await submit("untouched")
    try home.write("text", to: "untouched.txt")
    let state = "getJob untouched; getTaskList untouched; listStorageContainers(); getClusterList()"
    let before = try await home.azp("--format", "json", "-e", state).output
    let outcome = try await home.azp(
      "--dry-run", "--yes", "-e",
      """
      disableJob untouched
      uploadStorageFile("new-container", "untouched.txt")
      terminateJob("untouched", dryRun = FALSE)
      deleteJob("untouched", yes = TRUE, dryRun = FALSE)
      range <- list(min = 1, max = 1)
      makeCluster(list(name = "never", vmSize = "local", maxTasksPerNode = 2, poolSize = list(
        dedicatedNodes = range, lowPriorityNodes = list(min = 0, max = 0), autoscaleFormula = "FIXED")), dryRun = FALSE)
      """)
    #expect(outcome.status == 0, "\(outcome)")
    for text in [
      "`disableJob` is not run", "`uploadStorageFile` would run on the container `new-container`",
      "nothing was terminated", "nothing was made",
    ] {
      #expect(outcome.errors.contains(text), "\(outcome)")
    }
    #expect(try await home.azp("--format", "json", "-e", state).output == before)
  }

  @Test("--dry-run goes past commands on jobs that it would have submitted, and stops at real mistakes")
  func plannedJobs() async throws {
    let home = try SharedHome.current
    try await submit("present")
    let outcome = try await home.azp(
      "--dry-run", "-e",
      """
      job <- foreach(i = 1:3, .options.azure = list(wait = FALSE, job = 'absent')) %dopar% { i }
      if (waitForJob(job)) cat("waited")
      result <- getJobResult(job)
      cat("the sum is", sum(unlist(result)))
      getJobFile absent 1 stdout.txt
      listStorageFiles absent
      deleteJob absent present yes
      getJob absent
      """)
    #expect(outcome.status == 5 && outcome.output == "waited", "\(outcome)")
    for text in [
      "Dry run: `waitForJob` would run on the job `absent`.", "Dry run: `getJobResult` would run on the job `absent`.",
      "Dry run: `cat(\"the sum is\", sum(unlist(result)))` needs a value that is not known, and is passed over.",
      "Dry run: `getJobFile` would run on the job `absent`.",
      "Dry run: `listStorageFiles` would run on the container `absent`.",
      "Dry run: `deleteJob` would run on the job `absent`.", "The job `present` goes with 3 tasks and ",
      "Dry run: nothing was deleted.", "-e:8:1: The job `absent` does not exist",
    ] {
      #expect(outcome.errors.contains(text), "\(text): \(outcome)")
    }
    #expect(try await home.azp("-e", "deleteJob present yes").status == 0)
  }

  @Test("--dry-run goes past commands on a cluster that it would have made")
  func plannedCluster() async throws {
    let outcome = try await SharedHome.current.azp(
      "--dry-run", "-e",
      """
      range <- list(min = 1, max = 1)
      cluster <- makeCluster(list(name = "unmade", vmSize = "local", maxTasksPerNode = 2, poolSize = list(
        dedicatedNodes = range, lowPriorityNodes = list(min = 0, max = 0), autoscaleFormula = "FIXED")))
      workers <- getDoParWorkers()
      resizeCluster(cluster, dedicatedMax = 3)
      stopCluster(cluster, yes = TRUE)
      foreach(i = 1:1, .options.azure = list(wait = FALSE)) %dopar% i
      getCluster unmade
      """)
    #expect(outcome.status == 5 && outcome.errors.contains("would be submitted to the pool `local`"), "\(outcome)")
    #expect(outcome.errors.contains("Dry run: `resizeCluster` would run on the cluster `unmade`."), "\(outcome)")
    #expect(outcome.errors.contains("Dry run: `stopCluster` would run on the cluster `unmade`."), "\(outcome)")
  }

  @Test(
    "words of other programs on the command line are answered with the statement that was meant",
    arguments: [
      (["list"], "azp -e 'getJobList()'"), (["get", "job-1"], "azp -e 'getJob job-1'"),
      (["get"], "azp -e 'getJob JOBID'"), (["delete", "a", "b"], "azp -e 'deleteJob a b'"),
      (["getjoblist"], "azp -e 'getJobList()'"), (["rm", "x; y"], "azp -e 'deleteJob JOBID'"),
    ])
  func guesses(arguments: [String], statement: String) async throws {
    let outcome = try await SharedHome.current.run(Home.program, arguments, deadline: .seconds(60))
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(
      outcome.errors == "The script \(arguments[0]) cannot be read; commands stand behind -e: `\(statement)`.\n")
  }

  @Test("--dry-run of clusters and retries says what would be, and goes on with the cluster that would be made")
  func plannedClusters() async throws {
    let home = try SharedHome.current
    try await submit("unfailed")
    let before = try await home.azp("-e", "getClusterList()").output
    let outcome = try await home.azp(
      "--dry-run", "-e",
      """
      resizeCluster('local', dedicatedMin = 1, dedicatedMax = 3)
      range <- list(min = 2, max = 2)
      makeCluster(list(name = "planned-pool", vmSize = "local", maxTasksPerNode = 2, poolSize = list(
        dedicatedNodes = range, lowPriorityNodes = list(min = 0, max = 0), autoscaleFormula = "FIXED")))
      x <- foreach(i = 1:1) %dopar% i
      retryJob unfailed
      """)
    for text in [
      "would have 1 to 3 dedicated and 0 low priority nodes, as QUEUE decides every 5 minutes",
      "The cluster `planned-pool` would be made, with 2 dedicated and 0 low priority nodes that run 2 tasks each",
      "1 iteration would be submitted to the pool `planned-pool`", "has no failed tasks",
    ] {
      #expect(outcome.errors.contains(text), "\(outcome)")
    }
    #expect(outcome.status == 1)
    #expect(try await home.azp("-e", "getClusterList()").output == before)
  }

  @Test("--yes answers what would be asked")
  func yes() async throws {
    let home = try SharedHome.current
    try await submit("agreed")
    let refused = try await home.azp("-e", "deleteJob agreed")
    #expect(refused.status == 2 && refused.errors.contains("add `yes`"), "\(refused)")
    let outcome = try await home.azp("--yes", "-e", "deleteJob agreed")
    #expect(outcome.output == "Your job 'agreed' has been deleted.\n")
    #expect(try await home.azp("-e", "getJob agreed").status == 5)
  }

  @Test("a wait without a terminal, or with ACCESSIBLE=1, writes dated lines")
  func datedLines() async throws {
    try await submit("dated")
    let outcome = try await SharedHome.current.azp("-e", "waitForJob dated")
    #expect(
      outcome.errors.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ dated: 100 % \(3\/3\), 0 running, 0 queued\n/)
        != nil,
      "\(outcome)")
    let shell = try await SharedHome.current.shell(columns: 100, environment: ["ACCESSIBLE": "1"])
    let lines = try await shell.run("waitForJob dated")
    #expect(lines.first?.contains("Z dated: 100 % (3/3)") == true, "\(lines)")
    _ = try await shell.leave()
  }
}
