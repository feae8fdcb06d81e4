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
    #expect(loop.levels[0].combine == "c")
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
    let level = try #require(loop.levels.first)
    #expect(loop.levels.count == 1 && level.sizes == [3])
    #expect(level.combine == "`+`" && level.initials == [.number(0)] && level.final == "function(x) x / 2")
    #expect(!level.isInOrder && level.isMulticombine == true && level.maximumCombine == 5)
    #expect(level.errorHandling == .remove && options.errorHandling == .remove && options.isVerbose)
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
    #expect(try await loop(text).levels[0].combine == source)
  }

  @Test(
    "wrong arguments are refused before anything is submitted",
    arguments: [
      ("foreach(i = 1, .combin = c) %do% i", "`foreach` has no argument `.combin`; did you mean `.combine`?"),
      ("foreach(i = icount()) %do% 1", "the loop would never end; give `icount` a number, or another variable an end"),
      ("foreach(i = 1, .init = 2) %do% i", "`.init` is what results are combined with, so it needs `.combine`"),
      ("times(1, 2) %do% 1", "`times` takes one number: write `times(3)`"),
      ("times('a') %do% 1", "this must be a number: how often the loop runs"),
      ("foreach(i = 1:3) %:% when(i > 1, TRUE) %do% i", "`when` takes one condition: write `when(i > j)`"),
      ("foreach(i = 1:3) %:% 5 %do% i", "`%do%` needs `foreach(...)` on its left"),
      ("foreach(i = quote(x)) %do% i", nil),
      ("foreach() %do% 1", "`foreach` has nothing to run over: write `foreach(i = 1:10)`"),
      (
        "foreach(i = 1, .errorhandling = 'stopp') %do% i",
        "`.errorhandling` is \"stop\", \"remove\" or \"pass\"; did you mean `stop`?"
      ),
      ("foreach(i = 1, .maxcombine = 1) %do% i", "`.maxcombine` must be a whole number of at least 2"),
      ("foreach(i = 1, .packages = 3) %do% i", "`.packages` must be strings"),
      ("foreach(i = 1, .options.azure = 3) %do% i", "`.options.azure` must be a list with names"),
      ("foreach(i = 1, i = 2) %do% i", "`i` is given twice"),
      (
        "foreach(i = 1, .combine = nothing) %do% i",
        "there is no function `nothing` for `.combine`, neither in this session nor in R"
      ),
      (
        "foreach(i = 1, .combine = 'rbnd') %dopar% i",
        "there is no function `rbnd` for `.combine`, neither in this session nor in R; did you mean `rbind`?"
      ),
      ("foreach(i = 1) %dopr% i", "`%dopr%` is no operator that runs a loop; did you mean `%dopar%`?"),
    ] as [(String, String?)])
  func refused(text: String, message: String?) async {
    let host = RecordingHost(known: [])
    let error = await failure(text, host: host)
    #expect(error != nil)
    if let message { #expect(error?.summary == message) }
    #expect(host.seen.loops.isEmpty)
  }

  private func texts(_ loop: ForeachLoop) -> [String: [String]] {
    Dictionary(uniqueKeysWithValues: loop.iterations.map { ($0.name, ($0.values.loopElements ?? []).map(RealR.canon)) })
  }

  @Test("nested loops become one list of iterations, and how many there are in each group")
  func nested() async throws {
    let loop = try await loop(
      "foreach(i = 1:3, .combine = rbind) %:% foreach(j = 1:i, .combine = c, .init = i * 10) %dopar% { i + j }")
    #expect(
      texts(loop) == [
        "i": ["i(1)", "i(2)", "i(2)", "i(3)", "i(3)", "i(3)"], "j": [1, 1, 2, 1, 2, 3].map { "i(\($0))" },
      ])
    #expect(loop.levels.map(\.sizes) == [[3], [1, 2, 3]])
    #expect(loop.levels.map(\.combine) == ["rbind", "c"])
    #expect(loop.levels[1].initials == [.number(10), .number(20), .number(30)])
    #expect(loop.body == "{ i + j }")
  }

  @Test("when() leaves iterations out, of the loop that it follows")
  func filtered() async throws {
    let inner = try await loop("foreach(i = 1:3) %:% foreach(j = 1:3) %:% when(j > i) %do% i")
    #expect(inner.levels.map(\.sizes) == [[3], [2, 1, 0]])
    let outer = try await loop("foreach(i = 1:3) %:% when(i != 2) %:% foreach(j = 1:2) %do% i")
    #expect(outer.levels.map(\.sizes) == [[2], [2, 2]])
    #expect(texts(outer) == ["i": ["i(1)", "i(1)", "i(3)", "i(3)"], "j": ["i(1)", "i(2)", "i(1)", "i(2)"]])
  }

  @Test("the loop's variables are gone, or as before, once nested loops are laid out")
  func scope() async throws {
    let host = RecordingHost()
    let layout = "foreach(i = 1:2) %:% foreach(j = 1:2) %dopar% 1"
    #expect(try await value("i <- 'kept'; \(layout); i", host: host) == .string("kept"))
    let error = await failure("\(layout); j", host: host)
    #expect(error?.summary.contains("`j`") == true)
  }

  @Test("of nested loops the outermost that says so decides about errors, and packages are united")
  func nestedOptions() async throws {
    let loop = try await loop(
      """
      foreach(i = 1:2, .packages = 'stats') %:%
        foreach(j = 1:2, .errorhandling = 'pass', .packages = c('stats', 'utils')) %:%
        foreach(k = 1, .errorhandling = 'remove') %do% i
      """)
    #expect(loop.options.errorHandling == .pass)
    #expect(loop.levels.map(\.errorHandling) == [.stop, .pass, .remove])
    #expect(loop.options.packages == ["stats", "utils"])
  }

  @Test("a variable without a name counts, times() is a loop that only counts, icount() ends with the others")
  func unnamed() async throws {
    let loop = try await loop("foreach(1:3, i = icount()) %do% i")
    #expect(texts(loop)["i"] == ["i(1)", "i(2)", "i(3)"])
    let times = try await self.loop("times(4) %do% 'x'")
    #expect(times.levels[0].combine == "c" && times.levels[0].sizes == [4])
  }

  @Test("a loop over a matrix sees its columns as matrices of one column")
  func matrix() async throws {
    var matrix = RValue(.integer([1, 2, 3, 4, 5, 6]))
    matrix.attributes["dim"] = RValue(.integer([2, 3]))
    matrix.attributes["dimnames"] = .list([.null, .strings(["a", "b", "c"])])
    let columns = try #require(matrix.loopElements)
    #expect(columns.map(RealR.canon).first == "i(1,2){dim=i(2,1)}{dimnames=L(NULL,s(<a>))}")
    #expect(matrix.loopCount == 3)
  }

  @Test("a body that runs a loop of its own brings the package foreach")
  func innerLoop() async throws {
    let loop = try await loop("k <- 2; foreach(i = 1:2) %dopar% { foreach(j = 1:k, .combine = c) %do% { i * j } }")
    #expect(loop.options.packages == ["foreach"])
    #expect(loop.exports.map(\.name) == ["k"])
  }

  @Test("what R code and the bodies of %do% loops assign is there afterwards")
  func assignments() async throws {
    let answer = RAnswer(.null, assigned: [RBinding(name: "total", value: .number(6))], removed: ["gone"])
    let host = RecordingHost(answerToLoop: answer)
    let value = try await value("gone <- 1; r <- foreach(i = 1:3) %do% { total <- i }; total", host: host)
    #expect(value == .number(6))
    let error = await failure("gone <- 1; r <- foreach(i = 1:3) %do% i; gone", host: host)
    #expect(error?.summary.contains("`gone`") == true)
  }
}
