import LocalR
import RData
import Testing

@Suite("Evaluation in R")
struct EvaluationTests {
  @Test("values go there and come back exactly")
  func roundTrip() async throws {
    try await withR { r, _ async throws in
      var factor = RValue(.integer([2, 1, .naInteger]))
      factor.attributes["levels"] = .strings(["a", "b"])
      factor.attributes["class"] = .string("factor")
      let values: [RValue] = [
        .null, .number(0.1 + 0.2), RValue(.double([.naReal, .nan, -.infinity, .leastNonzeroMagnitude])),
        RValue(.integer([1, .naInteger])), RValue(.logical([true, nil, false])),
        RValue(.character(["größer", nil, "日本", "a\"b\\"])), RValue(.complex([RComplex(real: 1, imaginary: -2)])),
        RValue(.raw([0, 255])), factor, .list(["a": .int(1), "b": .null, "c": .list([.string("x")])]),
        .dataFrame(["x": RValue(.integer([1, 2])), "y": .strings(["u", "v"])], rowCount: 2),
        RValue(.symbol("abc")), RValue(.call(RCall(function: RValue(.symbol("f")), arguments: []))),
      ]
      for value in values { #expect(try await r.evaluate("x", ["x": value]) == value) }
    }
  }

  @Test("what code assigns, changes or removes comes back with the value; what it leaves alone does not")
  func assignments() async throws {
    try await withR { r, _ async throws in
      let sent = [
        RBinding(name: "x", value: .number(1)), RBinding(name: "y", value: .number(2)),
        RBinding(name: "z", value: .number(3)), RBinding(name: ".azp_1", value: .number(4)),
      ]
      let evaluation = try await r.evaluate(
        "set.seed(1); y <- y + 1; assign('made', .azp_1); f <- function(a) a; rm(z); .azp_2 <- x; 'v'", variables: sent)
      #expect(evaluation.value == .string("v"))
      #expect(
        evaluation.assigned == [
          RBinding(name: "f", value: RValue(.function(source: "function(a) a"))),
          RBinding(name: "made", value: .number(4)), RBinding(name: "y", value: .number(3)),
        ])
      #expect(evaluation.removed == ["z"])
    }
  }

  @Test("a variable of the environment is one here, in R, in its programs and in the next R")
  func environment() async throws {
    try await withR { r, recorder async throws in
      r.setEnvironmentVariable("AZP_HERE", "a b=c")
      _ = try await r.evaluate("system('echo \"$AZP_HERE\"'); Sys.setenv(AZP_THERE = 'größer', AZP_BOTH = 1)")
      #expect(recorder.standardOutput == "a b=c\n")
      #expect(r.environmentVariable("AZP_THERE") == "größer")
      r.setEnvironmentVariable("AZP_HERE", nil)
      _ = try await r.evaluate("Sys.unsetenv('AZP_THERE')")
      #expect(r.environmentVariable("AZP_THERE") == nil)
      await r.shutdown()
      let names = "Sys.getenv(c('AZP_HERE', 'AZP_THERE', 'AZP_BOTH'), names = FALSE)"
      #expect(try await r.evaluate(names) == .strings(["", "", "1"]))
    }
  }

  @Test("a large value is sent once, and again only when it has changed")
  func keptValues() async throws {
    try await withR { r, _ async throws in
      var numbers = [Double](repeating: 0, count: 20_000)
      for round in 0..<3 {
        numbers[0] = Double(round)
        let variable = RValue(.double(numbers))
        for _ in 0..<3 {
          #expect(try await r.evaluate("x[1] <- x[1] + 1; x[1]", ["x": variable]) == .number(Double(round + 1)))
        }
      }
      // Errors and interrupts in between do no harm, nor does the same name with a small value.
      _ = try await r.failure("stop('no')")
      #expect(try await r.evaluate("sum(x)", ["x": RValue(.double(numbers))]) == .number(2))
      #expect(try await r.evaluate("x", ["x": .number(7)]) == .number(7))
      #expect(try await r.evaluate("sum(x)", ["x": RValue(.double(numbers))]) == .number(2))
      #expect(try await r.evaluate("exists('x')") == .flag(false))
    }
  }

