import LocalR
import RData
import Testing

@Suite("Loops run here, against the foreach package")
struct LoopTests {
  /// A loop of ours and how foreach writes it.
  struct Case: Sendable, CustomTestStringConvertible {
    var foreach: String
    var body: String
    var change: @Sendable (inout LocalLoop) -> Void = { _ in }
    var iterations: [LocalLoop.Iteration] = [.init(name: "i", values: RValue(.integer([1, 2, 3, 4, 5])))]

    var loop: LocalLoop {
      let count = iterations.map { $0.values.attributes["dim"] == nil ? $0.values.count : 2 }.min() ?? 0
      var loop = LocalLoop(iterations: iterations, levels: [LocalLoop.Level(sizes: [count])], body: body)
      change(&loop)
      return loop
    }

    var testDescription: String { "foreach(\(foreach)) %do% \(body)" }
  }

  static let failing = "{ if (i %in% c(2, 4)) stop('boo ', i); i * 10 }"
  static let numbers = RValue(.integer([1, 2, 3, 4, 5]))

  static let cases: [Case] = [
    Case(foreach: "i = 1:5", body: "i^2"),
    Case(foreach: "i = 1:5", body: "{ NULL }"),
    Case(foreach: "i = 1:5, .combine = c", body: "{ sqrt(i) }") { $0.levels[0].combine = "c" },
    Case(foreach: "i = 1:5, .combine = 'c'", body: "{ sqrt(i) }") { $0.levels[0].combine = "'c'" },
    Case(foreach: "i = 1:5, .combine = '+'", body: "{ i }") { $0.levels[0].combine = "`+`" },
    Case(foreach: "i = 1:5, .combine = rbind", body: "c(a = i, b = i^2)") { $0.levels[0].combine = "rbind" },
    Case(foreach: "i = 1:5, .combine = cbind", body: "c(a = i, b = i^2)") { $0.levels[0].combine = "cbind" },
    Case(foreach: "i = 1:5, .combine = cbind, .multicombine = FALSE", body: "i") {
      $0.levels[0].combine = "cbind"
      $0.levels[0].isMulticombine = false
    },
    Case(foreach: "i = 1:5, .combine = rbind, .maxcombine = 2", body: "i") {
      $0.levels[0].combine = "rbind"
      $0.levels[0].maximumCombine = 2
    },
    Case(
      foreach: "i = 1:5, .combine = function(...) list(n = nargs(), ...), .multicombine = TRUE, .maxcombine = 3",
      body: "i"
    ) {
      $0.levels[0].combine = "function(...) list(n = nargs(), ...)"
      $0.levels[0].isMulticombine = true
      $0.levels[0].maximumCombine = 3
    },
    Case(foreach: "i = 1:5, .combine = `+`, .init = 100, .final = function(x) x / 2", body: "i") {
      $0.levels[0].combine = "`+`"
      $0.levels[0].initials = [.number(100)]
      $0.levels[0].final = "function(x) x / 2"
    },
    Case(foreach: "i = 1:5, .combine = c, .init = NULL", body: "i") {
      $0.levels[0].combine = "c"
      $0.levels[0].initials = [.null]
    },
    Case(foreach: "i = 1:5", body: failing),
    Case(foreach: "i = 1:5, .errorhandling = 'pass'", body: failing) { $0.handle(.pass) },
    Case(foreach: "i = 1:5, .errorhandling = 'remove'", body: failing) { $0.handle(.remove) },
    Case(foreach: "i = 1:5, .errorhandling = 'remove', .combine = cbind", body: failing) {
      $0.handle(.remove)
      $0.levels[0].combine = "cbind"
    },
    Case(foreach: "i = 1:5, .errorhandling = 'remove', .combine = c", body: "stop('all')") {
      $0.handle(.remove)
      $0.levels[0].combine = "c"
    },
    Case(
      foreach: "i = 1:5, .errorhandling = 'pass'",
      body: "{ f <- function(n) log(-n, 'x'); if (i > 3) f(i) else nowhere }"
    ) {
      $0.handle(.pass)
    },
    Case(foreach: "i = 1:5, .combine = '+', .errorhandling = 'pass'", body: failing) {
      $0.levels[0].combine = "`+`"
      $0.handle(.pass)
    },
    Case(foreach: "i = 1:5, .combine = function(a, b) stop('no'), .errorhandling = 'pass'", body: "i") {
      $0.levels[0].combine = "function(a, b) stop('no')"
      $0.handle(.pass)
    },
    Case(foreach: "i = 1:5, .combine = function(...) stop('no'), .multicombine = TRUE", body: "i") {
      $0.levels[0].combine = "function(...) stop('no')"
      $0.levels[0].isMulticombine = true
    },
    Case(foreach: "i = 1:5, .verbose = TRUE", body: failing) { $0.isVerbose = true },
    Case(foreach: "i = 1:5, .verbose = TRUE, .errorhandling = 'remove', .combine = '+'", body: failing) {
      $0.isVerbose = true
      $0.handle(.remove)
      $0.levels[0].combine = "`+`"
    },
    Case(foreach: "i = 1:5, .combine = c", body: "{ if (!exists('total')) total <- 0; total <- total + i; total }") {
      $0.levels[0].combine = "c"
    },
    Case(foreach: "i = 1:5", body: "{ print(i); message('m', i); if (i == 2) warning('w'); invisible(i) }"),
    Case(foreach: "i = 1:5, .packages = 'splines'", body: "dim(bs(1:10 + i))") { $0.packages = ["splines"] },
    Case(foreach: "i = 1:5, .packages = 'nopackage'", body: "i") { $0.packages = ["nopackage"] },
    Case(foreach: "i = 1:5, .combine = c, .final = function(x) stop('late')", body: "i") {
      $0.levels[0].combine = "c"
      $0.levels[0].final = "function(x) stop('late')"
    },
    Case(
      foreach: "a = 1:3, b = c('x', 'y'), .combine = c", body: "paste(a, b)", change: { $0.levels[0].combine = "c" },
      iterations: [
        .init(name: "a", values: RValue(.integer([1, 2, 3]))), .init(name: "b", values: .strings(["x", "y"])),
      ]),
    Case(
      foreach: "x = list(a = 1, b = NULL, c = 'z')", body: "is.null(x)",
      iterations: [.init(name: "x", values: .list(["a": .number(1), "b": .null, "c": .string("z")]))]),
    Case(
      foreach: "x = data.frame(u = 1:2, v = c('a', 'b'))", body: "x",
      iterations: [
        .init(
          name: "x",
          values: .dataFrame(["u": RValue(.integer([1, 2])), "v": .strings(["a", "b"])], rowCount: 2))
      ]),
    Case(
      foreach: "x = integer(0), .combine = c", body: "x", change: { $0.levels[0].combine = "c" },
      iterations: [.init(name: "x", values: RValue(.integer([])))]),
    Case(
      foreach: "x = matrix(1:4, 2)", body: "x",
      iterations: [
        .init(
          name: "x",
          values: RValue(
            .integer([1, 2, 3, 4]), attributes: RAttributes([RBinding(name: "dim", value: RValue(.integer([2, 2])))])))
      ]),
  ]

