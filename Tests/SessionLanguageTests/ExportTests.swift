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
      ("{ x <<- 1; x }", ["x"]), ("{ while (FALSE) k; repeat break }", ["k"]), ("{ df[['a']][x] }", ["df", "x"]),
    ] as [(String, [String]?)])
  func reads(body: String, expected: [String]?) async throws {
    guard let expected else {
      let error = await failure(Self.session + "foreach(i = 1:3) %dopar% \(body)")
      #expect(error?.message.hasPrefix("`n` is used by the loop body but is neither") == true)
      return
    }
    #expect(try await exports(body) == expected)
  }

  @Test(
    "what the body assigns only perhaps, or after it was read, travels",
    arguments: [
      ("{ if (i > 1) x <- 0; x + i }", ["x"]), ("{ for (q in integer(0)) x <- q; x }", ["x"]),
      ("{ while (FALSE) { x <- 1 }; x }", ["x"]), ("{ repeat { if (i > 0) break; x <- 1 }; x }", ["x"]),
      ("{ r <- tryCatch({ stop('a'); x <- 1 }, error = function(e) 0); x + r }", ["x"]),
      ("{ switch('a', b = x <- 1); x }", ["x"]), ("{ i > 5 && { x <- 1; TRUE }; x }", ["x"]),
      ("{ i > 5 || (x <- 1); x }", ["x"]), ("{ local({ x <- 3 }); x }", ["x"]),
      ("{ f <- function() { x <- 9; x }; f() + x }", ["x"]), ("{ f <- function() { x <- 9; x }; f() }", []),
      ("{ sapply(1:2, function(q) { x <- q; x }); x }", ["x"]), ("{ if (i > 1) x <- 0 else x <- 1; x }", ["x"]),
      ("{ if (i > 1) { x <- 0; x }; 1 }", []), ("{ for (q in 1:2) { x <- q; x }; 1 }", []),
      ("{ if (i > 1) return(x); x <- 1 }", ["x"]), ("{ f <- function() x; r <- f(); x <- 1; r }", ["x"]),
      ("{ x <- y; y <- 1; x }", ["y"]), ("{ mean(x <- 1); x }", ["x"]), ("{ for (k in 1:2) 1; k }", []),
      ("{ if (i > 1) for (k in 1:2) k; k }", ["k"]), ("{ function(v = x) { x <- 1; v } }", ["x"]),
      ("{ x <- 1; f <- function() { x <<- 2 }; f(); x }", []), ("{ x <- x; x }", ["x"]),
      ("{ x <- 1; rm(x); x }", ["x"]), ("{ x <- 1; g <- globalenv(); g$x }", ["x"]),
      ("{ sqrt2 <- 5; sqrt2(1) }", ["sqrt2", "y"]), ("{ sapply(1:2, function(sqrt2) sqrt2) }", []),
    ] as [(String, [String])])
  func perhapsAssigned(body: String, expected: [String]) async throws {
    #expect(try await exports(body) == expected)
  }

  @Test(
    "what the body names as text travels when it looks variables up, and functions always",
    arguments: [
      ("{ if (!exists('x')) x <- 1; x }", ["x"]), ("{ get('x') + base::get0('y') }", ["x", "y"]),
      ("{ mget(c('x', 'y')) }", ["x", "y"]), ("{ assign('x', 5); 1 }", ["x"]),
      ("{ match.fun('sqrt2')(i) }", ["sqrt2", "y"]),
      ("{ do.call('sqrt2', list(i)) }", ["sqrt2", "y"]), ("{ do.call(what = 'sqrt2', list(z)) }", ["sqrt2", "y", "z"]),
      ("{ sapply(i, 'sqrt2') }", ["sqrt2", "y"]), ("{ lapply(c('x', 'y'), get) }", ["x", "y"]),
      ("{ eval(parse(text = 'x + y * 2')) }", ["x", "y"]), ("{ .GlobalEnv$x + globalenv()[['y']] }", ["x", "y"]),
      ("{ df[['x']] }", ["df"]), ("{ df$x; list(y = 1) }", ["df"]), ("{ get('i') + 1 }", []),
      ("{ glue::glue('{x} of {y}') }", ["x", "y"]),
    ] as [(String, [String])])
  func texts(body: String, expected: [String]) async throws {
    #expect(try await exports(body) == expected)
  }

  @Test("names that the loop runs over, or that a variable holds, travel when the body looks them up")
  func textsOfValues() async throws {
    let host = try await run(
      "a <- 1; b <- 2; both <- c('a', 'b'); foreach(n = both) %dopar% get(n); foreach(i = 1) %dopar% mget(both)\n"
        + "foreach(n = both) %dopar% toupper(n)")
    #expect(host.seen.loops.map { $0.exports.map(\.name) } == [["a", "b"], ["a", "b", "both"], []])
  }

  @Test("functions take along what they assign only perhaps, or name as text")
  func perhapsInFunctions() async throws {
    let text = """
      x <- 1; y <- 2; n <- 'y'
      perhaps <- function(v) { if (v > 1) x <- 0; v + x }; named <- function() get(n)
      surely <- function(v) { x <- v; x }
      foreach(i = 1) %dopar% perhaps(i); foreach(i = 1) %dopar% named(); foreach(i = 1) %dopar% surely(i)
      """
    let host = try await run(text)
    #expect(
      host.seen.loops.map { $0.exports.map(\.name) } == [["perhaps", "x"], ["n", "named", "y"], ["surely"]])
  }

  @Test("what a formula or a call among the variables mentions travels, and the session's methods do")
  func codeAmongValues() async throws {
    let text = """
      y <- 1; format.money <- function(x, ...) paste(x, unit); unit <- 'EUR'; `[<-.money` <- function(x, i, value) x
      `second<-` <- function(x, value) { x[2] <- value; x }; v <- 1:2; `%+%` <- function(a, b) a + y
      foreach(i = 1) %dopar% format(i); foreach(i = 1) %dopar% { v[1] <- 2L; v }
      foreach(i = 1) %dopar% { second(v) <- 3; v }; foreach(i = 1) %dopar% (i %+% 2)
      """
    let host = try await run(text)
    #expect(
      host.seen.loops.map { $0.exports.map(\.name) } == [
        ["format.money", "unit"], ["[<-.money", "v"], ["[<-.money", "second<-", "v"], ["%+%", "y"],
      ])
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
      ("{ with(mtcars, mean(mpg)) + i }", ""), ("{ if (exists('q')) q else i }", ""),
      ("{ for (q in 1:3) { if (q > 1) last; last <- q }; last }", ""), ("{ if (i > 1) q <- i; q }", ""),
      ("{ repeat { if (i > 1) { last; break }; last <- i; i <- i + 1 } }", ""),
      ("{ tryCatch(stop('x'), error = function(e) conditionMessage(e)) }", ""),
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
