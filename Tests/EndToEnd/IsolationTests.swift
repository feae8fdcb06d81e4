import Foundation
import Testing

@Suite("What a body does to the R that evaluates it", .sharedHome)
struct IsolationTests {
  /// Loops whose bodies write into R's global environment, change its state, or
  /// leave its directory; several iterations to a task.
  private static let loops = [
    "foreach(i = 1:100, .combine = c) %OP% { results <<- i; i }",
    "foreach(i = 1:100, .combine = c) %OP% { results <<- list(i); i }",
    "foreach(i = 1:6, .combine = c) %OP% { index <<- index + 1; i }",
    "foreach(i = 1:6, .combine = c) %OP% { last <<- i; job <<- 1; exports <<- 'a'; iterations <<- 1; xpr <<- 2; i }",
    "foreach(i = 1:6, .combine = c) %OP% { source(helper); i + length(results) }",
    "foreach(i = 1:6, .combine = c) %OP% { rm(list = ls(globalenv()), envir = globalenv()); i }",
    "foreach(i = 1:6, .combine = c) %OP% keep_last(i)",
    "foreach(i = 1:6, .combine = c) %OP% { assign('inherits', function(...) TRUE, globalenv()); i }",
    "foreach(i = 1:6, .combine = c) %OP% { setwd(tempdir()); i }",
    "foreach(i = 1:6, .combine = c) %OP% { sink(tempfile()); print(i); i }",
    "foreach(i = 1:6, .combine = c) %OP% { options(OutDec = ','); attach(list(c = stop)); i }",
    "foreach(i = 1:6, .combine = function(a, b) { results <<- a; index <<- b; a + b }) %OP% i",
  ]
  private static let setup = """
    index <- 0
    helper <- file.path(getwd(), "helper.R")
    keep_last <- function(v) { last <<- v; results <<- v; v }

    """

  @Test("changes none of its values, in chunks of 3 and of all iterations, as with doParallel")
  func values() async throws {
    let home = try SharedHome.current
    try home.write("results <- c(1, 2)\nindex <- 7\n", to: "helper.R")
    var ours = Self.setup
    for chunkSize in [3, 100] {
      for loop in Self.loops {
        let options = "foreach(.options.azure = list(chunkSize = \(chunkSize), maxTaskRetryCount = 0), "
        let text = loop.replacingOccurrences(of: "%OP%", with: "%dopar%")
          .replacingOccurrences(of: "foreach(", with: options)
        ours += "cat(unlist(\(text)), fill = 10000)\n"
      }
    }
    var theirs = "suppressPackageStartupMessages(library(doParallel)); registerDoParallel(cores = 2)\n" + Self.setup
    for loop in Self.loops + Self.loops {
      theirs += "cat(unlist(\(loop.replacingOccurrences(of: "%OP%", with: "%dopar%"))), fill = 10000)\n"
    }
    let printed = try await home.succeed(ours)
    #expect(try await printed == home.plainR(theirs))
    #expect(home.text(of: "helper.R").hasPrefix("results"))
  }

  /// The merged result of a job as R reads it, without azp.
  private func mergedResult(of job: String, in home: Home) async throws -> String {
    try await home.succeed("x <- getStorageFile('\(job)', 'results/merge-result.rds', '\(job).rds')\n")
    return try await home.plainR(
      """
      x <- readRDS("\(job).rds")
      cat(names(x), "|", vapply(x, function(v) if (inherits(v, "error")) "error" else format(v), ""))
      """)
  }

  @Test("and to its files and directory leaves the results in doAzureParallel's layout")
  func layout() async throws {
    let home = try SharedHome.current
    let job = """
      foreach(i = 1:5, .options.azure = list(job = 'moved', wait = FALSE, chunkSize = 2)) %dopar% {
        setwd(tempdir()); results <<- i; rm(list = ls(globalenv()), envir = globalenv()); i * 2
      }
      """
    try await home.succeed("job <- \(job)\nwaitForJob(job)\n")
    #expect(try await mergedResult(of: "moved", in: home) == "1 2 3 4 5 | 2 4 6 8 10")
  }

  @Test(
    "and kills it, leaves the iterations that had ended before",
    arguments: [
      ("pass", "1 2 3 4 5 6 7 | 1 2 error error 5 6 7"), ("remove", "1 2 5 6 7 | 1 2 5 6 7"),
    ])
  func killed(handling: String, expected: String) async throws {
    let home = try SharedHome.current
    let job = "killed-\(handling)"
    let loop = """
      foreach(i = 1:7, .errorhandling = '\(handling)', .options.azure =
        list(job = '\(job)', chunkSize = 4, maxTaskRetryCount = 0, autoDeleteJob = FALSE)) %dopar% {
        if (i == 3) tools::pskill(Sys.getpid(), 9)
        i
      }
      """
    let printed = try await home.succeed(
      """
      words <- function(x) vapply(x, function(v) if (inherits(v, "error")) "error" else format(v), "")
      x <- \(loop)
      cat(words(x), "\n")
      x <- \(loop.replacingOccurrences(of: "job = '\(job)'", with: "enableCloudCombine = FALSE"))
      cat(words(x), "\n")
      cat(words(getJobResult("\(job)", partial = TRUE)))
      """)
    let values = expected.split(separator: "| ").last.map(String.init) ?? ""
    #expect(printed == "\(values) \n\(values) \n1 2 NA NA 5 6 7", "\(printed)")
    #expect(try await mergedResult(of: job, in: home) == expected)
  }
}
