import LocalR
import RData
import Synchronization
import Testing

@Suite("What R prints")
struct OutputTests {
  @Test("arrives while the evaluation runs")
  func streaming() async throws {
    try await withR { r, recorder async throws in
      let path = try await r.evaluate("tempfile()").asString ?? ""
      async let value = r.evaluate(
        "cat('started\\n'); while (!file.exists(p)) Sys.sleep(0.01); 7", ["p": .string(path)])
      await recorder.wait(for: "started\n")
      #expect(recorder.standardOutput == "started\n")
      let created = try await Self.create(path)
      #expect(created)
      #expect(try await value == .number(7))
    }
  }

  /// A second R makes the file, for the first is busy.
  private static func create(_ path: String) async throws -> Bool {
    try await withR { r, _ async throws in try await r.evaluate("file.create(p)", ["p": .string(path)]) == .flag(true) }
  }

  @Test("has all come before the value, in order, messages between output")
  func order() async throws {
    try await withR { r, recorder async throws in
      _ = try await r.evaluate("for (i in 1:50) { cat('out', i, '\\n'); message('err ', i) }")
      #expect(recorder.text == (1...50).map { "out \($0) \nerr \($0)\n" }.joined())
      #expect(recorder.standardError == (1...50).map { "err \($0)\n" }.joined())
    }
  }

  @Test("is complete, however much it is")
  func flood() async throws {
    try await withR { r, recorder async throws in
      _ = try await r.evaluate("cat(strrep('é', 300000), '\\n', sep = '')")
      #expect(recorder.standardOutput == String(repeating: "é", count: 300_000) + "\n")
    }
  }

  @Test("comes in whole characters")
  func characters() async throws {
    try await withR { r, recorder async throws in
      _ = try await r.evaluate("system(\"printf 'a\\\\303'; sleep 0.3; printf '\\\\251b'\")")
      #expect(recorder.standardOutput == "aéb")
    }
  }

  @Test("is UTF-8 in every locale")
  func locale() {
    func changes(_ inherited: [String: String]) -> [String: String?] {
      REnvironment.changes(to: inherited, temporaryDirectory: "/t")
    }
    #expect(changes([:]) == ["TMPDIR": "/t", "LC_CTYPE": "C.UTF-8"])
    #expect(changes(["LANG": "de_DE.UTF-8"]) == ["TMPDIR": "/t"])
    #expect(changes(["LANG": "en_GB.utf8", "LC_ALL": ""]) == ["TMPDIR": "/t"])
    #expect(
      changes(["LANG": "C.UTF-8", "LC_ALL": "C"]) == [
        "TMPDIR": "/t", "LC_CTYPE": "C.UTF-8", "LC_ALL": nil, "LANG": "C",
      ])
  }

  @Test("is as wide as the terminal, unless R code says otherwise")
  func width() async throws {
    let columns = Mutex(30)
    try await withR(width: { columns.withLock { $0 } }) { r, recorder async throws in
      _ = try await r.evaluate("print(1:12)")
      #expect(recorder.standardOutput == " [1]  1  2  3  4  5  6  7  8\n [9]  9 10 11 12\n")
      _ = try await r.evaluate("options(width = 50)")
      #expect(try await r.evaluate("getOption('width')").asInt == 50)
      columns.withLock { $0 = 40 }
      #expect(try await r.evaluate("getOption('width')").asInt == 40)
    }
  }

  @Test("numbers print as the options say, whoever has set them")
  func options() async throws {
    try await withR { r, recorder async throws in
      var options = r.options
      #expect(options == ROptions(digits: 7, scipen: 0, width: 80))
      options.digits = 3
      options.scipen = 9
      r.setOptions(options)
      _ = try await r.evaluate("print(c(pi, 1e8))")
      #expect(recorder.standardOutput == "[1]         3.14 100000000.00\n")
      _ = try await r.evaluate("options(digits = 4, width = 30); NULL")
      #expect(r.options == ROptions(digits: 4, scipen: 9, width: 30))
      // What code has set before it failed is known after the next that does not.
      _ = await #expect(throws: LocalRError.self) { try await r.evaluate("options(digits = 5); stop('no')") }
      #expect(try await r.evaluate("getOption('digits')").asInt == 5)
      #expect(r.options.digits == 5)
      // An R that starts afresh prints alike.
      await r.shutdown()
      #expect(
        try await r.evaluate("paste(unlist(options('digits', 'scipen', 'width')))").asStrings == ["5", "9", "30"])
    }
  }

  @Test("holds what programs print, too")
  func programs() async throws {
    try await withR { r, recorder async throws in
      _ = try await r.evaluate("system('echo out; echo err >&2')")
      #expect(recorder.standardOutput == "out\n")
      #expect(recorder.standardError == "err\n")
    }
  }

  @Test("is every visible value but the last")
  func visibleValues() async throws {
    try await withR { r, recorder async throws in
      #expect(try await r.evaluate("1:3; invisible(4); x <- 5; 6") == .number(6))
      #expect(recorder.standardOutput == "[1] 1 2 3\n")
    }
  }

  @Test("ends with the warnings, as at R's prompt")
  func warnings() async throws {
    try await withR { r, recorder async throws in
      _ = try await r.evaluate("f <- function(x) { warning('careful'); x }; f(1)")
      #expect(recorder.standardError == "Warning message:\nIn f(1) : careful\n")
      _ = try await r.evaluate("warning('top'); as.integer('x')")
      #expect(recorder.standardError.hasSuffix("Warning messages:\n1: top\n2: NAs introduced by coercion\n"))
      _ = try await r.evaluate("for (i in 1:12) warning(i)")
      #expect(recorder.standardError.hasSuffix("There were 12 warnings (use warnings() to see them)\n"))
      #expect(try await r.evaluate("length(warnings())").asInt == 12)
      _ = try await r.evaluate(
        "suppressWarnings(f(1)); suppressMessages(message('m')); 1",
        ["f": RValue(.function(source: "function(x) warning('w')"))])
      #expect(recorder.standardError.hasSuffix("to see them)\n"))
    }
  }

  @Test("follows the user's choice for warnings")
  func warningOptions() async throws {
    try await withR { r, recorder async throws in
      _ = try await r.evaluate("options(warn = 1); f <- function() warning('now'); f(); cat('then\\n')")
      #expect(recorder.standardError == "Warning in f() : now\n")
      let error = try await r.failure("options(warn = 2); f <- function() warning('now'); f()")
      #expect(error?.description == "Error in f() : (converted from warning) now")
    }
  }
}
