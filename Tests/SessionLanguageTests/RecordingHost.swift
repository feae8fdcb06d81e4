import RData
import SessionLanguage
import Synchronization

/// A host that does nothing but remember, and answers as it was told.
final class RecordingHost: LanguageHost {
  struct Record: Sendable {
    var invocations: [CommandInvocation] = []
    var loops: [ForeachLoop] = []
    var sources: [String] = []
    var sentVariables: [[RBinding]] = []
    var shown: [RValue] = []
    var output = ""
    var notes = ""
    var slept: [Double] = []
    var environment: [String: String] = ["HOME": "/home/ada"]
    var options = ROptions()
  }

  /// What R answers; without it there is no R.
  let answerInR: (@Sendable (String) throws -> RValue)?
  /// What R knows; `nil` when it cannot be asked.
  let known: Set<String>?
  let failure: (any Error)?
  /// What R knows beside its own names, once it is asked itself.
  let attached: Set<String>?
  /// What `setReduce` has set.
  let reduce: RValue?
  /// What comes of every loop.
  let answerToLoop: RAnswer
  private let record = Mutex(Record())

  init(
    answerInR: (@Sendable (String) throws -> RValue)? = nil, known: Set<String>? = nil, failure: (any Error)? = nil,
    answerToLoop: RAnswer = RAnswer(.string("job1")), reduce: RValue? = nil,
    attached: Set<String>? = nil
  ) {
    self.answerInR = answerInR
    self.known = known
    self.failure = failure
    self.answerToLoop = answerToLoop
    self.reduce = reduce
    self.attached = attached
  }

  var seen: Record { record.withLock { $0 } }

  struct NoR: Error, CustomStringConvertible {
    let source: String
    var description: String { "there is no R here to evaluate \(source)" }
  }

  let commands = RecordingHost.testCommands

  func run(_ invocation: CommandInvocation) async throws -> CommandResult {
    record.withLock { $0.invocations.append(invocation) }
    if let failure { throw failure }
    let isQuiet = ["deleteJob", "help", "View", "setChunkSize"].contains(invocation.name)
    return CommandResult(.string("result of \(invocation.name)"), isVisible: !isQuiet)
  }

  func run(_ loop: ForeachLoop) async throws -> RAnswer {
    record.withLock { $0.loops.append(loop) }
    return answerToLoop
  }

  func defaultReduce() async -> RValue? { reduce }

  func evaluateInR(_ source: String, variables: [RBinding]) async throws -> RAnswer {
    record.withLock {
      $0.sources.append(source)
      $0.sentVariables.append(variables)
    }
    guard let answerInR else { throw NoR(source: source) }
    return RAnswer(try answerInR(source))
  }

  func recallRNames(among names: [String], packages: [String]) async -> Set<String>? {
    known.map { $0.intersection(names) }
  }

  func askRForNames(among names: [String], packages: [String]) async -> Set<String>? {
    if let attached { return attached.intersection(names) }
    return await recallRNames(among: names, packages: packages)
  }

  func write(_ text: String) async { record.withLock { $0.output += text } }
  func note(_ text: String) async { record.withLock { $0.notes += text } }
  func show(_ value: RValue) async { record.withLock { $0.shown.append(value) } }
  func now() -> Double { 1_600_000_000.5 }
  func sleep(seconds: Double) async throws {
    try Task.checkCancellation()
    record.withLock { $0.slept.append(seconds) }
  }
  func environmentVariable(_ name: String) -> String? { record.withLock { $0.environment[name] } }
  func setEnvironmentVariable(_ name: String, _ value: String?) { record.withLock { $0.environment[name] = value } }
  var options: ROptions { record.withLock { $0.options } }
  func setOptions(_ options: ROptions) { record.withLock { $0.options = options } }
  func knownJobIDs() -> [String] { ["job20170714215517", "unique_job_id"] }

  static let testCommands: [CommandSignature] = [
    CommandSignature(
      name: "watch", summary: "run a statement again and again",
      parameters: [
        Parameter(name: "interval", kind: .number), Parameter(name: "statement", kind: .statement, isRequired: true),
        Parameter(name: "count", kind: .number),
      ]),
    CommandSignature(
      name: "getJobList", summary: "list jobs",
      parameters: [
        Parameter(name: "filter", kind: .value),
        Parameter(name: "state", kind: .choice(["active", "completed", "disabled"], many: true)),
        Parameter(name: "verbose", kind: .flag),
      ]),
    CommandSignature(
      name: "getJob", summary: "show a job",
      parameters: [
        Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true),
        Parameter(name: "verbose", kind: .flag),
      ]),
    CommandSignature(
      name: "getJobResult", summary: "fetch a result",
      parameters: [
        Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true),
        Parameter(name: "partial", kind: .flag),
      ]),
    CommandSignature(
      name: "deleteJob", summary: "delete jobs",
      parameters: [
        Parameter(name: "jobId", kind: .jobID(many: true), isRequired: true),
        Parameter(name: "verbose", kind: .flag), Parameter(name: "yes", kind: .flag),
      ]),
    CommandSignature(
      name: "getJobFile", summary: "read a file of a task",
      parameters: [
        Parameter(name: "jobId", kind: .jobID(many: false), isRequired: true),
        Parameter(name: "taskId", kind: .taskID), Parameter(name: "filePath", kind: .text),
        Parameter(name: "downloadPath", kind: .path),
      ]),
    CommandSignature(
      name: "setChunkSize", summary: "iterations for each task",
      parameters: [Parameter(name: "value", kind: .number, isRequired: true)]),
    CommandSignature(
      name: "stopCluster", summary: "delete a pool", parameters: [Parameter(name: "cluster", kind: .poolID)]),
    CommandSignature(name: "View", summary: "browse", parameters: [Parameter(name: "x", kind: .value)]),
    CommandSignature(name: "help", summary: "help", parameters: [Parameter(name: "topic", kind: .command)]),
    CommandSignature(name: "source", summary: "run a file", parameters: [Parameter(name: "file", kind: .path)]),
    CommandSignature(
      name: "format", summary: "output format",
      parameters: [Parameter(name: "kind", kind: .choice(["json", "csv"], many: false))]),
  ]
}

/// Runs a text in a session of its own, or in the given one.
@discardableResult
func run(_ text: String, host: RecordingHost = RecordingHost(), name: String = "test.azp") async throws -> RecordingHost
{
  let program = try Parser.parse(SourceText(name: name, text: text), commands: host.commands)
  try await Interpreter(host: host).run(program)
  return host
}

/// The value of the last statement of a text.
func value(_ text: String, host: RecordingHost = RecordingHost()) async throws -> RValue {
  let program = try Parser.parse(SourceText(name: "test.azp", text: text), commands: host.commands)
  let interpreter = Interpreter(host: host)
  var last = RValue.null
  for statement in program.statements { last = try await interpreter.run(statement, of: program).value }
  return last
}

/// The diagnostic that a text ends in.
func failure(_ text: String, host: RecordingHost = RecordingHost()) async -> Diagnostic? {
  do {
    try await run(text, host: host)
    return nil
  } catch {
    return error as? Diagnostic
  }
}
