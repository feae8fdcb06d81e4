import AzureClient
import AzureWire
import Foundation
import Testing

/// Every option of `.options.azure` does what it says.
@Suite("An option of a loop", .sharedHome)
struct LoopOptionTests {
  @Test("maxTaskRetryCount is how often a failed task runs again")
  func retries() async throws {
    let home = try SharedHome.current
    let ledger = "\(home.workDirectory)/tries"
    let outcome = try await home.script(
      """
      ledger <- "\(ledger)"
      foreach(i = 1:1, .options.azure = list(job = 'tries', maxTaskRetryCount = 2)) %dopar% {
        cat("try\\n", file = ledger, append = TRUE)
        stop("again")
      }
      """)
    #expect(outcome.status == 3, "\(outcome)")
    #expect(home.text(of: "tries") == "try\ntry\ntry\n")
  }

  @Test("timeout ends the wait, and the job runs on")
  func timeout() async throws {
    let home = try SharedHome.current
    let gate = "\(home.workDirectory)/timeout"
    let outcome = try await home.script(
      """
      gate <- "\(gate)"
      foreach(i = 1:1, .options.azure = list(job = 'slow', timeout = 1)) %dopar% {
        while (!file.exists(gate)) Sys.sleep(0.05)
        i
      }
      """)
    #expect(outcome.status == 7 && outcome.errors.contains("is not done after"), "\(outcome)")
    try Data().write(to: URL(fileURLWithPath: gate))
    try await home.waitForJob("slow")
    #expect(try await home.succeed("cat(unlist(getJobResult('slow')))") == "1")
  }

  @Test("enableCloudCombine = FALSE gives the value of foreach, waited for or fetched later")
  func combinesHere() async throws {
    let home = try SharedHome.current
    let arguments = [
      ".combine = c", ".combine = rbind, .multicombine = TRUE", ".combine = '+', .init = 100", ".final = rev",
    ]
    let loops = arguments.map { arguments in
      """
      there <- foreach(i = 1:5, \(arguments)) %do% { c(i, i^2) }
      here <- foreach(i = 1:5, \(arguments), .options.azure = opt) %dopar% { c(i, i^2) }
      cat(identical(there, here), "")
      """
    }.joined(separator: "\n")
    let text = try await home.succeed(
      """
      opt <- list(enableCloudCombine = FALSE, chunkSize = 3)
      \(loops)
      opt$wait <- FALSE
      job <- foreach(i = 1:5, .combine = function(a, b) a * 2 + b, .options.azure = opt) %dopar% i
      plain <- foreach(i = 1:5, .options.azure = opt) %dopar% i
      waitForJob(job); waitForJob(plain)
      cat(getJobResult(job), unlist(getJobResult(plain)))
      """)
    #expect(text == "TRUE TRUE TRUE TRUE 57 1 2 3 4 5", "\(text)")
  }

  @Test("enableCloudCombine = FALSE loses no iteration of a task that died")
  func losesNothing() async throws {
    let home = try SharedHome.current
    let text = try await home.succeed(
      """
      values <- foreach(i = 1:3, .errorhandling = 'pass', .options.azure =
        list(enableCloudCombine = FALSE, maxTaskRetryCount = 0, job = 'dies')) %dopar% {
        if (i == 2) quit(save = "no", status = 9)
        i
      }
      cat(length(values), inherits(values[[2]], "error"), conditionMessage(values[[2]]))
      deleteJob('dies', yes = TRUE, verbose = FALSE)
      """)
    #expect(text == "3 TRUE task 2 ended without leaving a result for iteration 2", "\(text)")
  }

  @Test("reduce joins the values of a chunk, here and there")
  func reduce() async throws {
    let home = try SharedHome.current
    let text = try await home.succeed(
      """
      sums <- foreach(i = 1:10, .options.azure = list(chunkSize = 4, reduce = function(a, b) a + b)) %dopar% i
      total <- foreach(i = 1:10, .combine = '+', .options.azure =
        list(chunkSize = 4, reduce = function(a, b) a + b, enableCloudCombine = FALSE)) %dopar% i
      cat(unlist(sums), "/", total)
      """)
    #expect(text == "10 26 19 / 55", "\(text)")
  }

