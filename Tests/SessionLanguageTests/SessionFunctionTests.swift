import RData
import SessionLanguage
import Testing

@Suite("Functions of the session")
struct SessionFunctionTests {
  @Test("a function that calls commands runs them, at the prompt and for each element")
  func commands() async throws {
    let host = try await run(
      """
      state <- function(id) getJob(id, verbose = TRUE)
      state("job1"); sapply(c("a", "b"), state); lapply("c", getJob)
      """)
    #expect(host.seen.sources.isEmpty)
    #expect(host.seen.invocations.map(\.name) == ["getJob", "getJob", "getJob", "getJob"])
    #expect(host.seen.shown.first == .string("result of getJob"))
  }

  @Test("a print method of the session shows the objects of its class")
  func printMethods() async throws {
    let host = try await run(
      #"""
      print.foo <- function(x, ...) { cat("<foo ", x$v, ">\n", sep = ""); invisible(x) }
      x <- structure(list(v = 1), class = c("bar", "foo"))
      x; y <- print(x); invisible(lapply(list(x, 2), print)); invisible(x); identical(x, y)
      """#)
    #expect(host.seen.output == "<foo 1>\n<foo 1>\n<foo 1>\n")
    #expect(host.seen.shown == [.number(2), .flag(true)])
  }

  @Test("a print method that only R can evaluate is dispatched to there, with what it mentions")
  func printMethodsInR() async throws {
    let host = RecordingHost(answerInR: { _ in .null })
    try await run(
      #"""
      title <- "A bar"
      print.bar <- function(x, ...) { cat(title, "\n"); NextMethod() }
      structure(list(v = 1), class = c("bar", "foo"))
      """#, host: host)
    #expect(host.seen.sources == ["{ print(.azp_1); NULL }"])
    #expect(Set(host.seen.sentVariables[0].map(\.name)) == ["print.bar", "title", ".azp_1"])
    #expect(host.seen.shown.isEmpty)
  }

  @Test("a body that only R can evaluate goes to R whole")
  func inR() async throws {
    let host = RecordingHost(answerInR: { _ in .number(1) })
    try await run(
      "f <- function(n) { x <- rexp(n); mean(x) }; y <- f(3); g <- function(a) substitute(a); z <- g(b)", host: host)
    #expect(host.seen.sources == ["f(3)", "g(b)"])
  }

  @Test("a body of both is evaluated here, and R gets the variables of the call")
  func both() async throws {
    let host = RecordingHost(answerInR: { _ in .number(7) })
    try await run("f <- function(n) { k <- n + 1; getJob('a'); rexp(k) }; y <- f(3)", host: host)
    #expect(host.seen.invocations.count == 1)
    #expect(host.seen.sources == ["rexp(k)"])
    #expect(host.seen.sentVariables[0].first?.name == "k")
    #expect(host.seen.sentVariables[0].first?.value == .number(4))
  }

  @Test("a function that returns a function is R's, for what it keeps must live on")
  func closures() async throws {
    let host = RecordingHost(answerInR: { _ in .null })
    try await run("make <- function(n) function(x) x + n; add <- make(2)", host: host)
    #expect(host.seen.sources == ["make(2)"])
  }

  @Test("an error points into the function")
  func place() async {
    let error = await failure("f <- function(x) {\n  x + nowhere\n}\nf(1)")
    #expect(error?.message == "there is no variable `nowhere`")
    #expect(error?.line == 2)
    #expect(error?.column == 7)
  }

  @Test("an error in a function is told where the function was written, whoever calls it from where")
  func placeInAnotherSource() async throws {
    let host = RecordingHost()
    let interpreter = Interpreter(host: host)
    func program(_ name: String, _ text: String) throws -> Program {
      try Parser.parse(SourceText(name: name, text: text), commands: host.commands)
    }
    try await interpreter.run(program("functions.R", "\n\n  add <- function(x) {\n    x + nowhere\n  }"))
    try await interpreter.run(program("functions.R", "outer <- function() add(1)"))
    for call in ["add(1)", "outer()", "sapply(1:2, add)", "do.call('add', list(1))", "x <- list(f = add); x$f(1)"] {
      let error = await #expect(throws: Diagnostic.self) { try await interpreter.run(program("<prompt>", call)) }
      #expect(
        error?.render() == """
          functions.R:4:9: there is no variable `nowhere`
              x + nowhere
                  ^~~~~~~

          """)
    }
  }

  @Test("a name that R does not find is told where it is written, with what was probably meant")
  func namesThatRMisses() async throws {
    struct Missing: RCondition, CustomStringConvertible {
      let conditionMessage: String
      var description: String { "Error in f(1) : \(conditionMessage)" }
    }
    let setUp = "total <- 1; add <- function(x) x; f <- function(x) {\n  rexp(x) + totl + ad(2)\n}\n"
    for (message, text, told) in [
      ("object 'totl' not found", "f(1)", "test.azp:2:13: there is no variable `totl`; did you mean `total`?"),
      (
        "could not find function \"ad\"", "f(1)", "test.azp:2:20: unknown command or function `ad`; did you mean `add`?"
      ),
      (
        "could not find function \"pastee\"", "rexp(pastee(1))",
        "test.azp:4:6: unknown command or function `pastee`; did you mean `paste`?"
      ),
      ("object 'inside' not found", "rexp(1)", "test.azp:4:1: Error in f(1) : object 'inside' not found"),
      ("no convergence", "rexp(1)", "test.azp:4:1: Error in f(1) : no convergence"),
    ] {
      let host = RecordingHost(answerInR: { _ in throw Missing(conditionMessage: message) })
      let error = await failure(setUp + text, host: host)
      #expect(error?.description == told)
      let caught = "tryCatch({ setChunkSize(1); \(text) }, error = function(e) conditionMessage(e))"
      #expect(try await value(setUp + caught, host: host) == .string(message))
    }
  }

  @Test(
    "wrong calls say what is wrong",
    arguments: [
      ("f <- function(x) x; f()", "argument \"x\" is missing, with no default"),
      ("f <- function(x) x; f(1, 2)", "unused argument in the call of `f`"),
      ("f <- function(x) x; f(x = 1, x = 2)", "formal argument \"x\" matched by multiple actual arguments"),
      ("f <- function() break; for (i in 1:2) f()", "`break` in `f` stands outside of a loop"),
      ("f <- function(n) f(n); f(1)", "evaluation nested too deeply: `f` calls itself without end"),
      ("stopifnot(1 == 1, 2 > 3)", "2 > 3 is not TRUE"),
      ("vapply(1:2, function(i) 'a', 1)", "values must be type 'double', but FUN(X[[1]]) result is type 'character'"),
    ])
  func errors(text: String, message: String) async {
    #expect(await failure(text)?.message == message)
  }

  @Test("the value of a function prints unless it is invisible")
  func visibility() async throws {
    let host = try await run(
      "f <- function(x) invisible(x); f(1); g <- function(x) { x }; g(2); h <- function() y <- 3; h(); (f(4))")
    #expect(host.seen.shown == [.number(2), .number(4)])
  }

  @Test("variables of a call are gone when it ends, and `<<-` reaches the session")
  func scope() async throws {
    let host = RecordingHost()
    let interpreter = Interpreter(host: host)
    let text = "n <- 1; f <- function() { inner <- 5; n <- 2; total <<- inner + n; n }; r <- f()"
    try await interpreter.run(try Parser.parse(SourceText(name: "t", text: text), commands: []))
    #expect(interpreter["inner"] == nil)
    #expect(interpreter["n"] == .number(1))
    #expect(interpreter["total"] == .number(7))
    #expect(interpreter["r"] == .number(2))
  }

  @Test("a function is called many times", .timeLimit(.minutes(1)))
  func manyCalls() async throws {
    let text = "f <- function(i, by = 2) { k <- i * by; k + 1 }; t <- 0; for (i in 1:5000) t <- t + f(i); t"
    #expect(try await value(text) == .number(25_010_000))
  }

  @Test("operators of the session are called between their operands")
  func operators() async throws {
    #expect(try await value("`%+%` <- function(a, b) paste0(a, b); 'a' %+% 'b'") == .string("ab"))
  }

  @Test("a function that never ends can be cancelled", .timeLimit(.minutes(1)))
  func cancelled() async throws {
    let running = Task { try await run("f <- function() while (TRUE) 1; f()") }
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
  }
}
