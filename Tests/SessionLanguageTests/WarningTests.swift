import SessionLanguage
import Testing

@Suite("Warnings are shown as R's console shows them", .enabled(if: RealR.isThere))
struct WarningTests {
  /// Statements of one line each, which warn.
  private static let program = #"""
    1:3 + 1:2
    as.numeric("a")
    x <- 1:3; x[1:2] <- 1:3
    mean("a")
    max(numeric(0))
    x <- 1; x$a <- 2
    sqrt(-1)
    sqrt( -1 ) + log(-1)
    as.integer(3e9)
    warning("own")
    f <- function(v) { warning("deep ", v); v }
    f(3)
    g <- function(v) v + 1:2
    g(1:3)
    2147483647L + 1L
    suppressWarnings(sqrt(-1))
    rm(nothing)
    if (TRUE) warning("has NA")
    sqrt(c(-1, -2, -3, -4)) + log(c(-10000, -20000, -30000, -40000, -50000, -60000)[1:4]) + 0 * 1000000
    """#

  @Test("to the character, with the call, several after one statement numbered")
  func asInR() async throws {
    let expected = try RealR.output(of: Self.program, errors: true)
    let host = try await run(Self.program)
    #expect(expected.contains("NaNs produced"))
    #expect(host.seen.notes == expected)
  }

  @Test("a warning is said although the statement fails")
  func beforeAnError() async {
    let host = RecordingHost()
    let error = await failure("{ sqrt(-1); stop('no') }", host: host)
    #expect(error?.message == "no")
    #expect(host.seen.notes == "Warning message:\nIn sqrt(-1) : NaNs produced\n")
  }

  @Test("many warnings are counted, and the first are shown")
  func many() async throws {
    let host = try await run("for (i in 1:12) warning('n', i)")
    #expect(host.seen.notes.hasPrefix("There were 12 warnings; the first:\n1: n1 \n2: n2 \n"))
    #expect(host.seen.notes.hasSuffix("10: n10 \n"))
  }
}
