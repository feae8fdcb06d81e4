import Foundation
import Testing

@Suite("The result of a job", .sharedHome)
struct ResultTests {
  @Test("equals to the last digit what the loop gives in plain R, run one iteration after the other")
  func coefficients() async throws {
    let home = try SharedHome.current
    let printed = try await home.succeed(
      Bootstrap.submit(as: "coefficients") + """

        results <- getJobResult(jobId)
        saveRDS(results, "coefficients.rds")
        \(Bootstrap.printExactly("results"))
        """)
    let expected = try await home.plainR(Bootstrap.sequentially + Bootstrap.printExactly("expected"))
    #expect(printed == expected)
    #expect(expected.split(separator: "\n").count == Bootstrap.iterations)
    let verdict = try await home.plainR(
      Bootstrap.sequentially + #"cat(identical(unname(readRDS("coefficients.rds")), expected))"#)
    #expect(verdict == "TRUE")
  }

  @Test("is a blob that plain R and azp read to the same values")
  func blob() async throws {
    let home = try SharedHome.current
    let seenByAzp = try await home.succeed(
      Bootstrap.submit(as: "blob") + """

        results <- getJobResult("blob")
        saveRDS(results, "blob.rds")
        print(results[1:3])
        print(names(results))
        \(Bootstrap.printExactly("results"))
        """)
    // Blobs are plain files; the merged result is the one that holds a value
    // for each iteration.
    let files = home.stateFiles(in: "blobs").map { #""\#($0)""# }.joined(separator: ",\n  ")
    let seenByR = try await home.plainR(
      """
      blobs <- lapply(c(\(files)), function(file) tryCatch(readRDS(file), error = function(e) NULL))
      merged <- Filter(function(x) is.list(x) && identical(names(x), as.character(1:40)) && is.numeric(x[[1]]), blobs)
      results <- merged[[1]]
      stopifnot(identical(results, readRDS("blob.rds")))
      print(results[1:3])
      print(names(results))
      \(Bootstrap.printExactly("results"))
      """)
    #expect(seenByAzp == seenByR)
  }

  @Test("holds objects that print by the method that R has for their class")
  func objects() async throws {
    let home = try SharedHome.current
    let loop = "foreach(i = 1:2, .options.azure = list(job = 'objects', wait = FALSE)) %dopar% rle(c(i, i))"
    try await home.succeed(loop + "\n")
    try await home.waitForJob("objects")
    #expect(
      try await home.succeed("getJobResult objects\n")
        == home.plainR("print(list(`1` = rle(c(1L, 1L)), `2` = rle(c(2L, 2L))))"))
  }

  @Test("of a loop that waits is the list that foreach gives, and prints alike")
  func waiting() async throws {
    let home = try SharedHome.current
    let loop = "foreach(i = 1:3, .options.azure = list(chunkSize = 3))"
    let body = "{ list(i, c(a = i / 3), letters[i], factor(c('x', 'y')), NULL, data.frame(n = 1:2, s = c('p', 'q'))) }"
    let printed = try await home.succeed("print(\(loop) %dopar% \(body))\n")
    #expect(try await printed == home.plainR("print(lapply(1:3, function(i) \(body)))"))
  }

  @Test("of a loop over session variables uses what the variables hold")
  func exports() async throws {
    let home = try SharedHome.current
    let printed = try await home.succeed(
      """
      offset_by <- c(1.5, 2.5)
      square <- function(x) x^2
      sums <- foreach(i = 1:4, .combine = c, .options.azure = list(chunkSize = 2)) %dopar% { square(i) + sum(offset_by) }
      print(sums)
      """)
    #expect(printed == "[1]  5  8 13 20\n")
  }

  @Test("is fetched before the job is done only in part, when asked for")
  func unfinished() async throws {
    let home = try SharedHome.current
    // The second task waits for a file, so that nothing depends on speed.
    let gate = "\(home.workDirectory)/gate"
    let id = try await home.succeed(
      """
      gate <- "\(gate)"
      job <- foreach(i = 1:2, .options.azure = list(wait = FALSE, job = 'half')) %dopar% {
        while (i == 2 && !file.exists(gate)) Sys.sleep(0.05)
        i * 10
      }
      cat(job)
      """)
    #expect(id == "half")
    try await eventually("the first of the two tasks is completed") {
      try await home.azp("-e", "getJob('half')").output.contains("\tcompleted: 1\n")
    }
    let early = try await home.azp("-e", "r <- getJobResult('half')")
    #expect(early.status == 1, "\(early)")
    #expect(early.errors.contains("`half` has not finished yet: 1 of 3 tasks is completed"), "\(early)")
    let part = try await home.succeed("r <- getJobResult('half', partial = TRUE); print(r[[1]]); print(r[[2]])")
    #expect(part == "[1] 10\n[1] NA\n")
    try home.write("", to: "gate")
    try await home.waitForJob("half")
    #expect(try await home.succeed("print(unlist(getJobResult('half')))") == " 1  2 \n10 20 \n")
  }
}
