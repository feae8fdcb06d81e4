import AzureClient
import AzureWire
import Foundation
import Testing

/// Commands that work with jobs which exist.
@Suite("Commands for jobs", .sharedHome)
struct JobCommandTests {
  /// A loop whose third iteration fails until a file is there.
  private func unlucky(_ job: String, gate: String, _ more: String = "", options: String = "") -> String {
    """
    gate <- "\(gate)"
    job <- foreach(i = 1:4\(more), .options.azure =
      list(wait = FALSE, job = '\(job)', maxTaskRetryCount = 0\(options))) %dopar% {
      cat(i, "\\n", file = paste0(gate, "-ran"), append = TRUE)
      if (i == 3 && !file.exists(gate)) stop("no luck")
      i^2
    }
    """
  }

  @Test("retryJob runs what failed and nothing else, and the job has its whole result")
  func retry() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/retry"
    let first = try await home.script(unlucky("again", gate: gate) + "\nwaitForJob(job)\n")
    #expect(first.status == 3, "\(first)")
    try Data().write(to: URL(fileURLWithPath: gate))
    let second = try await home.script(
      """
      retryJob again
      waitForJob again
      cat(unlist(getJobResult('again')))
      """)
    #expect(second.status == 0 && second.output == "1 4 9 16", "\(second)")
    #expect(second.errors.contains("Task 3 runs once more in the job `again`"), "\(second)")
    let ran = home.text(of: "retry-ran").split(whereSeparator: \.isWhitespace).sorted()
    #expect(ran == ["1", "2", "3", "3", "4"])
    // Counts and lists show the whole job, although the service has the tasks that ran once more alone.
    let job = try await home.azp("-e", "getJob again")
    #expect(job.output.contains("\t\tsucceeded: 5\n\t\tfailed: 0\n\ttotal: 5\n"), "\(job)")
    let explained = try await home.azp("-e", "explainJob again")
    #expect(explained.output.contains("5 of 5 tasks are completed"), "\(explained)")
    #expect(try await home.succeed("cat(getTaskList('again')$Id)") == "1 2 3 4 merge")
    #expect(try await home.succeed("j <- getJobList(); cat(j$TotalTasks[j$Id == 'again'])") == "5")
    let nothing = try await home.azp("-e", "retryJob again")
    #expect(nothing.status == 1 && nothing.errors.contains("has no failed tasks"), "\(nothing)")
    #expect(try await home.azp("-e", "deleteJob again yes").status == 0)
  }

  @Test("a job that fails and is retried several times is counted whole each time")
  func retryAgain() async throws {
    let home = try SharedHome.current
    let outcome = try await home.script(
      """
      gate <- "\(home.workDirectory)/several"
      job <- foreach(i = 1:4, .options.azure = list(wait = FALSE, job = 'several', maxTaskRetryCount = 0)) %dopar% {
        if (i > 1 && !file.exists(paste0(gate, i))) stop("no luck")
        i
      }
      waitForJob(job)
      count <- function() { j <- getJob(job, verbose = FALSE)$tasks; cat(j$succeeded, j$failed, "") }
      count()
      for (i in 2:4) { x <- file.create(paste0(gate, i)); retryJob(job); waitForJob(job); count() }
      cat(getTaskList(job, failed = TRUE)$Id, unlist(getJobResult(job)))
      """)
    // The merge task succeeds, and writes nothing, while iterations fail.
    #expect(outcome.output == "2 3 3 2 4 1 5 0 1 2 3 4", "\(outcome)")
  }

  @Test("a script that retries what failed, and succeeds in the end, ends with 0")
  func retryInScript() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/inside"
    let outcome = try await home.script(
      unlucky("inside", gate: gate) + """

        waitForJob(job)
        x <- file.create(gate)
        retryJob(job)
        waitForJob(job)
        cat(unlist(getJobResult(job)))
        caught <- tryCatch(foreach(i = 1:1, .options.azure = list(maxTaskRetryCount = 0)) %dopar% stop("caught"),
          error = function(e) "caught")
        """)
    #expect(outcome.status == 0 && outcome.output == "1 4 9 16", "\(outcome)")
  }

  @Test("retryJob joins anew what was left out before")
  func retryRemoved() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/removed"
    let before = try await home.script(
      unlucky("rejoined", gate: gate, ", .combine = c, .errorhandling = 'remove'")
        + "\nwaitForJob(job)\ncat(getJobResult(job))\n")
    #expect(before.output == "1 4 16", "\(before)")
    try Data().write(to: URL(fileURLWithPath: gate))
    let after = try await home.succeed("retryJob rejoined\nwaitForJob rejoined\ncat(getJobResult('rejoined'))\n")
    #expect(after == "1 4 9 16")
  }

  @Test("retryJob that broke off at any point is finished by the next one")
  func retryBroken() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/broken"
    _ = try await home.script(unlucky("cut", gate: gate) + "\nwaitForJob(job)\n")
    try Data().write(to: URL(fileURLWithPath: gate))
    let started = try await home.script("retryJob cut\n")
    #expect(started.status == 0, "\(started)")
    try await home.waitForJob("cut")
    // As if the job had gone, and the program with it, before it was made anew.
    _ = try await home.script(unlucky("cut2", gate: "\(gate)-2") + "\nwaitForJob(job)\n")
    try Data().write(to: URL(fileURLWithPath: "\(gate)-2"))
    try await home.withClient { batch, blobs in
      let job = try await batch.job("cut2")
      var parameters = JobAddParameters(id: "cut2", poolInfo: try #require(job.poolInfo))
      parameters.jobPreparationTask = job.jobPreparationTask
      parameters.metadata = (job.metadata ?? []) + [NameValue(name: "retry", value: "1")]
      let task = try await batch.task(job: "cut2", task: "3")
      let merge = try await batch.task(job: "cut2", task: "merge")
      struct Plan: Encodable {
        var job: JobAddParameters
        var tasks: [TaskAddParameters]
        var container: String
      }
      let tasks = [task, merge].map { task in
        var parameters = TaskAddParameters(id: task.id, commandLine: task.commandLine ?? "")
        parameters.resourceFiles = task.resourceFiles
        parameters.outputFiles = task.outputFiles
        if task.id == "merge" { parameters.dependsOn = TaskDependencies(taskIds: ["3"]) }
        return parameters
      }
      parameters.usesTaskDependencies = true
      let bytes = try JSONEncoder().encode(Plan(job: parameters, tasks: tasks, container: "cut2"))
      try await blobs.put(container: "cut2", blob: "cut2-retry.json", bytes: Array(bytes))
      try await batch.deleteJob("cut2")
    }
    let text = try await home.succeed("retryJob cut2\nwaitForJob cut2\ncat(unlist(getJobResult('cut2')))")
    #expect(text == "1 4 9 16")
  }

  @Test("retryJob of a job that goes on lets what waits for the failed task run")
  func retryActive() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/active"
    try await home.addJob("goes-on", pool: "local", commands: ["test -e \(gate)", "true"]) { _ in
    } task: { task in
      if task.id == "2" { task.dependsOn = TaskDependencies(taskIds: ["1"]) }
    }
    try await home.answer(to: "explainJob goes-on", until: "waits for ever")
    try Data().write(to: URL(fileURLWithPath: gate))
    try await home.succeed("retryJob goes-on")
    try await home.answer(to: "explainJob goes-on", until: "2 of 2 tasks are completed")
  }

  @Test("getTaskList shows tasks in some states, and failed ones")
  func tasks() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/tasks"
    try await home.addJob(
      "listed", pool: "local",
      commands: ["exit 4", "true", "while [ ! -e \(gate) ]; do sleep 0.05; done"]
    ) { _ in
    } task: { task in
      if task.id == "3" { task.dependsOn = TaskDependencies(taskIds: ["2"]) }
    }
    try await home.answer(to: "getTaskList(\"listed\", state = 'running')", until: "1  3 running")
    let completed = try await home.answer(to: "getTaskList listed state=completed", until: "2  2 completed")
    #expect(!completed.contains("running"))
    let failed = try await home.succeed("x <- getTaskList('listed', failed = TRUE); cat(x$Id, x$ExitCode)")
    #expect(failed == "1 4")
    try Data().write(to: URL(fileURLWithPath: gate))
    let wrong = try await home.azp("-e", "getTaskList listed state=runing")
    #expect(wrong.status == 2 && wrong.errors.contains("did you mean `running`?"), "\(wrong)")
  }

  @Test("getJobResult takes the values of some tasks while others run or have failed")
  func someTasks() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/some"
    try await home.succeed(
      """
      gate <- "\(gate)"
      job <- foreach(i = 1:6, .options.azure = list(wait = FALSE, job = 'some', chunkSize = 2, maxTaskRetryCount = 0)) %dopar% {
        if (i == 3) stop("three")
        while (i > 4 && !file.exists(gate)) Sys.sleep(0.05)
        i * 10
      }
      """)
    try await home.answer(to: "getTaskList some state=completed", until: "2  2 completed")
    let text = try await home.succeed(
      """
      x <- getJobResult("some", tasks = 1)
      cat(names(x), unlist(x), "/ ")
      y <- getJobResult("some", tasks = c(2, 3))
      cat(names(y), unlist(y), names(attr(y, "errors")), "/ ")
      z <- getJobResult("some", partial = TRUE)
      cat(unlist(z))
      """)
    #expect(text == "1 2 10 20 / 3 4 5 6 NA 40 NA NA 3 / 10 20 NA 40 NA NA")
    let wrong = try await home.azp("-e", "getJobResult('some', tasks = 9)")
    #expect(wrong.errors.contains("The job `some` has no task 9; its tasks are 1 to 3."), "\(wrong)")
    try Data().write(to: URL(fileURLWithPath: gate))
  }

  @Test("getJobFile follows a file as it grows, to the end of the task")
  func follow() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/follow"
    try await home.addJob(
      "talking", pool: "local",
      commands: ["echo first; while [ ! -e \(gate) ]; do sleep 0.05; done; echo last; printf end"])
    async let followed = home.azp("-e", "getJobFile('talking', 1, 'stdout.txt', follow = TRUE)")
    try await home.answer(to: "getJobFile talking 1 stdout.txt", until: "first")
    try Data().write(to: URL(fileURLWithPath: gate))
    let outcome = try await followed
    #expect(outcome.status == 0 && outcome.output == "first\nlast\nend\n", "\(outcome)")
    let written = try await home.azp(
      "-e", "getJobFile('talking', 1, 'stdout.txt', downloadPath = 'copy.txt')")
    #expect(written.status == 0 && home.text(of: "copy.txt") == "first\nlast\nend", "\(written)")
    let again = try await home.azp("-e", "getJobFile('talking', 1, 'stdout.txt', downloadPath = 'copy.txt')")
    #expect(
      again.status == 2 && again.errors.contains("the file `copy.txt` exists; `overwrite = TRUE` replaces it"),
      "\(again)")
    let missing = try await home.azp("-e", "getJobFile('talking', 1, 'nothing.txt', follow = TRUE)")
    #expect(missing.status == 5, "\(missing)")
  }

  @Test("getJobFile says where a loop's task has written, when the file that was asked for is empty")
  func emptyFile() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/spoken"
    try await home.succeed(
      """
      gate <- "\(gate)"
      x <- foreach(i = 1:1, .options.azure = list(wait = FALSE, job = 'spoken')) %dopar% {
        cat("spoken aloud\n")
        while (!file.exists(gate)) Sys.sleep(0.05)
      }
      """)
    try await home.answer(to: "getJobFile spoken 1 wd/1.txt", until: "spoken aloud")
    let hint = "The file `stdout.txt` of task 1 is empty: R writes into `wd/1.txt`; `getJobFile spoken 1 wd/1.txt"
    async let followed = home.azp("-e", "getJobFile('spoken', 1, 'stdout.txt', follow = TRUE)")
    let running = try await home.azp("-e", "getJobFile spoken 1 stdout.txt")
    #expect(running.output.isEmpty && running.errors == hint + "` shows it.\n", "\(running)")
    try Data().write(to: URL(fileURLWithPath: gate))
    let outcome = try await followed
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.hasPrefix(hint), "\(outcome)")
    try await home.waitForJob("spoken")
    let json = try await home.azp("--format", "json", "-e", "getJobFile spoken 1")
    #expect(json.output == "\"\"\n" && json.errors.contains("The file `stderr.txt` of task 1 is empty"), "\(json)")
    let full = try await home.azp("-e", "getJobFile spoken 1 wd/1.txt")
    #expect(full.output.hasPrefix("spoken aloud\n") && full.errors.isEmpty, "\(full)")
    try await home.addJob("silent", pool: "local")
    try await home.answer(to: "getTaskList silent", until: "completed")
    let silent = try await home.azp("-e", "getJobFile silent 1 stdout.txt")
    #expect(silent.status == 0 && silent.output.isEmpty && silent.errors.isEmpty, "\(silent)")
  }

  @Test("the errors of a partial result are shown without the call that the nodes made")
  func partialErrors() async throws {
    let home = try SharedHome.current
    let outcome = try await home.script(
      """
      inner <- function(i) stop("deep ", i)
      job <- foreach(i = 1:2, .options.azure = list(wait = FALSE, job = 'partly', maxTaskRetryCount = 0)) %dopar% {
        if (i == 1) stop("plain") else inner(i)
      }
      waitForJob(job)
      errors <- attr(getJobResult(job, partial = TRUE), "errors")
      errors
      """)
    #expect(outcome.output.contains("<simpleError: plain>"), "\(outcome)")
    #expect(outcome.output.contains("<simpleError in inner(i): deep 2>"), "\(outcome)")
    #expect(!outcome.output.contains("xpr"))
  }

  @Test("waitForTasksToComplete ends with the tasks, and ends the job at the first failure of a loop that stops")
  func waitForTasks() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/never"
    let good = try await home.script(
      """
      job <- foreach(i = 1:3, .options.azure = list(wait = FALSE, job = 'three')) %dopar% i
      ok <- waitForTasksToComplete(job, timeout = 100)
      print(ok)
      """)
    #expect(good.status == 0 && good.output == "[1] TRUE\n", "\(good)")
    let bad = try await home.script(
      """
      gate <- "\(gate)"
      job <- foreach(i = 1:2, .options.azure = list(wait = FALSE, job = 'stopped', maxTaskRetryCount = 0)) %dopar% {
        if (i == 1) stop("bad start")
        while (!file.exists(gate)) Sys.sleep(0.05)
      }
      waitForTasksToComplete(job)
      """)
    #expect(bad.status == 3, "\(bad)")
    #expect(
      bad.errors.contains("bad start") && bad.errors.contains("The job was ended, because errors stop it"), "\(bad)")
    try await home.answer(to: "getJob stopped", until: "job state: completed")
    let late = try await home.script(
      """
      gate <- "\(gate)"
      job <- foreach(i = 1:1, .options.azure = list(wait = FALSE, job = 'late')) %dopar% {
        while (!file.exists(gate)) Sys.sleep(0.05)
      }
      waitForTasksToComplete(job, timeout = 1)
      """)
    #expect(late.status == 7, "\(late)")
    try await home.succeed("terminateJob late")
  }

  @Test("plotJob draws rows of blocks for each node, and into SVG and PNG files")
  func plot() async throws {
    let home = try SharedHome.current
    try await home.succeed(
      "x <- foreach(i = 1:4, .options.azure = list(autoDeleteJob = FALSE, job = 'drawn')) %dopar% Sys.sleep(0.1)")
    let chart = try await home.succeed("plotJob drawn")
    #expect(chart.hasPrefix("drawn: 5 tasks on 1 node, "), "\(chart)")
    #expect(chart.contains("█") && chart.contains("succeeded"), "\(chart)")
    #expect(chart.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(chart)")
    try await home.succeed("x <- plotJob('drawn', file = 'drawn.svg'); print(nrow(x))")
    let svg = home.text(of: "drawn.svg")
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
    #expect(svg.matches(of: #/<rect [^>]*><title>task /#).count == 5)
    #expect(throws: Never.self) { _ = try XMLReader.read(Array(svg.utf8)) }
    let plain = try await home.run(
      Home.program, ["-e", "plotJob drawn"], environment: ["LC_ALL": "C"], deadline: .seconds(60))
    #expect(plain.output.contains("#") && plain.output.utf8.allSatisfy { $0 < 0x80 }, "\(plain)")
    try await home.succeed("plotJob drawn '50 %d.png'")
    let png = try Data(contentsOf: URL(fileURLWithPath: "\(home.workDirectory)/50 %d.png"))
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]) && png.count > 2_000)
    let wrong = try await home.azp("-e", "plotJob('drawn', file = 'drawn.gif')")
    #expect(wrong.status == 2 && wrong.errors.contains("ends with .svg or .png"), "\(wrong)")
    let withoutR = try await home.azp("-e", "plotJob('drawn', file = 'drawn.png')", environment: ["PATH": "/nowhere"])
    #expect(withoutR.status == 2 && withoutR.errors.contains("install it (Debian: r-base-core)"), "\(withoutR)")
  }

  @Test("watchJob writes a dated line for each change where nothing can be painted")
  func watchLines() async throws {
    let home = try SharedHome.current
    try await home.succeed("job <- foreach(i = 1:3, .options.azure = list(wait = FALSE, job = 'watched')) %dopar% i")
    let outcome = try await home.azp("-e", "watchJob('watched', interval = 0.2)")
    #expect(outcome.status == 0, "\(outcome)")
    let last = try #require(outcome.lines.last)
    #expect(
      last.wholeMatch(of: /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ watched completed: 100 % \(4\/4\), 0 running, 0 queued/)
        != nil)
    #expect(!outcome.output.contains("\u{1B}"), "\(outcome)")
  }

  @Test("deleteJob and terminateJob take several jobs, and name the one that does not exist before anything goes")
  func several() async throws {
    let home = try SharedHome.current
    try await home.succeed(
      """
      a <- foreach(i = 1:1, .options.azure = list(wait = FALSE, job = 'several-1')) %dopar% i
      b <- foreach(i = 1:1, .options.azure = list(wait = FALSE, job = 'several-2')) %dopar% i
      """)
    let refused = try await home.azp("-e", "deleteJob several-1 several-3 yes")
    #expect(refused.status == 5, "\(refused)")
    #expect(try await home.azp("-e", "x <- getJob('several-1', verbose = FALSE)").status == 0)
    let ended = try await home.succeed("terminateJob several-1 several-2")
    #expect(ended.split(separator: "\n").count == 2)
    try await home.answer(to: "getJob several-2", until: "job state: completed")
    #expect(try await home.succeed("deleteJob several-1 several-2 yes").split(separator: "\n").count == 2)
  }
}
