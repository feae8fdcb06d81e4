import Foundation
import ParallelJobs
import RData
import Testing

/// Runs azp's R scripts as a node does, without a service.
private struct ScriptNode {
  let directory: String
  let loop: LoopSubmission

  init(_ loop: LoopSubmission) throws {
    directory = NSTemporaryDirectory() + "azp-scripts-\(UUID().uuidString)"
    self.loop = loop
    for name in ["preparation", "wd/results", "wd/records"] {
      try FileManager.default.createDirectory(atPath: "\(directory)/\(name)", withIntermediateDirectories: true)
    }
    try write(JobScripts.worker, "preparation/worker.R")
    try write(JobScripts.merger, "preparation/merge.R")
    try write(RDS.write(JobScripts.environment(of: loop)), "preparation/job.rds")
  }

  private func write(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
  }

  func remove() { try? FileManager.default.removeItem(atPath: directory) }

  /// - Returns: the exit status and the error stream.
  @discardableResult
  func run(_ script: String, task: String, _ arguments: [String]) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["Rscript", "--no-save", "--no-environ", "\(directory)/preparation/\(script)"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: "\(directory)/wd")
    process.environment = ProcessInfo.processInfo.environment.merging([
      "AZ_BATCH_JOB_ID": "job", "AZ_BATCH_TASK_ID": task, "AZ_BATCH_JOB_PREP_WORKING_DIR": "\(directory)/preparation",
    ]) { $1 }
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  /// Puts the files that a task left where the merge finds them.
  private func upload(_ task: Int) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: "\(directory)/wd") {
      guard name.hasPrefix("\(task)-"), !name.hasSuffix(".part") else { continue }
      let place = name.hasSuffix(".record") ? "records" : "results"
      try FileManager.default.moveItem(
        atPath: "\(directory)/wd/\(name)", toPath: "\(directory)/wd/\(place)/\(name)")
    }
  }

  /// Runs all tasks and the merge; what is in `missing` is never run.
  func runAll(_ handling: ErrorHandling, without missing: Set<Int> = []) throws -> Int32 {
    let size = loop.options.chunkSize
    let count = loop.iterationCount
    let tasks = (count + size - 1) / size
    for task in 1...tasks where !missing.contains(task) {
      let first = (task - 1) * size + 1
      try run("worker.R", task: "\(task)", ["\(first)", "\(min(task * size, count))", "0", handling.rawValue])
      try upload(task)
    }
    return try run("merge.R", task: "merge", ["\(tasks)", "\(size)", handling.rawValue, "\(count)"]).0
  }

  func result(_ name: String) throws -> RValue? {
    guard let data = FileManager.default.contents(atPath: "\(directory)/wd/\(name)") else { return nil }
    return try RDS.read(Array(data))
  }
}

