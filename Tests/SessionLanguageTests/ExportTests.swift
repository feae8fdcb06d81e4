import RData
import SessionLanguage
import Testing

@Suite("Variables that travel with a loop")
struct ExportTests {
  private static let session = """
    x <- 1; y <- 2; z <- 3; df <- list(a = 1); k <- 4; sqrt2 <- function(v) v + y
    outer <- function(v) sqrt2(v) * inner(v); inner <- function(v) v + z; n <- 10

    """

  private func exports(_ body: String, options: String = "") async throws -> [String] {
    let host = RecordingHost()
    try await run(Self.session + "foreach(i = 1:3\(options)) %dopar% \(body)", host: host)
    return try #require(host.seen.loops.last).exports.map(\.name)
  }

  @Test(
    "names read travel, names made in the body do not",
    arguments: [
      ("{ i + x }", ["x"]), ("{ x <- 5; x }", []), ("{ x <- x + 1; x }", ["x"]), ("{ df$x }", ["df"]),
      ("{ list(x = 1, y = y) }", ["y"]), ("{ 'x' }", []), ("{ function(x) x + y }", ["y"]),
      ("{ for (k in 1:3) k + z }", ["z"]), ("{ stats::x(1) }", []), ("{ df@x }", ["df"]), ("{ # x\n y }", ["y"]),
      ("{ x[1] <- 2; x }", ["x"]), ("{ names(x) <- 'a'; x }", ["x"]), ("{ f <- function() y; f() }", ["y"]),
      ("{ f <- function(v = z) v; f() }", ["z"]), ("{ f <- function() late; late <- 1; f() }", []),
      ("{ if (i > n) x else y }", ["n", "x", "y"]), ("{ 5 -> x; x }", []), ("{ `x` }", ["x"]),
      ("{ mean(x = i) }", []), ("{ n(i); 1 }", nil), ("{ y ~ x }", ["x", "y"]), ("{ quote(unknown + x) }", ["x"]),
      ("{ sapply(1:3, function(k) k * x) }", ["x"]), ("{ sapply(1:3, \\(k) k * x) }", ["x"]), ("{ r\"(x)\" }", []),
      ("{ (function(x) { y <- x; function(q) q + y + z })(1) }", ["z"]), ("x", ["x"]), ("{ i |> sum(x) }", ["x"]),
      ("{ x <<- 1; x }", []), ("{ while (FALSE) k; repeat break }", ["k"]), ("{ df[['a']][x] }", ["df", "x"]),
    ] as [(String, [String]?)])
  func reads(body: String, expected: [String]?) async throws {
    guard let expected else {
      let error = await failure(Self.session + "foreach(i = 1:3) %dopar% \(body)")
      #expect(error?.message.hasPrefix("`n` is used by the loop body but is neither") == true)
      return
    }
    #expect(try await exports(body) == expected)
  }

  @Test("functions take along what they mention, step by step")
  func transitive() async throws {
    #expect(try await exports("{ outer(i) }") == ["inner", "outer", "sqrt2", "y", "z"])
  }

  @Test("what is named explicitly travels or stays")
  func explicit() async throws {
    #expect(try await exports("{ i }", options: ", .export = c('x', 'df')") == ["df", "x"])
    #expect(try await exports("{ i + x + y }", options: ", .noexport = 'x'") == ["y"])
    #expect(try await exports("{ i + nowhere }", options: ", .noexport = 'nowhere'") == [])
    #expect(try await exports("{ outer(i) }", options: ", .noexport = c('y', 'z')") == ["inner", "outer", "sqrt2"])
  }

  @Test("a missing variable is refused with a caret inside of the body")
  func missing() async throws {
    let host = RecordingHost()
    let error = try #require(
      await failure("job <- foreach(i = 1:10) %dopar% {\n  mean(rnorm(1e6)) + offset2\n}", host: host))
    #expect(host.seen.loops.isEmpty)
    #expect(
      error.render() == """
        test.azp:2:22: `offset2` is used by the loop body but is neither a variable of this session nor known to R; \
        assign it first or name it in .noexport
            mean(rnorm(1e6)) + offset2
                               ^~~~~~~

        """)
  }

  @Test("a missing name in .export is refused")
  func missingExport() async {
    let error = await failure("foreach(i = 1, .export = c('nothing')) %dopar% i")
    #expect(error?.message == "unable to find variable `nothing` named in .export")
    #expect(error?.column == 26)
  }

  @Test(
    "names that other packages or the body itself may define are let pass",
    arguments: [
      ("{ fancy(i) }", ", .packages = 'fancypkg'"), ("{ library(fancypkg); fancy(i) }", ""),
      ("{ load('x.RData'); loaded + i }", ""), ("{ subset(mtcars, cyl > 4 & gear > 2) }", ""),
      ("{ lm(mpg ~ wt, data = mtcars, weights = qsec) }", ""), ("{ fancy(i) }", ", github = 'me/fancypkg'"),
      ("{ dplyr::filter(mtcars, cyl == i) }", ""), ("{ assign('q', 1); q + i }", ""),
      ("{ with(mtcars, mean(mpg)) + i }", ""), ("{ tryCatch(stop('x'), error = function(e) conditionMessage(e)) }", ""),
    ])
  func lenient(body: String, options: String) async throws {
    #expect(try await exports(body, options: options) == [])
  }

  @Test("R is asked first when it can be")
  func asked() async throws {
    let knows = RecordingHost(known: ["fancy", "+"])
    try await run("foreach(i = 1) %dopar% { fancy(i) + i }", host: knows)
    #expect(knows.seen.loops.count == 1)
    let error = await failure("foreach(i = 1) %dopar% { fancy(i) }", host: RecordingHost(known: []))
    #expect(error?.message.hasPrefix("`fancy` is used") == true)
  }
}
