import SessionLanguage
import Testing

@Suite("A script is checked without being run")
struct ProgramCheckTests {
  private func findings(_ text: String) -> [String] {
    ProgramCheck.findings(in: SourceText(name: "x.azp", text: text), commands: RecordingHost.testCommands)
      .map { "\($0.line):\($0.column): \($0.summary)" }
  }

  @Test(
    "what is right, or may be right once it runs, is not reported",
    arguments: [
      "", "# nothing", "getJobList()", "getJobList", "getJob('a', verbose = TRUE)", "getJob a verbose",
      "opt <- list(job = 'a', wait = FALSE)\njob <- foreach(i = 1:3, .options.azure = opt) %dopar% { mean(i) }\ngetJobResult(job)",
      "x <- 1\ny <- x + pi\nprint(letters[y])", "x = 1; print(x)", "1 -> x; print(x)",
      "if (runif(1) > 0.5) x <- 1\nprint(x)", "for (i in 1:3) { if (i > 1) print(y); y <- i }",
      "while (TRUE) { if (exists('z')) print(z); z <- 1 }",
      "f <- function(a) a + helper(a)\nhelper <- function(a) a\nf(1)",
      "library(dplyr)\nfilter_all(d)", "source('other.azp')\nprint(theirs)", "source other.azp\nprint(theirs)",
      "load('x.rda'); print(theirs)", "y ~ x + z", "lm(y ~ x, data = data.frame(x = 1, y = 2))", "with(mtcars, mpg)",
      "getJobList(state: active,completed)", "getJobList(state = c('active', 'completed'))", "help(getJob)", "getJob?",
      "s <- 'act'; getJobList(state = s)", "id <- 'a'; getJob $id verbose", "x <- list(a = 'j'); getJob $x$a",
      "deleteJob a b yes", "deleteJob a,b", "getJobList |> View()", "'a' |> getJob(verbose = TRUE)",
      "foreach(i = 1:3, .combine = c, .errorhandling = 'pass') %dopar% sqrt(i)",
      "foreach(i = 1:3, .packages = 'dplyr') %dopar% { filter_all(i) }",
      "foreach(i = 1:3) %dopar% { if (i > 1) x0 <- 0; x0 + i }",
      "foreach(i = 1:3) %dopar% { if (!exists('x0')) x0 <- 1; x0 }",
      "foreach(i = 1:3) %dopar% { for (k in 1:3) { if (k > 1) last; last <- k } }",
      "w <- 1; comb <- function(a, b) a + b * w\nforeach(i = 1:3, .combine = comb) %dopar% i",
      "foreach(i = 1:3, .combine = function(a, b) a + late, .noexport = 'late') %dopar% i\nlate <- 1",
      "foreach(i = 1:3, .noexport = 'data9') %dopar% { data9 + i }", "foreach(i = 1:3) %dopar% { z <- i; z }",
      "foreach(i = 1:3, .options.azure = list(wait = FALSE, chunksize = 2)) %do% i",
      "foreach(i = 1:3) %:% when(i > 1) %:% foreach(j = 1:3) %dopar% { i * j }", "times(3) %do% rnorm(1)",
      "summary.data.frame(mtcars)", "sapply(1:3, function(k) k^2)", "f <- \\(x, y = x) x + y; f(1)",
      "x <- getJobList state: active\nView(x)", "tryCatch(stop('a'), error = function(e) conditionMessage(e))",
      "setChunkSize 5", "x <- NULL; x$a <- 1; names(x) <- 'b'", "local({ a <- 1; a })", "quote(nobody)",
    ])
  func right(text: String) {
    #expect(findings(text) == [])
  }