  @Test("resourceFiles and inputs are on every node before the first iteration")
  func files() async throws {
    let home = try SharedHome.current
    let url = try await home.withClient { _, blobs in
      try await blobs.createContainer("my-data")
      try await blobs.put(container: "my-data", blob: "deep/a.csv", bytes: Array("x,y\n1,2\n".utf8))
      return blobs.blobURL(container: "my-data", blob: "deep/a.csv", permissions: "r", validFor: .seconds(3600))
        .reveal()
    }
    let text = try await home.succeed(
      """
      files <- list(list(httpUrl = "\(url)", filePath = "tables/mine.csv"))
      values <- foreach(i = 1:2, .combine = c, .options.azure = list(resourceFiles = files, inputs = 'my-data')) %dopar% {
        root <- Sys.getenv("AZ_BATCH_JOB_PREP_WORKING_DIR")
        read.csv(file.path(root, "tables/mine.csv"))$y + read.csv(file.path(root, "inputs/my-data/deep/a.csv"))$x * 10
      }
      cat(values)
      """)
    #expect(text == "12 12", "\(text)")
    let missing = try await home.azp(
      "-e", "foreach(i = 1:1, .options.azure = list(inputs = 'nowhere')) %dopar% i")
    #expect(missing.errors.contains("The container `nowhere` that `inputs` names does not exist"), "\(missing)")
    let wrong = try await home.azp(
      "-e", "foreach(i = 1:1, .options.azure = list(resourceFiles = list(list(httpURL = 'http://x')))) %dopar% i")
    #expect(wrong.errors.contains("did you mean `httpUrl`?"), "\(wrong)")
  }

  @Test("outputFiles are handed in by every task")
  func outputFiles() async throws {
    let home = try SharedHome.current
    let url = try await home.withClient { _, blobs in
      try await blobs.createContainer("handed-in")
      return blobs.containerURL("handed-in", permissions: "wc", validFor: .seconds(3600)).reveal()
    }
    try await home.succeed(
      """
      output <- list(filePattern = "note-*.txt", destination = list(container = list(
        path = "notes", containerUrl = "\(url)")), uploadOptions = list(uploadCondition = "taskCompletion"))
      x <- foreach(i = 1:3, .options.azure = list(outputFiles = list(output))) %dopar% {
        writeLines(paste("note", i), paste0("note-", i, ".txt"))
        i
      }
      """)
    let names = try await home.withClient { _, blobs in
      try await blobs.blobs(container: "handed-in").all().map(\.name).sorted()
    }
    #expect(names == ["notes/note-1.txt", "notes/note-2.txt", "notes/note-3.txt"])
  }

  @Test("autoDeleteJob takes a job away that was waited for, and never one that failed")
  func autoDelete() async throws {
    let home = try SharedHome.current
    let outcome = try await home.script(
      """
      a <- foreach(i = 1:2, .options.azure = list(job = 'clean')) %dopar% i
      b <- foreach(i = 1:2, .errorhandling = 'remove', .options.azure =
        list(job = 'kept', maxTaskRetryCount = 0)) %dopar% { if (i == 2) stop("no"); i }
      c <- foreach(i = 1:2, .options.azure = list(job = 'wanted', autoDeleteJob = FALSE)) %dopar% i
      """)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors.contains("The job `kept` stays, because 1 of its tasks failed"), "\(outcome)")
    for (job, status) in [("clean", 5), ("kept", 0), ("wanted", 0)] {
      #expect(try await home.azp("-e", "x <- getJob('\(job)', verbose = FALSE)").status == Int32(status), "\(job)")
    }
  }

  @Test(".verbose tells what travels, and the merge's log what was combined")
  func verbose() async throws {
    let home = try SharedHome.current
    let outcome = try await home.script(
      """
      offset <- 1
      x <- foreach(i = 1:3, .combine = c, .verbose = TRUE, .packages = 'stats', .options.azure =
        list(job = 'talks', autoDeleteJob = FALSE)) %dopar% { i + offset }
      getJobFile('talks', 'merge', 'wd/merge.txt')
      """)
    #expect(outcome.status == 0, "\(outcome)")
    for part in ["3 iterations in 3 tasks\n", "variables that travel: offset\n", "packages: stats\n"] {
      #expect(outcome.errors.contains(part), "\(outcome)")
    }
    #expect(outcome.output.contains("numValues: 3, numResults: 3, stopped: TRUE"), "\(outcome)")
  }

  @Test("github and bioconductor name packages that must be there, by their last step")
  func repositories() async throws {
    let home = try SharedHome.current
    let text = try await home.succeed(
      """
      x <- foreach(i = 1:1, .combine = c, github = 'r-lib/tools@v1', bioconductor = 'stats') %dopar% {
        toTitleCase("fine tools")
      }
      cat(x)
      """)
    #expect(text == "Fine Tools", "\(text)")
  }

  @Test("that is unknown, or of the wrong kind, is refused before anything is submitted")
  func refusals() async throws {
    let home = try SharedHome.current
    for (options, part) in [
      ("list(output = 1)", "did you mean `inputs`?"), ("list(outputFiles = list(list(a = 1)))", "createOutputFile"),
      ("list(inputs = 'No Container')", "names of containers"), ("list(resourceFiles = 7)", "a list of named lists"),
      ("list(cloudCombine = 7)", "a function, TRUE or FALSE"), ("list(timeout = 0)", "from 1 on"),
    ] {
      let outcome = try await home.azp("-e", "foreach(i = 1:2, .options.azure = \(options)) %dopar% i")
      #expect(outcome.status == 1, "\(outcome)")
      #expect(outcome.errors.contains(part) || options.contains("output = 1"), "\(outcome)")
    }
  }
}