  /// How many values R keeps for later.
  private static let keptCount = "length(ls(environment(sys.function(1L))$kept))"

  @Test("a large value is known by whatever name it goes, two at a time")
  func keptUnderOtherNames() async throws {
    try await withR { r, _ async throws in
      let (x, y) = (RValue(.double([Double](repeating: 1, count: 20_000))), RValue(.integer([Int32](0..<40_000))))
      let session = ["x": x, "y": y]
      for (name, value) in [("x", x), ("v", x), ("v", y), ("v", x), ("y", y), ("w", y)] {
        let sum = try await r.evaluate(
          "sum(\(name))", variables: [RBinding(name: name, value: value)], session: session)
        #expect(sum.value.asDouble == (value == x ? 20_000 : 799_980_000))
        #expect(try await r.evaluate(Self.keptCount).asInt ?? 3 <= 2)
      }
      #expect(try await r.evaluate(Self.keptCount).asInt == 2)
      // An equal value of another making is the same, and stays so.
      let equal = RValue(.double([Double](repeating: 1, count: 20_000)))
      for session in [["x": equal, "y": y], ["x": equal, "y": y]] {
        _ = try await r.evaluate("x", variables: [RBinding(name: "x", value: equal)], session: session)
        let numbers = try await r.evaluate("ls(environment(sys.function(1L))$kept)", variables: [], session: session)
        #expect(numbers.value == .strings(["1", "2"]))
      }
      let both = [RBinding(name: "a", value: x), RBinding(name: "b", value: x)]
      #expect(
        try await r.evaluate("a[1] <- 5; c(a[1], b[1])", variables: both, session: session).value
          == RValue(.double([5, 1])))
      #expect(
        try await r.evaluate("x[1]", variables: [RBinding(name: "x", value: x)], session: session).value == .number(1))
    }
  }

  @Test("R keeps a variable no longer than the session has it, with a list's functions too")
  func keptOfSession() async throws {
    try await withR { r, _ async throws in
      var list = RValue.list([
        "f": RValue(.function(source: "function(v) v + 1")),
        "x": RValue(.double([Double](repeating: 2, count: 20_000))),
      ])
      func evaluate(_ source: String, _ session: [String: RValue], with name: String? = nil) async throws -> RValue {
        let variables = name.flatMap { name in session[name].map { [RBinding(name: name, value: $0)] } } ?? []
        return try await r.evaluate(source, variables: variables, session: session).value
      }
      for _ in 0..<2 {
        #expect(try await evaluate("l$f(l$x[1])", ["l": list], with: "l") == .number(3))
        #expect(try await evaluate(Self.keptCount, ["l": list]).asInt == 1)
      }
      // A column of something that is there.
      guard case .list(let parts) = list.storage else { return }
      let column = [RBinding(name: "l", value: parts[1])]
      #expect(try await r.evaluate("l[2]", variables: column, session: ["l": list]).value == .number(2))
      #expect(try await evaluate(Self.keptCount, ["l": list]).asInt == 2)
      list.attributes["note"] = .string("changed")
      #expect(try await evaluate("attr(l, 'note')", ["l": list], with: "l") == .string("changed"))
      #expect(try await evaluate(Self.keptCount, ["l": list]).asInt == 2)
      #expect(try await evaluate(Self.keptCount, [:]).asInt == 0)
      #expect(try await evaluate("l$f(l$x[1])", ["l": list], with: "l") == .number(3))
      #expect(try await evaluate(Self.keptCount, ["l": .number(1)]).asInt == 0)
    }
  }

  @Test("variables are there for one evaluation only, and so is what it assigns")
  func variablesAreRemoved() async throws {
    try await withR { r, _ async throws in
      #expect(try await r.evaluate("y <- x + 1; f <- function() y; f()", ["x": .number(41)]) == .number(42))
      #expect(try await r.evaluate("ls(all.names = TRUE)") == .strings([]))
      _ = try await r.failure("z <- 1; stop('no')")
      #expect(try await r.evaluate("exists('z') || exists('x')") == .flag(false))
    }
  }

  @Test("options, packages and the state of the random numbers stay")
  func persistence() async throws {
    try await withR { r, _ async throws in
      _ = try await r.evaluate("options(digits = 3); library(splines); set.seed(42); NULL")
      #expect(try await r.evaluate("getOption('digits')").asInt == 3)
      #expect(try await r.evaluate("'package:splines' %in% search()") == .flag(true))
      let first = try await r.evaluate("rnorm(1)")
      let second = try await r.evaluate("rnorm(1)")
      #expect(first != second)
      #expect(
        try await r.evaluate("set.seed(42); identical(rnorm(2), c(a, b))", ["a": first, "b": second]) == .flag(true))
    }
  }

  @Test("an error is R's own, with its call")
  func errors() async throws {
    try await withR { r, _ async throws in
      let error = try await r.failure("f <- function(x) stop('bad ', x); f(2)")
      #expect(error?.code == .raised)
      #expect(error?.description == "Error in f(2) : bad 2")
      #expect(error?.message == "bad 2")
      #expect(error?.call == "f(2)")
      #expect(try await r.failure("stop('no')")?.description == "Error: no")
      #expect(try await r.failure("withVisible(stop('no'))")?.description == "Error: no")
      #expect(
        try await r.failure("log('a')")?.description
          == "Error in log(\"a\") : non-numeric argument to mathematical function")
      #expect(try await r.failure("nowhere")?.description == "Error: object 'nowhere' not found")
      let long = try await r.failure(
        "f <- function(...) stop(strrep('m', 40)); f('a rather long argument', 'and another')")
      #expect(
        long?.description
          == "Error in f(\"a rather long argument\", \"and another\") : \n  \(String(repeating: "m", count: 40))")
      #expect(try await r.evaluate("1 + 1") == .number(2))
    }
  }

  @Test("endless recursion is an error, not the end")
  func recursion() async throws {
    try await withR { r, _ async throws in
      let error = try await r.failure("f <- function(n) f(n + 1); f(1)")
      #expect(error?.code == .raised)
      #expect(try await r.evaluate("1") == .number(1))
    }
  }

  @Test("source that does not parse is an error with its place")
  func syntaxErrors() async throws {
    try await withR { r, _ async throws in
      let error = try await r.failure("x y")
      #expect(error?.code == .raised)
      #expect(error?.description == "Error: <text>:1:3: unexpected symbol\n1: x y\n      ^")
    }
  }

  @Test("visibility can be asked for")
  func visibility() async throws {
    try await withR { r, _ async throws in
      #expect(try await r.evaluate("withVisible(invisible(3))").element("visible") == .flag(false))
      #expect(try await r.evaluate("withVisible(3)") == .list(["value": .number(3), "visible": .flag(true)]))
    }
  }

  @Test("functions arrive as functions and come back as their source")
  func functions() async throws {
    try await withR { r, _ async throws in
      let source = "function(x) {\n  # adds one\n  x + 1\n}"
      let function = RValue(.function(source: source))
      #expect(try await r.evaluate("f(1)", ["f": function]) == .number(2))
      #expect(try await r.evaluate("f", ["f": function]) == function)
      #expect(try await r.evaluate("withVisible(f)$value", ["f": function]) == function)
      #expect(try await r.evaluate("list(a = f, b = 1)", ["f": function]) == .list(["a": function, "b": .number(1)]))
      #expect(try await r.evaluate("function(a, b = 2) a * b") == RValue(.function(source: "function(a, b = 2) a * b")))
      #expect(
        try await r.evaluate("f(g, 2)", ["f": RValue(.function(source: "function(h, x) h(x)")), "g": function])
          == .number(3))
    }
  }

  @Test("a function with an environment of its own keeps it")
  func closures() async throws {
    try await withR { r, _ async throws in
      let counter = try await r.evaluate("local({ n <- 41; function() n + 1 })")
      guard case .opaque(let object) = counter.storage else {
        Issue.record("expected an opaque value")
        return
      }
      #expect(object.typeName == "closure")
      #expect(try await r.evaluate("f()", ["f": counter]) == .number(42))
      #expect(try await r.evaluate("f(c(1, 3))", ["f": try await r.evaluate("stats::sd")]).asDouble != nil)
    }
  }

  @Test("a large value goes both ways and leaves nothing behind")
  func largeValues() async throws {
    try await withR { r, _ async throws in
      let numbers = RValue(.double((0..<1_000_000).map(Double.init)))
      #expect(try await r.evaluate("x", ["x": numbers]) == numbers)
      // What is left is what R itself keeps there.
      let left = try await r.evaluate("list.files(Sys.getenv('TMPDIR'))").asStrings ?? []
      #expect(left.filter { !$0.hasPrefix("Rtmp") }.sorted() == ["answers", "driver.R", "requests"])
    }
  }

  @Test("evaluations asked for at once run one after the other")
  func concurrentCalls() async throws {
    try await withR { r, _ async throws in
      let values = try await withThrowingTaskGroup(of: Int?.self) { group in
        for number in 1...20 {
          group.addTask { try await r.evaluate("x * 2L", ["x": .int(Int32(number))]).asInt }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(values.compactMap { $0 }.sorted() == (1...20).map { $0 * 2 })
    }
  }

  @Test("code that closes every connection, diverts output or forks does no harm")
  func roughCode() async throws {
    try await withR { r, recorder async throws in
      _ = try await r.evaluate("closeAllConnections()")
      #expect(try await r.evaluate("1 + 1") == .number(2))
      _ = try await r.evaluate("sink(tempfile()); cat('hidden')")
      _ = try await r.evaluate("cat('shown\\n')")
      #expect(recorder.standardOutput == "shown\n")
      let forked = try await r.evaluate(
        "unlist(parallel::mclapply(1:4, function(i) { message('fork ', i); i * 10 }, mc.cores = 2))")
      #expect(forked == RValue(.double([10, 20, 30, 40])))
      #expect(try await r.evaluate("eval <- function(...) 0; c <- function(...) 1; 5") == .number(5))
      #expect(try await r.evaluate("c(1, 2)") == RValue(.double([1, 2])))
    }
  }

  @Test("R has a session of its own, apart from the terminal's")
  func session() async throws {
    try await withR { r, _ async throws in
      let isLeader = try await r.evaluate(
        "as.integer(strsplit(readLines('/proc/self/stat'), ' ')[[1]][6]) == Sys.getpid()")
      #expect(isLeader == .flag(true))
    }
  }

  @Test("code that asks the user is an error and does not wait")
  func questions() async throws {
    try await withR { r, _ async throws in
      let error = try await r.failure("readline('name? ')")
      #expect(error?.message.hasPrefix("readline() has nobody to ask here") == true)
      #expect(try await r.failure("menu(c('a', 'b'))")?.message == "menu() cannot be used non-interactively")
      #expect(try await r.evaluate("suppressMessages(length(scan()))").asInt == 0)
      #expect(try await r.evaluate("length(readLines(file('stdin')))").asInt == 0)
    }
  }

  @Test("a plot leaves no file behind and says what to do instead, once")
  func plots() async throws {
    try await withR { r, recorder async throws in
      _ = try await r.evaluate("setwd(tempdir()); plot(1:3); hist(c(1, 2, 2)); graphics.off()")
      #expect(try await r.evaluate("list.files(pattern = 'pdf$')") == .strings([]))
      #expect(
        recorder.standardError
          == "azp shows no plots; open a file for them first, with pdf(\"plot.pdf\"), and close it with dev.off().\n")
      _ = try await r.evaluate("pdf('mine.pdf'); plot(1); invisible(dev.off())")
      #expect(try await r.evaluate("file.size('mine.pdf') > 1000") == .flag(true))
    }
  }
}
