import RData
import SessionLanguage
import Testing

@Suite("Values that are not known in a dry run")
struct UnknownValueTests {
  /// What is shown and said when no command can tell anything.
  private func run(_ text: String) async throws -> RecordingHost.Record {
    let host = RecordingHost(answerInR: { _ in .string("from R") }, failure: UnknownValue())
    try await SessionLanguageTests.run(text, host: host)
    return host.seen
  }

  private func note(_ statement: String) -> String {
    "Dry run: `\(statement)` needs a value that is not known, and is passed over.\n"
  }

  @Test("what uses one is passed over, and so is what depends on it, until it is assigned anew")
  func spreads() async throws {
    let seen = try await run(
      """
      x <- getJobResult('a')
      y <- x + 1
      y
      z <- 5
      z[1] <- y
      is.null(z)
      y <- 2
      y
      """)
    #expect(seen.shown == [.number(2)])
    #expect(seen.notes == ["y <- x + 1", "y", "z[1] <- y", "is.null(z)"].map(note).joined())
  }

  @Test("R is not asked about one, nor a command")
  func staysHere() async throws {
    let seen = try await run("x <- getJobResult('a'); lm(y ~ x); getJob(x); getJob $x; rm(x); toupper('a')")
    #expect(seen.sources.isEmpty && seen.invocations.count == 1)
    #expect(seen.notes == ["lm(y ~ x)", "getJob(x)", "getJob $x"].map(note).joined())
    #expect(seen.shown == [.string("A")])
  }

  @Test("blocks, branches and loops go on with their next statement; what is part of another stops that")
  func goesOn() async throws {
    let seen = try await run(
      """
      for (i in 1:2) { print(getJob('a')); print(i) }
      { getJob('a'); print(3) }
      if (TRUE) { x <- getJob('a'); print(4) }
      y <- { getJob('a'); 5 }
      f <- function() { getJob('a'); 6 }
      f()
      y
      """)
    #expect(seen.shown == [.int(1), .int(2), .number(3), .number(4)])
  }

  @Test("a loop that waits for what never comes is left")
  func endless() async throws {
    let seen = try await run(
      """
      repeat { if (getJob('a') == 'completed') break }
      while (getJob('a') != 'completed') Sys.sleep(1)
      print('behind')
      """)
    #expect(seen.shown == [.string("behind")] && seen.slept.isEmpty)
  }

  @Test("no handler of errors takes it for one")
  func isNoError() async throws {
    let seen = try await run("x <- tryCatch(getJob('a'), error = function(e) 'caught'); x; print('on')")
    #expect(seen.shown == [.string("on")])
  }

  @Test("a loop that would be submitted may use one, and one that runs here may not")
  func loops() async throws {
    let seen = try await run(
      "x <- getJob('a'); foreach(i = 1:2) %dopar% { x + i }; foreach(i = 1:2) %do% { x + i }")
    #expect(seen.loops.map(\.isParallel) == [true])
  }
}