  @Test(
    "what is certainly wrong is reported at its place",
    arguments: [
      ("getJbo('a')", ["1:1: unknown command or function `getJbo`; did you mean `getJob`?"]),
      ("getJbo a", ["1:1: unknown command `getJbo`; did you mean `getJob`?"]),
      ("x <- getJbo('a')", ["1:6: unknown command or function `getJbo`; did you mean `getJob`?"]),
      ("getJob()", ["1:1: `getJob` needs `jobId`; see `help getJob`"]),
      ("getJob", ["1:1: `getJob` needs `jobId`; see `help getJob`"]),
      ("getJob('a', verbos = TRUE, x = 1)", ["1:28: `getJob` has no parameter `x`"]),
      ("getJob(jobID = 'a')", ["1:8: `getJob` has no parameter `jobID`; did you mean `jobId`?"]),
      ("getJob('a', TRUE, 3)", ["1:19: `getJob` takes no further argument"]),
      (
        "getJobList(state = 'activ')",
        ["1:12: `activ` is no value of `state`, which takes `active`, `completed`, `disabled`; did you mean `active`?"]
      ),
      (
        "getJobList state: activ",
        ["1:12: `activ` is no value of `state`, which takes `active`, `completed`, `disabled`; did you mean `active`?"]
      ),
      ("format yaml", ["1:8: `yaml` is no value of `kind`, which takes `json`, `csv`"]),
      ("setChunkSize five", ["1:14: `five` is no number"]),
      ("getJob a verbose: maybe", ["1:19: `maybe` is neither TRUE nor FALSE"]),
      ("print(result)\nresult <- 1", ["1:7: nothing assigns `result` before it is used here"]),
      ("results <- 1\nmean(result)", ["2:6: nothing assigns `result` before it is used here; did you mean `results`?"]),
      ("getJob $last", []),
      ("getJob $jb", ["1:8: nothing assigns `jb` before it is used here"]),
      ("x$a <- 1", ["1:1: nothing assigns `x` before it is used here"]),
      ("f <- function(a) a + nobody\nf(1)", ["1:22: nothing assigns `nobody` before it is used here"]),
      (
        "if (ready) getJob()",
        ["1:5: nothing assigns `ready` before it is used here", "1:12: `getJob` needs `jobId`; see `help getJob`"]
      ),
      ("for (i in 1:3) { getJob(x) }", ["1:25: nothing assigns `x` before it is used here"]),
      ("print(getJob())", ["1:7: `getJob` needs `jobId`; see `help getJob`"]),
      ("x <- getJobList + 1", ["1:6: `getJobList` is a command; write `getJobList()` to run it"]),
      (
        "foreach(i = 1:3, .combin = c) %dopar% i",
        ["1:18: `foreach` has no argument `.combin`; did you mean `.combine`?"]
      ),
      (
        "foreach(i = 1:3, .errorhandling = 'past') %dopar% i",
        ["1:18: `past` is no value of `.errorhandling`, which takes `stop`, `remove`, `pass`; did you mean `pass`?"]
      ),
      ("foreach(i = 1:3, .inorder = 'x') %dopar% i", ["1:18: `.inorder` must be TRUE or FALSE"]),
      (
        "foreach(i = 1:3, .options.azure = list(wiat = FALSE, chunkSize = 'x')) %dopar% i",
        [
          "1:40: `.options.azure` has no option `wiat`; did you mean `wait`?",
          "1:54: `chunkSize` must be one number or \"auto\"",
        ]
      ),
      (
        "offset <- 1\nforeach(i = 1:3) %dopar% { ofset + i }",
        [
          "2:28: `ofset` is used by the loop body but is neither a variable of this session nor known to R; assign it first or name it in .noexport; did you mean `offset`?"
        ]
      ),
      (
        "foreach(i = 1:3, .combine = function(a, b) a + late) %dopar% i\nlate <- 1",
        [
          "1:48: `late` is used by the function of `.combine` but is neither a variable of this session nor known to R; assign it first or name it in .noexport"
        ]
      ),
      (
        "deferred <- function(a) a * late\ncomb <- function(a, b) deferred(a) + b\nforeach(i = 1:3, .final = comb) %do% i\nlate <- 1",
        [
          "3:27: `late` is used by the function of `.final` but is neither a variable of this session nor known to R; assign it first or name it in .noexport"
        ]
      ),
      (
        "foreach(i = 1:3, .options.azure = list(reduce = function(a, b) a + late)) %dopar% i\nlate <- 1",
        [
          "1:68: `late` is used by the function of `reduce` but is neither a variable of this session nor known to R; assign it first or name it in .noexport"
        ]
      ),
      ("foreach(i = 1:n) %dopar% i", ["1:15: nothing assigns `n` before it is used here"]),
    ])
  func wrong(text: String, expected: [String]) {
    #expect(findings(text) == expected)
  }

  @Test("every wrong statement is reported, whether it does not parse or does not resolve")
  func every() {
    let text = """
      getJbo('a')
      x <- (1 + 2
      y <- 2
      for (i in 1:3) {
        z <- )
      }
      getJob(verbose = TRUE)
      1 +* 2; print(unheard)
      getJobList(state: activ)
      """
    #expect(
      findings(text) == [
        "1:1: unknown command or function `getJbo`; did you mean `getJob`?",
        "3:1: unexpected `y`; expected `)`",
        "5:8: unexpected `)`",
        "7:1: `getJob` needs `jobId`; see `help getJob`",
        "8:4: unexpected `*`",
        "9:12: `activ` is no value of `state`, which takes `active`, `completed`, `disabled`; did you mean `active`?",
      ])
  }

  @Test(
    "parsing goes on behind a wrong statement, where that is sane",
    arguments: [
      ("a b\nc d", ["1:1", "2:1"]), ("f(1,,\nx <- 2\ny )", ["3:1"]), ("'open\nx )", ["1:1"]), ("(((\n", ["2:1"]),
      ("{\n a b\n c d\n}\ne f", ["2:2", "5:1"]), ("x <- [1]\ny <- ]\nz", ["1:6", "2:6"]),
      ("1x\n2y\n3", ["1:1", "2:1"]),
      (") ; ) ; x", ["1:1", "1:5"]), ("else\nif (a) b", ["1:1"]),
    ])
  func goesOn(text: String, places: [String]) {
    let (_, errors) = Parser.parseOn(SourceText(name: "x.azp", text: text), commands: RecordingHost.testCommands)
    #expect(errors.map { "\($0.line):\($0.column)" } == places)
  }
}
