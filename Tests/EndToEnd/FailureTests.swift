import Testing

@Suite("A loop body that fails", .sharedHome)
struct FailureTests {
  private static let body = #"{ if (i %in% c(3, 7)) stop("no luck with ", i); i^2 }"#

  /// The loop with an error handling; three iterations to a task.
  private func loop(_ handling: String, _ options: String = "") -> String {
    "foreach(i = 1:8, .errorhandling = '\(handling)', .options.azure = list(chunkSize = 3\(options))) %dopar% \(Self.body)"
  }

  @Test("in iterations 3 and 7 shows 2 failed, and which they were with R's message")
  func stop() async throws {
    let home = try SharedHome.current
    let waited = try await home.script(
      """
      job <- foreach(i = 1:8, .options.azure = list(wait = FALSE, job = 'unlucky')) %dopar% \(Self.body)
      done <- waitForJob(job)
      """)
    #expect(waited.status == 3, "a job that was waited for has failed: \(waited)")

    let shown = try await home.azp("-e", "getJob('unlucky')")
    #expect(shown.status == 0)
    #expect(shown.output.contains("\n\t\tfailed: 2\n\ttotal: 9\n"), "\(shown)")
    #expect(
      shown.output.hasSuffix("failures:\n\titeration 3: no luck with 3\n\titeration 7: no luck with 7\n"), "\(shown)")

    let result = try await home.azp("-e", "getJobResult('unlucky')")
    #expect(result.status == 3)
    #expect(result.output.isEmpty)
    for part in [
      "`unlucky`", #"task 3 failed - "no luck with 3""#, "iteration 3: no luck with 3",
      "iteration 7: no luck with 7",
    ] {
      #expect(result.errors.contains(part), "\(result)")
    }

    let listed = try await home.azp("-e", "getJobList()")
    #expect(listed.lines.contains { $0.contains("unlucky completed  100 %           2          9") }, "\(listed)")
  }

  @Test("ends a loop that waits with exit status 3")
  func waiting() async throws {
    let home = try SharedHome.current
    let outcome = try await home.script("x <- \(loop("stop"))\nprint('not reached')\n")
    #expect(outcome.status == 3, "\(outcome)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(#"task 3 failed - "no luck with 3""#))
  }

  @Test("gives what foreach gives under 'pass' and 'remove'", arguments: ["pass", "remove"])
  func kept(handling: String) async throws {
    let home = try SharedHome.current
    let outcome = try await home.script(
      """
      values <- \(loop(handling, ", job = '\(handling)'"))
      print(values)
      saveRDS(values, "\(handling).rds")
      """)
    // A failure that the loop asked to keep is no failure of the script.
    #expect(outcome.status == 0, "\(outcome)")

    let reference = """
      values <- tryCatch({
        suppressPackageStartupMessages(library(foreach))
        foreach(i = 1:8, .errorhandling = '\(handling)') %do% \(Self.body)
      }, packageNotFoundError = function(e) {
        values <- lapply(1:8, function(i) tryCatch(\(Self.body), error = function(e) simpleError(conditionMessage(e))))
        if ('\(handling)' == 'remove') Filter(function(v) !inherits(v, "error"), values) else values
      })
      plain <- function(list) lapply(list, function(v) if (inherits(v, "error")) conditionMessage(v) else v)

      """
    let verdict = try await home.plainR(
      reference + """
        mine <- readRDS("\(handling).rds")
        cat(identical(plain(mine), plain(values)), identical(lapply(mine, class), lapply(values, class)))
        """)
    #expect(verdict == "TRUE TRUE")
    if try await home.plainR("cat(requireNamespace('foreach', quietly = TRUE))") == "TRUE" {
      #expect(try await outcome.output == home.plainR(reference + "print(values)"))
    }
  }

  @Test("without R's doing (a process that dies) is named with its exit code")
  func death() async throws {
    let home = try SharedHome.current
    let outcome = try await home.script(
      """
      job <- foreach(i = 1:2, .options.azure = list(wait = FALSE, job = 'dies', maxTaskRetryCount = 0)) %dopar% {
        if (i == 2) quit(save = "no", status = 42)
        i
      }
      waitForJob(job)
      """)
    #expect(outcome.status == 3, "\(outcome)")
    let result = try await home.azp("-e", "getJobResult('dies')")
    #expect(result.status == 3)
    #expect(result.errors.contains("task 2 failed with exit code 42"), "\(result)")
  }
}
