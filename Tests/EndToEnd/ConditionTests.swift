import Testing

@Suite("Warnings and messages of a loop's body", .sharedHome)
struct ConditionTests {
  private static let body = """
    {
      if (i %% 2 == 1) warning("careful")
      if (i == 4) { message("at four"); warning("mind ", i) }
      suppressWarnings(warning("not told")); suppressMessages(message("nor this"))
      i
    }
    """

  @Test("are told at the end of a wait, counted by getJob and shown by explainJob")
  func told() async throws {
    let home = try SharedHome.current
    let waited = try await home.script(
      """
      opt <- list(job = 'warned', chunkSize = 3, autoDeleteJob = FALSE)
      x <- foreach(i = 1:6, .combine = c, .options.azure = opt) %dopar% \(Self.body)
      cat(x)
      """)
    #expect(waited.output == "1 2 3 4 5 6", "\(waited)")
    #expect(waited.errors.contains("4 warnings: careful (iterations 1, 3, 5), mind 4 (iteration 4)\n"), "\(waited)")
    #expect(waited.errors.contains("1 message: at four (iteration 4)\n"), "\(waited)")

    let job = try await home.azp("-e", "getJob('warned')")
    #expect(
      job.output.hasSuffix(
        "job state: completed\nsignalled by the loop's body: 4 warnings and 1 message; `explainJob warned` shows them\n"
      ),
      "\(job)")
    let counts = try await home.succeed("j <- getJob('warned', verbose = FALSE); cat(j$warnings, j$messages)")
    #expect(counts == "4 1")
    let explained = try await home.azp("-e", "explainJob warned")
    #expect(
      explained.output.hasSuffix(
        """
        The loop's body signalled 4 warnings:
          careful (iterations 1, 3, 5)
          mind 4 (iteration 4)
        The loop's body signalled 1 message:
          at four (iteration 4)

        """), "\(explained)")
  }

  @Test("come back from jobs that are combined here, and from tasks that failed or were killed")
  func allPaths() async throws {
    let home = try SharedHome.current
    let here = try await home.script(
      """
      opt <- list(enableCloudCombine = FALSE)
      x <- foreach(i = 1:2, .combine = c, .options.azure = opt) %dopar% \(Self.body)
      """)
    #expect(here.errors.contains("1 warning: careful (iteration 1)\n"), "\(here)")
    let failed = try await home.script(
      """
      opt <- list(maxTaskRetryCount = 0, chunkSize = 4)
      x <- foreach(i = 1:4, .options.azure = opt) %dopar% { warning("before ", i); if (i == 2) stop("two"); i }
      """)
    #expect(failed.status == 3 && failed.errors.contains("4 warnings: before 1 (iteration 1), before 2"), "\(failed)")
    let killed = try await home.script(
      """
      opt <- list(maxTaskRetryCount = 0, chunkSize = 4)
      x <- foreach(i = 1:4, .errorhandling = "pass", .options.azure = opt) %dopar% {
        warning("before ", i)
        if (i == 3) tools::pskill(Sys.getpid(), 9)
      }
      """)
    #expect(killed.errors.contains("2 warnings: before 1 (iteration 1), before 2 (iteration 2)\n"), "\(killed)")
  }

  @Test("of a body without any cost no line")
  func none() async throws {
    let home = try SharedHome.current
    let outcome = try await home.script("x <- foreach(i = 1:2) %dopar% i\n")
    #expect(!outcome.errors.contains("warning") && !outcome.errors.contains("message"), "\(outcome)")
  }
}
