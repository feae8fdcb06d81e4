import Testing

@Suite("The guide's session")
struct SeedTests {
  /// Every code block of doAzureParallel's guide to asynchronous jobs that
  /// belongs to these commands, in its order, with R code for the dots.
  private static let blocks = #"""
    number_of_iterations <- 4

    # List your jobs:
    getJobList()

    # set the .options.azure option in the foreach loop 
    opt <- list(job = 'unique_job_id', wait = FALSE)

    # NOTE - if the option wait = FALSE, foreach will return your unique job id
    job_id <- foreach(i = 1:number_of_iterations, .options.azure = opt) %dopar % { i^2 }

    # Get your job by job id:
    getJob(jobId = 'unique_job_id', verbose = TRUE)

    waitForJob(job_id)
    # get back your job results with your unique job id
    results <- getJobResult(job_id)
    print(unlist(results))

    # List jobs in completed state:
    filter <- list()
    filter$state <- c("active", "completed")
    jobList <- getJobList(filter)
    View(jobList)

      options <- list(wait = FALSE)
      jobId <- foreach(i = 1:number_of_iterations, .options.azure = options) %dopar% { i + 0.5 }

      options <- list(wait = FALSE, job = 'myjob')
      foreach(i = 1:number_of_iterations, .options.azure = options) %dopar% { letters[i] }

      getJobList()

      filter <- filter <- list()
      filter$state <- c("active", "completed")
      getJobList(filter)

      getJob(jobId)
      getJob(jobId, verbose = TRUE)

    waitForJob(jobId)
      jobResult <- getJobResult(jobId)
    print(unlist(jobResult))

    """#

  @Test("runs as it is written, from the first list to the deletion")
  func blocks() async throws {
    try await Home.use { home in
      let run = try await home.script(Self.blocks, named: "guide.azp")
      #expect(run.status == 0, "\(run)")
      #expect(run.output.contains("\n 1  2  3  4 \n 1  4  9 16 \n"), "\(run)")
      #expect(run.output.contains("\n  1   2   3   4 \n1.5 2.5 3.5 4.5 \n"), "\(run)")
      // A loop that does not wait and is not assigned prints its id.
      #expect(run.lines.contains(#"[1] "myjob""#), "\(run)")
      #expect(run.lines.contains("job state: active"), "\(run)")
      #expect(run.lines.contains { $0.hasPrefix("1 unique_job_id completed  100 %") }, "\(run)")

      // In a script nobody can be asked.
      let asked = try await home.script("jobId <- 'unique_job_id'\n  deleteJob(jobId)\n")
      #expect(asked.status == 2, "\(asked)")
      let deleted = try await home.script("jobId <- 'unique_job_id'\n  deleteJob(jobId, yes = TRUE)\n")
      #expect(deleted.output == "Your job 'unique_job_id' has been deleted.\n", "\(deleted)")
      #expect(try await home.azp("-e", "getJob('unique_job_id')").status == 5)
    }
  }

  @Test("runs alike from a file, from -e and from standard input")
  func waysIn() async throws {
    let text = "x <- c(a = 1, b = 2)\nprint(x)\nif (x[['a']] < 2) {\n  cat('small\\n')\n}\n"
    try await Home.use { home in
      let expected = "a b \n1 2 \nsmall\n"
      for outcome in [
        try await home.script(text), try await home.azp("-e", text), try await home.azp(input: text),
        try await home.azp("-", input: text),
      ] {
        #expect(outcome.status == 0 && outcome.output == expected, "\(outcome)")
        #expect(outcome.errors.isEmpty, "\(outcome)")
      }
      // Nothing of this needs the service.
      #expect(home.stateFiles(in: "").isEmpty)
    }
  }
}
