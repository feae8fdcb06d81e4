import Foundation
import Testing

@Suite("Loops give what foreach gives", .sharedHome)
struct LoopTableTests {
  /// What a loop that failed leaves in place of its value.
  private static let none = "no value"

  /// The table as an azp script that saves each value to a file.
  private static func script(_ loops: [String], operator symbol: String) -> String {
    let parts = loops.enumerated().map { index, loop in
      var text = loop.replacingOccurrences(of: "%OP%", with: symbol)
      if symbol == "%dopar%", !text.contains(".options.azure"), let head = text.range(of: "foreach(") {
        let chunkSize = [1, 2, 3, 100][index % 4]
        text.replaceSubrange(
          head, with: "foreach(.options.azure = list(chunkSize = \(chunkSize), maxTaskRetryCount = 0), ")
      }
      return """
        value <- "\(none)"
        value <- \(text)
        saveRDS(value, "azp-\(index + 1).rds")
        cat("end of \(index + 1)\\n", file = stderr())

        """
    }
    return LoopTable.setup + parts.joined()
  }

  /// The table as R code that compares each value with azp's: a line for each
  /// that differs, then how many were compared.
  private static func comparison(_ loops: [String], operator symbol: String) -> String {
    let sources = loops.map { loop in
      let text = loop.replacingOccurrences(of: "%OP%", with: symbol)
        .replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
      return "\"\(text)\""
    }
    return LoopTable.setup + """
      suppressPackageStartupMessages(library(doParallel))
      registerDoParallel(cores = 2)
      loops <- c(\(sources.joined(separator: ",\n")))
      plain <- function(x) {
        # The calls of conditions name what evaluates a body.
        if (inherits(x, "condition")) return(structure(list(conditionMessage(x)), class = class(x)))
        if (is.list(x)) x[] <- lapply(x, plain)
        x
      }
      \(symbol == "%do%" ? "plain <- identity" : "")
      diverted <- capture.output(values <- suppressMessages(lapply(loops, function(loop) {
        tryCatch(list(eval(parse(text = loop, keep.source = FALSE), globalenv())), error = conditionMessage)
      })))
      for (n in seq_along(loops)) {
        ours <- readRDS(sprintf("azp-%d.rds", n))
        failed <- identical(ours, "\(none)")
        if (is.character(values[[n]])) {
          cat("failed", n, values[[n]], "\\n", sep = "\\t")
          if (!failed) cat("differs", n, loops[n], "has a value here, and an error in R\\n", sep = "\\t")
        } else if (failed || !identical(plain(ours), plain(values[[n]][[1]]))) {
          cat("differs", n, loops[n], deparse(ours), "expected", deparse(values[[n]][[1]]), "\\n", sep = "\\t")
        }
      }
      cat("compared", length(loops), sum(lengths(values) > 0), "\\n", sep = "\\t")
      """
  }

  @Test(
    "for every loop of the table, here and as jobs with chunks of 1, 2, 3 and all iterations",
    arguments: ["%do%", "%dopar%"])
  func table(symbol: String) async throws {
    let home = try SharedHome.current
    // foreach prints what a combining function fails with and goes on; a job
    // has no result then, and says why.
    let combineFailure = "cannot combine A"
    let loops = LoopTable.loops.filter { symbol == "%do%" || !$0.contains("cannot ") }
    #expect(loops.count >= 60)
    try home.write(Self.script(loops, operator: symbol), to: "table.azp")
    let outcome = try await home.azp("--keep-going", "table.azp", deadline: .seconds(900))
    let lines = try await home.plainR(Self.comparison(loops, operator: symbol)).split(separator: "\n").map(String.init)
    #expect(
      lines.filter { $0.hasPrefix("differs") } == [],
      "\(outcome.errors.split(separator: "\n").filter { $0.hasPrefix("table.azp") })")
    #expect(lines.last == "compared\t\(loops.count)\t\(loops.count)\t")
    for line in lines where line.hasPrefix("failed") {
      // `task 2 failed - "boo 2"`: the cause must be told in either case.
      let cause = line.split(separator: "\"").dropFirst().first.map(String.init) ?? line
      #expect(outcome.errors.contains(cause), "\(line)")
    }
    print("\(loops.count) loops compared with foreach for \(symbol)")
    if symbol == "%dopar%" {
      let failing = try await home.script(
        LoopTable.setup + "foreach(i = 1:4, .combine = function(a, b) stop('cannot ', 'combine A')) %dopar% i")
      #expect(failing.status != 0)
      #expect(failing.errors.contains(combineFailure))
    }
  }

  @Test("what a body assigns stays in the session, as foreach leaves it")
  func assignments() async throws {
    let home = try SharedHome.current
    let source = """
      total <- 0
      r <- foreach(i = 1:3) %do% { total <- total + i; made <- letters[i]; NULL }
      print(c(total, i))
      print(made)
      r <- foreach(i = 7:8) %dopar% { total <- 99; i }
      print(total)

      """
    let printed = try await home.succeed(source)
    let expected = try await home.plainR(
      "suppressPackageStartupMessages(library(doParallel)); registerDoParallel(cores = 2)\n" + source)
    #expect(printed == expected)
  }
}
