import Testing

@Suite("A loop's tasks", .sharedHome)
struct ChunkTests {
  private func tasks(of id: String) async throws -> Int? {
    let home = try SharedHome.current
    let printed = try await home.succeed("d <- getTaskList('\(id)'); cat(nrow(d))")
    return Int(printed)
  }

  @Test("are as many as iterations while those are some tens, and a handful for many, with the same result")
  func automatic() async throws {
    let home = try SharedHome.current
    let printed = try await home.succeed(
      """
      short <- foreach(i = 1:5, .options.azure = list(wait = FALSE, job = 'short')) %dopar% i
      long <- foreach(i = 1:500, .combine = c, .options.azure = list(wait = FALSE, job = 'long')) %dopar% { i * 2 }
      said <- foreach(i = 1:500, .options.azure = list(wait = FALSE, job = 'said', chunkSize = "auto")) %dopar% i
      each <- foreach(i = 1:50, .options.azure = list(wait = FALSE, job = 'each', chunkSize = 1)) %dopar% i
      waitForJob(short); waitForJob(long); waitForJob(said); waitForJob(each)
      cat(sum(getJobResult(long)), sum(unlist(getJobResult(said))), length(getJobResult(each)))
      """)
    #expect(printed == "250500 125250 50")
    // And the merge.
    #expect(try await tasks(of: "short") == 6)
    #expect(try await tasks(of: "each") == 51)
    let long = try #require(try await tasks(of: "long"))
    #expect(long > 2 && long <= 251)
    #expect(try await tasks(of: "said") == long)
    // What a task runs is told by the size that was chosen.
    let job = try await home.azp("-e", "getJob('long', verbose = TRUE)")
    let size = try #require(
      job.lines.first { $0.hasPrefix("\tchunkSize: ") }.flatMap { Int($0.dropFirst("\tchunkSize: ".count)) })
    #expect((500 + size - 1) / size == long - 1)
  }

  @Test("of one loop see nothing of each other, each being an R that has just started")
  func isolation() async throws {
    let home = try SharedHome.current
    let printed = try await home.succeed(
      """
      x <- foreach(i = 1:8) %dopar% {
        seen <- c(exists("leaked", globalenv()), Sys.getenv("LEAKED") != "", isTRUE(getOption("leaked")))
        assign("leaked", TRUE, globalenv()); Sys.setenv(LEAKED = "yes"); options(leaked = TRUE)
        list(any(seen), Sys.getpid(), tempdir(), runif(1))
      }
      cat(any(sapply(x, function(e) e[[1]])))
      for (index in 2:4) cat("", length(unique(sapply(x, function(e) e[[index]]))))
      """)
    #expect(printed == "FALSE 8 8 8")
  }
}
