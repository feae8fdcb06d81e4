import RData
import SessionLanguage
import Testing

@Suite("foreach loops")
struct ForeachTests {
  private func loop(_ text: String, host: RecordingHost = RecordingHost()) async throws -> ForeachLoop {
    try await run(text, host: host)
    return try #require(host.seen.loops.last)
  }

  @Test(
    "the body is taken verbatim, whatever brackets stand in its strings and comments",
    arguments: [
      "{ '}' }", "{ \"\\\"}\" }", "{ r\"(})\" }", "{ R\"---[ } ]-- ]---\" }", "{ # }\n 1 }", "{ `}` <- 1; `}` }",
      "{\n  if (i > 1) { i } else { -i }\n}", "{ f <- function(x) { x }; f(i) }", "{ x <- list(a = 1); x[['a']]; x$a }",
      "{ (\\(x) x + 1)(i) }", "{ i |> sqrt() }", "{ y ~ x; i %in% 1:3 }", "sqrt(i)", "i", "{ 'é日本' }", "{}",
      "{ getJob <- 1; getJob }", "{ switch('a', a = , b = 2) }", "{ x <- 1:3; x[-1]; x[i, drop = FALSE] }",
      "{ for (k in 1:3) next\n while (FALSE) break\n repeat { break } }", "{ if (i == 1) 'a'\n else 'b' }",
    ])
  func verbatim(body: String) async throws {
    for symbol in ["%dopar%", "%do%", "%dopar %", "% dopar%"] {
      let loop = try await loop("r <- foreach(i = 1:3) \(symbol) \(body)\n1 + 1")
      #expect(loop.body == body)
      #expect(loop.isParallel == (symbol != "%do%"))
    }
  }

  @Test("a loop may stand in an argument, over several lines, with Windows line ends")
  func places() async throws {
    let host = RecordingHost()
    let loop = try await loop(
      "res <- getJobResult(foreach(i = 1:2,\r\n  .combine = c) %dopar%\r\n  {\r\n    i\r\n  })\r\n", host: host)
    #expect(loop.body == "{\r\n    i\r\n  }")
    #expect(loop.options.combine == "c")
    #expect(host.seen.invocations.first?["jobId"] == .string("job1"))
  }

  @Test("without braces the body ends where R's operator ends it")
  func unbraced() async throws {
    let host = RecordingHost(answerInR: { _ in .null })
    #expect(
      try await loop("x <- foreach(i = 1:3) %do% f$g(i)[1]", host: RecordingHost(known: ["f"])).body == "f$g(i)[1]")
    let error = await failure("foreach(i = 1:3) %do% i + 1", host: host)
    #expect(error?.message == "non-numeric argument to binary operator")
    #expect(host.seen.loops.last?.body == "i")
  }

  @Test("every argument of foreach is understood")
  func options() async throws {
    let loop = try await loop(
      """
      myCombine <- function(a, b) a + b
      foreach(i = 1:3, j = c('a', 'b', 'c'), .combine = '+', .init = 0, .final = function(x) x / 2, .inorder = FALSE,
        .multicombine = TRUE, .maxcombine = 5, .errorhandling = 'remove', .packages = c('stats', 'utils'),
        .export = 'myCombine', .noexport = 'k', .verbose = TRUE, github = 'a/b', bioconductor = c('c', 'd'),
        .options.azure = list(job = 'x', chunkSize = 2, reduce = function(a, b) a), .options.snow = list(1)) %dopar% i
      """)
    let options = loop.options
    #expect(loop.iterations.map(\.name) == ["i", "j"])
    #expect(options.combine == "`+`" && options.initial == .number(0) && options.final == "function(x) x / 2")
    #expect(!options.isInOrder && options.isMulticombine == true && options.maximumCombine == 5)
    #expect(options.errorHandling == .remove && options.isVerbose)
    #expect(options.packages == ["stats", "utils"] && options.export == ["myCombine"] && options.noexport == ["k"])
    #expect(options.github == ["a/b"] && options.bioconductor == ["c", "d"])
    #expect(options.azure.element("reduce") == RValue(.function(source: "function(a, b) a")))
    #expect(options.others.map(\.name) == [".options.snow"])
    #expect(loop.exports.map(\.name) == ["myCombine"])
  }

  @Test(
    "a function to combine with is given in any way R takes one",
    arguments: [
      ("c", "c"), ("'rbind'", "rbind"), ("\"+\"", "`+`"), ("`+`", "`+`"), ("base::cbind", "base::cbind"),
      ("function(a, b) a + b", "function(a, b) a + b"), ("\\(a, b) a", "\\(a, b) a"), ("mine", "function(x, y) x"),
      ("'mine'", "function(x, y) x"), ("word", "list"),
    ])
  func combine(written: String, source: String) async throws {
    let text = "mine <- function(x, y) x; word <- 'list'; foreach(i = 1, .combine = \(written)) %do% i"
    #expect(try await loop(text).options.combine == source)
  }

  @Test(
    "wrong arguments are refused before anything is submitted",
    arguments: [
      ("foreach(i = 1, .combin = c) %do% i", "`foreach` has no argument `.combin`; did you mean `.combine`?"),
      ("foreach(1:3) %do% 1", "`foreach` needs a name for what it runs over: write `i = 1:3`"),
      ("foreach() %do% 1", "`foreach` has nothing to run over: write `foreach(i = 1:10)`"),
      (
        "foreach(i = 1, .errorhandling = 'stopp') %do% i",
        "`.errorhandling` is \"stop\", \"remove\" or \"pass\"; did you mean `stop`?"
      ),
      ("foreach(i = 1, .maxcombine = 1) %do% i", "`.maxcombine` must be a whole number of at least 2"),
      ("foreach(i = 1, .packages = 3) %do% i", "`.packages` must be strings"),
      ("foreach(i = 1, .options.azure = 3) %do% i", "`.options.azure` must be a list with names"),
      ("foreach(i = 1, i = 2) %do% i", "`i` is given twice"),
      ("foreach(i = 1, .combine = nothing) %do% i", nil),
      (
        "foreach(i = 1) %:% foreach(j = 2) %do% i",
        "`%:%` does not nest loops here; put the inner loop into the body of the outer one"
      ),
    ] as [(String, String?)])
  func refused(text: String, message: String?) async {
    let host = RecordingHost(known: [])
    let error = await failure(text, host: host)
    #expect(error != nil)
    if let message { #expect(error?.summary == message) }
    #expect(host.seen.loops.isEmpty)
  }
}