  @Test("the same value, error and output", arguments: cases)
  func same(_ example: Case) async throws {
    let source = "suppressMessages(library(foreach)); foreach(\(example.foreach)) %do% \(example.body)"
    // Ours first: foreach is not yet attached then.
    try await withR { r, recorder async throws in
      let ours = await outcome { try await r.runLoop(example.loop).value }
      let (standardOutput, standardError) = (recorder.standardOutput, recorder.standardError)
      let theirs = await outcome { try await r.evaluate(source) }
      #expect(ours == theirs)
      #expect(standardOutput + standardOutput == recorder.standardOutput)
      #expect(standardError + standardError == recorder.standardError)
    }
  }

  private enum Outcome: Equatable {
    case value(RValue)
    case error(String)
  }

  private func outcome(_ body: () async throws -> RValue) async -> Outcome {
    do {
      return .value(try await body())
    } catch {
      return .error("\(error)")
    }
  }

  @Test("exports are there, functions among them, and gone afterwards")
  func exports() async throws {
    try await withR { r, _ async throws in
      var loop = Case(foreach: "i = 1:5", body: "{ f(i) }").loop
      loop.exports = [
        RBinding(name: "k", value: .number(2)),
        RBinding(name: "f", value: RValue(.function(source: "function(x) x * k"))),
      ]
      loop.levels[0].combine = "c"
      #expect(try await r.runLoop(loop).value == RValue(.double([2, 4, 6, 8, 10])))
      #expect(try await r.evaluate("ls()") == .strings([]))
    }
  }

  @Test("what the body assigns comes back, the loop's variable among it, as foreach leaves it")
  func assignments() async throws {
    try await withR { r, _ async throws in
      var loop = Case(
        foreach: "i = 1:5", body: "{ total <- total + i; f <- function(x) x + 1; same; rm(gone); gone <- 2 }"
      ).loop
      loop.exports = [
        RBinding(name: "total", value: .int(100)), RBinding(name: "same", value: .string("s")),
        RBinding(name: "gone", value: .int(1)), RBinding(name: "late", value: .int(1)),
      ]
      loop.levels[0].final = "function(x) { rm(late, envir = globalenv()); length(x) }"
      let evaluation = try await r.runLoop(loop)
      #expect(evaluation.value == .int(5))
      #expect(
        evaluation.assigned == [
          RBinding(name: "f", value: RValue(.function(source: "function (x) \nx + 1"))),
          RBinding(name: "gone", value: .number(2)), RBinding(name: "i", value: .int(5)),
          RBinding(name: "total", value: .int(115)),
        ])
      #expect(evaluation.removed == ["late"])
    }
  }

  @Test("a failing loop says which task failed first, and why")
  func message() async throws {
    try await withR { r, _ async throws in
      let loop = Case(foreach: "i = 1:5", body: "{ if (i >= 3) stop('boo'); i }").loop
      await #expect {
        try await r.runLoop(loop)
      } throws: { error in
        (error as? LocalRError)?.message == "task 3 failed - \"boo\""
      }
    }
  }
}

extension LocalLoop {
  fileprivate mutating func handle(_ handling: ErrorHandling) {
    errorHandling = handling
    levels[0].errorHandling = handling
  }
}
