import RData
import SessionLanguage
import Testing

@Suite("Evaluating against a host")
struct EvaluatorTests {
  @Test("values print only when visible at top level")
  func visibility() async throws {
    let host = try await run(
      """
      1 + 1; x <- 5; (x); invisible(7); if (FALSE) 1; for (i in 1:3) i; NULL
      deleteJob a yes; getJob a; { y <- 3; y }; { y }; y = 4; f <- function(a) a; f
      """)
    #expect(
      host.seen.shown == [
        .number(2), .number(5), .null, .string("result of getJob"), .number(3), .number(3),
        RValue(.function(source: "function(a) a")),
      ])
  }

  @Test("the function that do.call calls says whether its value prints")
  func visibilityOfCalls() async throws {
    let host = try await run(
      #"""
      do.call(cat, list("x\n")); do.call("print", list(1)); do.call(invisible, list(3)); do.call(sum, list(1, 3))
      do.call(function(x) invisible(x), list(5)); do.call(deleteJob, list("a", yes = TRUE)); sapply(6, invisible)
      """#)
    #expect(host.seen.output == "x\n")
    #expect(host.seen.shown == [.number(1), .number(4), .number(6)])
  }

  @Test("cat, message, print and Sys.sleep go through the host")
  func effects() async throws {
    let host = try await run(
      #"""
      cat("a", 1/3, TRUE, NULL, 1e5, "\n"); cat("x\n", "y", sep = ""); cat(1:3, sep = ", ")
      message("note ", 2); print(c(a = 1)); Sys.sleep(0.25); cat(Sys.getenv("HOME"), Sys.getenv("NONE", unset = "-"))
      x <- Sys.time(); x
      """#)
    #expect(host.seen.output == "a 0.3333333 TRUE 1e+05 \nx\ny1, 2, 3/home/ada -")
    #expect(host.seen.notes == "note 2\n")
    #expect(host.seen.slept == [0.25])
    #expect(host.seen.shown.count == 2)
    #expect(host.seen.shown[1].classes == ["POSIXct", "POSIXt"])
    #expect(host.seen.shown[1].doubles == 1_600_000_000.5)
  }

  @Test("cat into a file is R's to write")
  func catToFile() async throws {
    let host = RecordingHost(answerInR: { _ in .null })
    try await run(#"cat("x\n", file = "data.csv")"#, host: host)
    #expect(host.seen.output == "")
    #expect(host.seen.sources.map { $0.contains("file = \"data.csv\"") } == [true])
  }

  @Test("what R would warn of is said, with the expression")
  func warnings() async throws {
    let host = try await run("x <- 1:3 + 1:2\nas.numeric('a')")
    #expect(
      host.seen.notes == """
        Warning message:
        In 1:3 + 1:2 :
          longer object length is not a multiple of shorter object length
        Warning message:
        NAs introduced by coercion\u{20}

        """)
  }

  @Test("a function that azp does not know goes to R whole, with the variables it mentions")
  func handedToR() async throws {
    let host = RecordingHost(answerInR: { _ in .number(42) })
    try await run(
      "y <- 2; z <- 3; f <- function(v) v + z\nx <- sapply(1:3, function(i) f(i) * rexp(y)) + 1\nx", host: host)
    #expect(host.seen.sources == ["sapply(1:3, function(i) f(i) * rexp(y))"])
    #expect(host.seen.sentVariables[0].map(\.name) == ["f", "y", "z"])
    #expect(host.seen.shown == [.number(43)])
  }

  @Test(
    "variables that code for R names as text go with it",
    arguments: [
      ("x <- rapply(list(1), get('a'))", ["a"]), ("x <- mget(c('a', 'bee'))", ["a", "bee"]),
      ("x <- eval(parse(text = 'a + bee * cc'))", ["a", "bee"]), ("x <- fivenum('a bee')", []),
      ("x <- lm(as.formula('bee ~ a'))", ["a", "bee"]),
    ])
  func namedAsText(code: String, names: [String]) async throws {
    let host = RecordingHost(answerInR: { _ in .number(1) })
    try await run("a <- 1; bee <- 2; other <- 3\n\(code)", host: host)
    #expect(host.seen.sentVariables.last?.map(\.name) == names)
  }

  @Test("at top level R says whether the value prints")
  func visibleInR() async throws {
    let host = RecordingHost(answerInR: { source in
      .list(["value": .number(1), "visible": .flag(!source.contains("set.seed"))])
    })
    try await run("set.seed(1)\nfivenum(1:3)\nif (TRUE) set.seed(2)\n{ 1; set.seed(3) }", host: host)
    #expect(host.seen.sources.first == "withVisible(set.seed(1))")
    #expect(host.seen.shown == [.number(1)])
  }

  @Test("commands inside of an expression for R run here, once")
  func commandsInsideOfR() async throws {
    let host = RecordingHost(answerInR: { _ in .number(1) })
    try await run("x <- sd(getJobResult('a')) + median(foreach(i = 1) %do% i, na.rm = TRUE)", host: host)
    #expect(host.seen.sources == ["sd(.azp_1)", "median(.azp_1, na.rm = TRUE)"])
    #expect(host.seen.sentVariables[0].first?.value == .string("result of getJobResult"))
    #expect(host.seen.invocations.count == 1 && host.seen.loops.count == 1)
  }

  @Test("a function that azp knows goes to R with options or classes that it does not know")
  func declined() async throws {
    let host = RecordingHost(answerInR: { _ in .string("R") })
    let text = "d <- Sys.time(); sort(c(2, 1), method = 'radix'); paste(d); d + 5; x <- rev(getJob('a'), odd = 1)"
    try await run(text, host: host)
    #expect(
      host.seen.sources == [
        "withVisible(sort(.azp_1, method = 'radix'))", "withVisible(paste(d))", "d + 5", "rev(.azp_1, odd = 1)",
      ])
    #expect(host.seen.invocations.count == 1)
  }

  @Test("without R the error is the host's, at the place of the call")
  func withoutR() async {
    let error = await failure("x <- 1\ny <- fivenum(x)")
    #expect(error?.description == "test.azp:2:6: there is no R here to evaluate fivenum(x)")
    #expect(error?.underlying is RecordingHost.NoR)
  }

  @Test("a host without R may say so, and the function is named")
  func unavailable() async {
    let host = RecordingHost(answerInR: { _ in throw RUnavailable(remedy: "install R") })
    let error = await failure("fivenum(1:3)", host: host)
    #expect(error?.message == "`fivenum` needs R, which is not on this machine: install R")
    #expect(error?.underlying is RUnavailable)
  }

  @Test("a long chain of operators is evaluated")
  func chain() async throws {
    #expect(try await value("x <- 1; x" + String(repeating: " + x", count: 1_500)) == .number(1_501))
  }

  @Test("a function of the session takes the place of a built-in one")
  func shadowing() async throws {
    let host = RecordingHost(answerInR: { _ in .number(1) })
    try await run("sum <- function(...) 1; sum(2, 3); mean <- function(x) rexp(x); mean(2)", host: host)
    #expect(host.seen.shown.first == .number(1))
    #expect(host.seen.sources == ["withVisible(mean(2))"])
    #expect(try await value("c <- 5; c(c, 1)") == RValue(.double([5, 1])))
  }

  @Test("assignments that azp cannot make are made by R")
  func assignedByR() async throws {
    let host = RecordingHost(answerInR: { _ in .string("changed") })
    try await run("x <- 1:6; levels(x) <- c('a', 'b'); x", host: host)
    #expect(host.seen.sources == ["{ levels(x) <- .azp_value; x }"])
    #expect(host.seen.shown == [.string("changed")])
  }

  @Test("parts of data frames")
  func dataFrames() async throws {
    let host = RecordingHost()
    let interpreter = Interpreter(host: host)
    interpreter["jobs"] = .dataFrame(
      ["Id": .strings(["a", "b", "c"]), "n": RValue(.integer([1, 2, 3]))], rowCount: 3)
    func value(_ text: String) async throws -> RValue {
      let program = try Parser.parse(SourceText(name: "t", text: text), commands: [])
      return try await interpreter.run(program.statements[0], of: program).value
    }
    #expect(try await value("jobs$Id[jobs$n > 1]") == .strings(["b", "c"]))
    #expect(try await value("jobs[jobs$n > 1, 'Id']") == .strings(["b", "c"]))
    #expect(try await value("nrow(jobs[jobs$n > 1, ])") == .int(2))
    #expect(try await value("jobs[2, ]").attributes["row.names"] == RValue(.integer([2])))
    #expect(try await value("dim(jobs['Id'])") == RValue(.integer([3, 1])))
    #expect(try await value("nrow(head(jobs, 2))") == .int(2))
    #expect(try await value("names(jobs)") == .strings(["Id", "n"]))
    _ = try await value("jobs$new <- 'x'")
    #expect(try await value("jobs[['new']]") == .strings(["x", "x", "x"]))
    _ = try await value("jobs$n <- NULL")
    #expect(try await value("ncol(jobs)") == .int(2))
  }

  @Test("a failed change leaves the variable as it was")
  func failedChange() async throws {
    let host = RecordingHost()
    let interpreter = Interpreter(host: host)
    let program = try Parser.parse(SourceText(name: "t", text: "x <- 1:3; x[c(-1, 1)] <- 5L"), commands: [])
    await #expect(throws: Diagnostic.self) { try await interpreter.run(program) }
    #expect(interpreter["x"] == RValue(.integer([1, 2, 3])))
  }

  @Test("a loop over many elements changes a vector in place", .timeLimit(.minutes(1)))
  func longLoop() async throws {
    let result = try await value("x <- numeric(20000); for (i in 1:20000) x[i] <- i * 2; sum(x)")
    #expect(result == .number(400_020_000))
  }
}

extension RValue {
  fileprivate var doubles: Double? {
    if case .double(let values) = storage { values.first } else { nil }
  }
}