@Suite("The scripts on the nodes", .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/Rscript")))
struct ScriptsTests {
  private func loop(
    _ body: String, over values: [Int32], exports: [RBinding] = [], _ change: (inout JobOptions) -> Void = { _ in }
  ) -> LoopSubmission {
    var options = JobOptions()
    change(&options)
    return LoopSubmission(
      variables: [LoopSubmission.Variable(name: "i", values: values.map { .int($0) })], body: body, exports: exports,
      options: options)
  }

  @Test("values are merged in order, named by their iterations, across chunks")
  func mergesInOrder() throws {
    let node = try ScriptNode(
      loop("{ i * k }", over: [1, 2, 3, 4, 5], exports: [RBinding(name: "k", value: .number(10))]) { $0.chunkSize = 2 })
    defer { node.remove() }
    #expect(try node.runAll(.stop) == 0)
    let expected = RValue.list([10, 20, 30, 40, 50].map { .number($0) }, names: ["1", "2", "3", "4", "5"])
    #expect(try node.result("merge-result.rds") == expected)
  }

  @Test("a package from GitHub is attached by its repository's name, whatever the reference")
  func attaches() throws {
    let node = try ScriptNode(
      loop("\"package:tools\" %in% search()", over: [1]) { $0.github = ["user/tools@feature/branch"] })
    defer { node.remove() }
    #expect(try node.runAll(.stop) == 0)
    #expect(try node.result("merge-result.rds") == .list([RValue(.logical([true]))], names: ["1"]))
  }

  @Test("NULL is a value like any other")
  func keepsNull() throws {
    let node = try ScriptNode(loop("if (i == 2L) NULL else i", over: [1, 2, 3]))
    defer { node.remove() }
    #expect(try node.runAll(.stop) == 0)
    #expect(try node.result("merge-result.rds") == .list([.int(1), .null, .int(3)], names: ["1", "2", "3"]))
  }

  @Test("an error makes the task fail and is kept in its result; stop writes nothing")
  func stops() throws {
    let node = try ScriptNode(loop("{ if (i == 2) stop(\"bad \", i); i }", over: [1, 2]))
    defer { node.remove() }
    let (status, errors) = try node.run("worker.R", task: "2", ["2", "2", "0", "stop"])
    #expect(status == 1)
    #expect(errors.contains("Iteration 2 failed: bad 2"))
    try FileManager.default.removeItem(atPath: "\(node.directory)/wd/2-result.rds")
    #expect(try node.runAll(.stop) == 0)
    #expect(try node.result("merge-result.rds") == nil)
  }

  @Test("remove leaves the failed iteration out, pass puts the condition in its place")
  func removesAndPasses() throws {
    let node = try ScriptNode(loop("{ if (i == 2) stop(\"bad \", i); i }", over: [1, 2, 3]))
    defer { node.remove() }
    #expect(try node.runAll(.remove) == 0)
    #expect(try node.result("merge-result.rds") == .list([.int(1), .int(3)], names: ["1", "3"]))
    #expect(try node.run("merge.R", task: "merge", ["3", "1", "pass", "3"]).0 == 0)
    let passed = try #require(try node.result("merge-result.rds"))
    #expect(passed.element("2")?.inherits("simpleError") == true)
    #expect(passed.element("2")?.element("message") == .string("bad 2"))
  }

  @Test("a task that left no result counts as failed iterations, never as nothing")
  func missesNothing() throws {
    let node = try ScriptNode(loop("i", over: [1, 2, 3, 4, 5]) { $0.chunkSize = 2 })
    defer { node.remove() }
    #expect(try node.runAll(.pass, without: [2]) == 0)
    let merged = try #require(try node.result("merge-result.rds"))
    #expect(merged.names == ["1", "2", "3", "4", "5"])
    #expect(merged.element("3")?.inherits("error") == true && merged.element("4")?.inherits("error") == true)
  }

  /// What a body may do by accident, each of which once reached the script that
  /// evaluates it.
  static let disturbances = [
    "results <<- i", "for (name in c('results', 'job', 'index', 'body', 'iterations')) assign(name, -1, globalenv())",
    "writeLines('results <- 1; job <- 2; c <- function(...) stop()', 'x.R'); source('x.R')",
    "rm(list = setdiff(ls(), list('i', 'a', 'b')))",
    "rm(list = ls(globalenv()), envir = globalenv())",
    "for (f in base::c('c', 'list', 'paste0', 'saveRDS', 'inherits', 'names', 'cat', 'tryCatch', 'quit'))"
      + " assign(f, function(...) base::stop('masked ', f), globalenv())",
    "attach(list(saveRDS = function(...) stop('attached'), c = function(...) stop('attached')), warn.conflicts = FALSE)",
    "options(warn = 2, OutDec = ',', digits = 3, scipen = -5, error = quote(q('no', 7)))", "sink('diverted.txt')",
    "closeAllConnections()", "on.exit(cat('over'))", "set.seed(1)", "Sys.setlocale('LC_ALL', 'C')", "gc()",
    "setwd(tempdir())", "setTimeLimit(elapsed = 1e-3, transient = FALSE)",
    "local(results <- 1, envir = parent.frame())",
    "assign('xpr', quote(stop('replaced')), envir = parent.frame())", "Sys.setenv(AZ_BATCH_TASK_ID = '9')",
    "readLines(stdin())",
  ]

  @Test("a body reaches nothing of the script that evaluates it", arguments: disturbances)
  func isolates(disturbance: String) throws {
    let node = try ScriptNode(loop("{ \(disturbance); i }", over: [1, 2, 3, 4, 5]) { $0.chunkSize = 5 })
    defer { node.remove() }
    #expect(try node.runAll(.stop) == 0)
    let expected = RValue.list((1...5).map { .int($0) }, names: ["1", "2", "3", "4", "5"])
    #expect(try node.result("merge-result.rds") == expected)
  }

  @Test("a combining function reaches nothing of the script that calls it", arguments: disturbances)
  func isolatesMerge(disturbance: String) throws {
    // The global environment's `c` may be masked, and is not what combines.
    let function = "function(a, b) { i <- a; \(disturbance); base::c(a, b) }"
    let node = try ScriptNode(
      loop("i", over: [1, 2, 3]) {
        $0.chunkSize = 3
        $0.combination = Combination(levels: [Combination.Level(function: function)])
        $0.combination.levels[0].sizes = [3]
      })
    defer { node.remove() }
    #expect(try node.runAll(.stop) == 0)
    #expect(try node.result("combined-result.rds") == RValue(.integer([1, 2, 3])))
    #expect(try node.result("merge-result.rds")?.count == 3)
  }

  @Test("exported variables are those of the global environment, for the body and for what combines")
  func exportsGlobally() throws {
    let exports = [
      RBinding(name: "w", value: .number(10)),
      RBinding(name: "weigh", value: RValue(.function(source: "function(x) x * w"))),
    ]
    let node = try ScriptNode(
      loop("get('w', envir = globalenv()) + i", over: [1, 2], exports: exports) {
        $0.combination = Combination(levels: [Combination.Level(function: "function(a, b) a + weigh(b)")])
        $0.combination.levels[0].sizes = [2]
      })
    defer { node.remove() }
    #expect(try node.runAll(.stop) == 0)
    #expect(try node.result("combined-result.rds") == .number(131))
  }

  @Test("a task that is killed leaves the outcomes it had, and errors for the others")
  func keepsOutcomes() throws {
    let node = try ScriptNode(
      loop("{ if (i == 4) tools::pskill(Sys.getpid(), 9); if (i == 2) NULL else i }", over: [1, 2, 3, 4, 5, 6]) {
        $0.chunkSize = 5
      })
    defer { node.remove() }
    #expect(try node.runAll(.pass) == 0)
    let merged = try #require(try node.result("merge-result.rds"))
    #expect(merged.names == ["1", "2", "3", "4", "5", "6"])
    #expect(merged.element("1") == .int(1) && merged.element("2") == .null && merged.element("3") == .int(3))
    #expect(merged.element("6") == .int(6))
    for name in ["4", "5"] {
      #expect(
        merged.element(name)?.element("message")
          == .string("task 1 ended without leaving a result for iteration \(name)"))
    }
  }

  @Test("the merge refuses a result that does not hold one outcome for each iteration")
  func refusesWrongCounts() throws {
    let node = try ScriptNode(loop("i", over: [1, 2, 3, 4]) { $0.chunkSize = 2 })
    defer { node.remove() }
    #expect(try node.runAll(.pass) == 0)
    try FileManager.default.removeItem(atPath: "\(node.directory)/wd/merge-result.rds")
    let short = RValue.list([.int(1)], names: ["1"])
    let path = "\(node.directory)/wd/results/1-result.rds"
    try Data(try RDS.write(short)).write(to: URL(fileURLWithPath: path))
    let (status, errors) = try node.run("merge.R", task: "merge", ["2", "2", "pass", "4"])
    #expect(status == 1)
    #expect(errors.contains("does not hold exactly one outcome for each of them"), "\(errors)")
    #expect(try node.result("merge-result.rds") == nil)
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
    let (damaged, reason) = try node.run("merge.R", task: "merge", ["2", "2", "pass", "4"])
    #expect(damaged == 1 && reason.contains("the result of task 1 cannot be read"), "\(reason)")
  }

  @Test("a chunk whose values cannot be reduced says so, once")
  func reportsReduceFailure() throws {
    let node = try ScriptNode(
      loop("i", over: [1, 2, 3, 4]) {
        $0.chunkSize = 2
        $0.reduce = "function(a, b) if (b == 4) stop('no sum') else a + b"
      })
    defer { node.remove() }
    #expect(try node.runAll(.pass) == 0)
    let merged = try #require(try node.result("merge-result.rds"))
    #expect(merged.names == ["1", "3"] && merged.element("1") == .int(3))
    #expect(merged.element("3")?.element("message") == .string("no sum"))
  }

  @Test("functions of the session see each other and its variables")
  func exportsFunctions() throws {
    let exports = [
      RBinding(name: "twice", value: RValue(.function(source: "function(x) scale * x"))),
      RBinding(name: "scale", value: .number(2)),
      RBinding(name: "both", value: RValue(.function(source: "function(x) twice(x) + 1"))),
    ]
    let node = try ScriptNode(loop("both(i)", over: [1, 2], exports: exports))
    defer { node.remove() }
    #expect(try node.runAll(.stop) == 0)
    #expect(try node.result("merge-result.rds") == .list([.number(3), .number(5)], names: ["1", "2"]))
  }

  @Test("the body may hold quotes, braces in strings, comments and many lines")
  func takesBodiesVerbatim() throws {
    let body = """
      {
        # a comment with a } brace and a "quote"
        text <- 'it''s "quoted" }' |> sub(pattern = "''", replacement = "'")
        paste0(i, r"(raw )" , "}", "\\n")
      }
      """.replacingOccurrences(of: "'it''s", with: "\"it's\" ; text <- 'its")
    let node = try ScriptNode(loop(body, over: [1]))
    defer { node.remove() }
    #expect(try node.runAll(.stop) == 0)
    #expect(try node.result("merge-result.rds") == .list([.string("1raw }\n")], names: ["1"]))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var function: String?
    var initial: RValue?
    var final: String?
    var expected: RValue
    var testDescription: String { "\(function ?? "list") \(final ?? "")" }
  }

  @Test(
    "the values are combined as foreach combines them",
    arguments: [
      Case(function: "c", expected: RValue(.integer([1, 2, 3]))),
      Case(function: "`+`", expected: .int(6)),
      Case(function: "`+`", initial: .int(10), expected: .int(16)),
      Case(function: "function(a, b) a * 10L + b", expected: .int(123)),
      Case(final: "function(x) length(x)", expected: .int(3)),
      Case(function: "c", final: "rev", expected: RValue(.integer([3, 2, 1]))),
      Case(function: "list", expected: .list([.list([.int(1), .int(2)]), .int(3)])),
    ])
  func combines(_ combination: Case) throws {
    let node = try ScriptNode(
      loop("i", over: [1, 2, 3]) { options in
        var level = Combination.Level(function: combination.function)
        level.initials = combination.initial.map { [$0] } ?? []
        level.final = combination.final
        options.combination = Combination(levels: [level])
      })
    defer { node.remove() }
    #expect(try node.runAll(.stop) == 0)
    #expect(try node.result("combined-result.rds") == combination.expected)
  }

  @Test("a combining function that fails is told by its message, and the plain values stay")
  func reportsCombineFailure() throws {
    let node = try ScriptNode(
      loop("i", over: [1, 2]) {
        $0.combination = Combination(levels: [Combination.Level(function: "function(a, b) stop(\"no way\")")])
      })
    defer { node.remove() }
    #expect(try node.runAll(.stop) == 1)
    #expect(try node.result("combined-result.rds")?.element("message") == .string("no way"))
    #expect(try node.result("merge-result.rds")?.count == 2)
  }
}
